"""What only a cluster can do to us: lose the leader of a partition."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from deploy.local.jars import CannotRun
from shared.errors import Unavailable
from shared.eventlog.kafka_log import KafkaLog
from shared.eventlog.kafka_settings import kafka_settings
from shared.eventlog.kafka_topics import Topic, create_topics, topics_wanted
from shared.eventlog.port import Publisher, Subscription
from tests.support.eventually import eventually
from tests.support.kafka_cluster import KafkaCluster
from tests.support.messages import TIES, message
from tests.support.servers import give_up

pytestmark = pytest.mark.real_servers
EVENTS = 200


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaCluster]:
    cluster = KafkaCluster(tmp_path_factory.mktemp("cluster"))
    try:
        cluster.start()
        yield cluster
    except CannotRun as reason:
        give_up(str(reason))
    finally:
        cluster.stop()


def publish_all(publisher: Publisher) -> None:
    """Events of one subject, each again until it was acknowledged, as the relay does."""
    for number in range(1, EVENTS + 1):
        while not kept(publisher, number):
            pass


def kept(publisher: Publisher, number: int) -> bool:
    try:
        publisher.publish([message(1, number)])
    except Unavailable:
        return False
    return True


def read_on(subscription: Subscription, found: list[int]) -> int:
    """How many different events were read by now; they are noted in their order."""
    try:
        records = subscription.poll(20, 0.25)
    except Unavailable:  # a worker waits it out
        records = []
    found += [int(record.message.headers["ce_sequence"]) for record in records]
    return len(set(found))


def test_a_lost_leader_loses_no_event_and_no_order(cluster: KafkaCluster) -> None:
    settings = kafka_settings(f"{cluster.url}?prefix=t.&session_seconds=3")
    create_topics(settings, {name: Topic(1, "newest") for name in topics_wanted()})
    found: list[int] = []
    with closing(KafkaLog(settings)) as log, ThreadPoolExecutor(1) as pool:
        publisher, subscription = log.publisher("profiles", 1), log.subscribe("g", [TIES])
        publishing = pool.submit(publish_all, publisher)
        eventually(lambda: read_on(subscription, found) > EVENTS // 4, within=60)

        cluster.kill_leader(settings, TIES)

        assert not publishing.done()
        eventually(lambda: read_on(subscription, found) == EVENTS, within=60)
        publishing.result()
    gc.collect()

    assert list(dict.fromkeys(found)) == list(range(1, EVENTS + 1))
