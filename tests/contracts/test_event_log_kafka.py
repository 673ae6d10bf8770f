"""What only a broker can do to us: be away, forget, split the work."""

from __future__ import annotations

import gc
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import pytest
from structlog.testing import capture_logs

from deploy.local.kafka_server import KafkaServer
from deploy.local.processes import Server
from shared.clock import SystemClock
from shared.errors import Unavailable
from shared.eventlog.kafka_client import ConfigResource, TopicPartition, admin, configurations
from shared.eventlog.kafka_log import KafkaLog
from shared.eventlog.kafka_settings import kafka_settings
from shared.eventlog.kafka_topics import Topic, create_topics, topics_wanted
from shared.eventlog.opening import open_event_log
from shared.eventlog.port import Publisher, Record, Subscription
from tests.support.children import next_line, running
from tests.support.eventually import eventually
from tests.support.fault_proxy import FaultProxy, proxied
from tests.support.kafka_logs import KafkaLogs
from tests.support.messages import TIES, ids, message, messages
from tests.support.stores import new_store

pytestmark = pytest.mark.real_servers


@pytest.fixture
def split(kafka_server: Server, tmp_path: Path) -> Iterator[KafkaLogs]:
    """Topics of four partitions."""
    with ExitStack() as closing:
        yield KafkaLogs(kafka_server, tmp_path, closing, partitions=4)


BehindProxy = tuple[FaultProxy, KafkaLog, KafkaServer]
Broken = tuple[FaultProxy, KafkaServer]


@pytest.fixture(scope="module")
def broker_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("broker")


@pytest.fixture(scope="module")
def breakable(broker_folder: Path) -> Iterator[Broken]:
    """A broker that is reached only through a proxy."""
    broker = KafkaServer(broker_folder)
    with proxied(broker.port) as proxy:
        broker.advertise(proxy.port)
        broker.start()
        yield proxy, broker
        broker.stop()
    gc.collect()


@pytest.fixture
def behind_proxy(kafka_server: Server, breakable: Broken) -> Iterator[BehindProxy]:
    """An empty log on that broker."""
    proxy, broker = breakable
    settings = kafka_settings(f"{broker.url}&session_seconds=3&prefix=t{uuid4().hex[:12]}.")
    create_topics(settings, {name: Topic(1, "newest") for name in topics_wanted()})
    log = KafkaLog(settings)
    yield proxy, log, broker
    log.close()
    gc.collect()


def read(records: list[Record]) -> list[str]:
    return ids([record.message for record in records])


def poll_until(subscription: Subscription, count: int, within: float = 30.0) -> list[Record]:
    """Polls until there are so many records; Unavailable is what a worker waits out."""
    found: list[Record] = []
    deadline = time.monotonic() + within
    while len(found) < count and time.monotonic() < deadline:
        try:
            found += subscription.poll(100, 0.25)
        except Unavailable:
            continue
    return found


def is_away(subscription: Subscription) -> bool:
    try:
        subscription.poll(10, 0.25)
    except Unavailable:
        return True
    return False


def publish_until_kept(publisher: Publisher, sent: list[str], number: int) -> None:
    """As the relay does: again, until it was acknowledged."""
    one = message(1, number)
    while True:
        try:
            publisher.publish([one])
        except Unavailable:
            continue
        sent += ids([one])
        return


def test_workers_of_a_group_share_the_partitions_and_miss_nothing(split: KafkaLogs) -> None:
    one, other = (split.open_impatient().subscribe("g", [TIES]) for _ in range(2))

    def shares() -> list[int]:
        for worker in (one, other):
            worker.poll(1, 0.1)
        return sorted(len(worker.positions()) for worker in (one, other))

    eventually(lambda: shares() == [2, 2], within=30)
    sent = messages(40)
    split.open().publisher("profiles", 1).publish(sent)
    found: dict[str, int] = {}
    while len(found) < len(sent):
        for number, worker in enumerate((one, other)):
            found |= dict.fromkeys(read(worker.poll(100, 0.1)), number)

    assert set(found) == set(ids(sent))
    assert set(found.values()) == {0, 1}


def test_events_of_a_subject_keep_their_order_on_any_partition(split: KafkaLogs) -> None:
    publisher = split.open().publisher("profiles", 1)
    for number in range(1, 6):
        publisher.publish([message(subject, number) for subject in range(1, 21)])

    found = poll_until(split.open_impatient().subscribe("g", [TIES]), 100)

    orders: dict[str, list[str]] = {}
    for record in found:
        orders.setdefault(record.message.key, []).append(record.message.headers["ce_sequence"])
    assert len({record.partition for record in found}) == 4
    assert list(orders.values()) == [["1", "2", "3", "4", "5"]] * 20


def test_a_join_that_the_library_forgets_is_finished(split: KafkaLogs) -> None:
    """The library has the metadata decide alone whether it still joins; here it always says no."""
    split.open().publisher("profiles", 1).publish(sent := messages(5))
    subscription = split.open_impatient().subscribe("g", [TIES])
    consumer = subscription._consumer()
    coordinator, poll, left_under_way = consumer._coordinator, consumer.poll, []

    def poll_and_forget(**told: int) -> object:
        found = poll(**told)
        if coordinator._join_task is not None:
            coordinator.rejoin_needed = False
            left_under_way.append(coordinator._join_task)
        return found

    consumer.poll = poll_and_forget
    while not left_under_way:
        subscription.poll(100, 0.0)
        subscription.poll(100, 0.001)

    assert set(read(poll_until(subscription, 5))) == set(ids(sent))


def test_a_killed_worker_is_missed_within_its_session_and_ten_seconds(
    kafka_server: Server, split: KafkaLogs
) -> None:
    sent = messages(8)
    split.open().publisher("profiles", 1).publish(sent)
    url = f"{split.url}&session_seconds=3"
    with running("tests.support.polling_child", url, split.store_url()) as child:
        next_line(child)
        child.kill()
    killed = time.monotonic()

    found = poll_until(split.open_impatient().subscribe("g", [TIES]), 8)

    assert sorted(read(found)) == sorted(ids(sent))
    assert time.monotonic() - killed < 13


def test_nothing_is_lost_when_the_broker_is_away_while_publishing(
    behind_proxy: BehindProxy,
) -> None:
    proxy, log, _ = behind_proxy
    publisher = log.publisher("profiles", 1)
    sent: list[str] = []
    publish_until_kept(publisher, sent, 1)

    proxy.cut()
    with pytest.raises(Unavailable):
        publisher.publish([message(1, 2)])
    with pytest.raises(Unavailable):
        log.ping()
    proxy.heal()
    for number in range(2, 6):
        publish_until_kept(publisher, sent, number)

    assert set(sent) <= set(read(list(log.replay([TIES]))))


def test_a_broker_that_hangs_is_away_and_heals(
    behind_proxy: BehindProxy,
) -> None:
    proxy, log, _ = behind_proxy
    publisher = log.publisher("profiles", 1)
    sent: list[str] = []

    proxy.half_open()
    started = time.monotonic()
    with pytest.raises(Unavailable):
        publisher.publish([message(1, 1)])
    assert time.monotonic() - started < 12
    proxy.heal()
    proxy.delay = 0.02
    publish_until_kept(publisher, sent, 1)

    assert sent[-1] in read(list(log.replay([TIES])))


def test_a_reader_hears_that_the_broker_is_away_and_goes_on_where_it_was(
    behind_proxy: BehindProxy,
) -> None:
    _, log, broker = behind_proxy
    publisher = log.publisher("profiles", 1)
    sent: list[str] = []
    publish_until_kept(publisher, sent, 1)
    subscription = log.subscribe("g", [TIES])
    (first,) = poll_until(subscription, 1)
    subscription.commit({(first.topic, first.partition): first.offset + 1})

    broker.kill()
    assert eventually(lambda: is_away(subscription), within=30)
    broker.start()
    publish_until_kept(publisher, sent, 2)

    assert read(poll_until(subscription, 1)) == sent[1:]


def test_a_topic_made_anew_is_read_from_its_beginning_with_one_line_in_the_log(
    split: KafkaLogs,
) -> None:
    log = split.open()
    log.publisher("profiles", 1).publish([message(1, number) for number in range(1, 6)])
    subscription = split.open_impatient().subscribe("g", [TIES])
    last = poll_until(subscription, 5)[-1]
    subscription.commit({(last.topic, last.partition): last.offset + 1})
    make_anew(split)
    sent = [message(1, number) for number in range(11, 14)]
    split.open().publisher("profiles", 2).publish(sent)

    with capture_logs() as lines:
        found = poll_until(subscription, 3)

    assert read(found) == ids(sent)
    assert [line["event"] for line in lines] == ["log_rewound"]


def test_a_truncated_topic_is_read_from_where_it_begins_now_with_one_line_in_the_log(
    split: KafkaLogs,
) -> None:
    log, sent = split.open(), [message(1, number) for number in range(1, 9)]
    log.publisher("profiles", 1).publish(sent)
    subscription = split.open_impatient().subscribe("g", [TIES])
    first = poll_until(subscription, 8)[0]
    subscription.commit({(first.topic, first.partition): first.offset + 1})
    truncate(split, first.partition, before=first.offset + 4)
    subscription.close()

    with capture_logs() as lines:
        found = poll_until(split.open_impatient().subscribe("g", [TIES]), 4)

    assert read(found) == ids(sent[4:])
    assert [line["event"] for line in lines] == ["log_rewound"]


def truncate(logs: KafkaLogs, partition: int, before: int) -> None:
    client, name = admin(logs.settings), logs.settings.prefix + TIES
    try:
        # Kafka refuses to cut compacted topics short; somebody may have asked for another kind.
        client.alter_configs([ConfigResource("topic", name, {"cleanup.policy": "delete"})])
        client.delete_records({TopicPartition(name, partition): before})
    finally:
        client.close()


def test_a_broker_that_lost_everything_is_read_from_its_beginning_with_one_line_in_the_log(
    behind_proxy: BehindProxy, broker_folder: Path
) -> None:
    _, log, broker = behind_proxy
    log.publisher("profiles", 1).publish([message(1, number) for number in range(1, 6)])
    subscription = log.subscribe("g", [TIES])
    last = poll_until(subscription, 5)[-1]
    subscription.commit({(last.topic, last.partition): last.offset + 1})

    broker.kill()
    shutil.rmtree(broker_folder)
    broker.start()
    create_topics(log._settings, {name: Topic(1, "newest") for name in topics_wanted()})
    sent: list[str] = []
    for number in (11, 12, 13):
        publish_until_kept(log.publisher("profiles", 2), sent, number)
    with capture_logs() as lines:
        found = poll_until(subscription, 3)

    assert list(dict.fromkeys(read(found))) == sent
    assert [line["event"] for line in lines] == ["log_rewound"]


def make_anew(logs: KafkaLogs) -> None:
    client = admin(logs.settings)
    try:
        name = logs.settings.prefix + TIES
        client.delete_topics([name])
        eventually(lambda: name not in client.list_topics())
    finally:
        client.close()
    create_topics(logs.settings, {TIES: Topic(4, "newest")})


def test_who_cannot_begin_to_read_leaves_no_connection_behind(split: KafkaLogs) -> None:
    threads = set(threading.enumerate())

    with pytest.raises(Unavailable, match="lacks the topic"):
        split.open_impatient().replay(["profiles.strangers"])

    assert set(threading.enumerate()) <= threads


def test_topics_are_made_once_however_often_they_are_asked_for(split: KafkaLogs) -> None:
    assert create_topics(split.settings) == []


def test_topics_forget_nothing_but_facts_that_newer_ones_supersede(split: KafkaLogs) -> None:
    create_topics(split.settings, {"referrals.credit": Topic(2, "everything")})

    kept = configured(split, "referrals.credit"), configured(split, TIES)

    assert kept == (("delete", "-1", "9223372036854775807"), ("compact", "604800000", "604800000"))


def configured(logs: KafkaLogs, topic: str) -> tuple[str, ...]:
    client = admin(logs.settings)
    try:
        name = logs.settings.prefix + topic
        found = configurations(client, [name])[name]
    finally:
        client.close()
    wanted = ("cleanup.policy", "retention.ms", "max.compaction.lag.ms")
    return tuple(str(found[key]["value"]) for key in wanted)


def test_a_topic_that_would_drop_history_stops_the_start(split: KafkaLogs) -> None:
    create_topics(split.settings, {"referrals.credit": Topic(1, "newest")})

    with pytest.raises(Unavailable, match="would drop events"):
        create_topics(split.settings, {"referrals.credit": Topic(1, "everything")})


def test_more_replicas_than_brokers_stop_the_start(kafka_server: Server) -> None:
    settings = kafka_settings(f"{kafka_server.url.split('?')[0]}?prefix=three.")

    with pytest.raises(Unavailable, match="cannot make"):
        create_topics(settings)


def test_a_broker_that_is_not_there_stops_the_start_in_one_sentence(tmp_path: Path) -> None:
    store = new_store(tmp_path)

    threads = threading.active_count()

    with pytest.raises(Unavailable, match="does not answer"):
        open_event_log("kafka://127.0.0.1:1?replicas=1", store, SystemClock())

    assert threading.active_count() == threads
    store.close()
    gc.collect()
