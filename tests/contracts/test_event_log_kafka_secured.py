"""Over TLS with certificates on both sides and a signed-in user; or not let in, in one sentence."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from deploy.local.jars import CannotRun
from shared.clock import SystemClock
from shared.errors import Unavailable
from shared.eventlog.opening import open_event_log
from tests.support.eventually import eventually
from tests.support.messages import TIES, ids, messages
from tests.support.secured_kafka import SecuredKafka
from tests.support.servers import give_up
from tests.support.stores import new_store

pytestmark = [
    pytest.mark.real_servers,
    # The library forgets to close a socket whose handshake failed.
    pytest.mark.filterwarnings("ignore:Exception ignored in. <s"),
]


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecuredKafka]:
    broker = SecuredKafka(tmp_path_factory.mktemp("secured"))
    try:
        broker.start()
        yield broker
    except CannotRun as reason:
        give_up(str(reason))
    finally:
        broker.stop()
        gc.collect()


def test_whoever_is_let_in_publishes_and_reads(secured: SecuredKafka, tmp_path: Path) -> None:
    sent = messages(3)
    with (
        closing(new_store(tmp_path)) as store,
        closing(open_event_log(secured.url(), store, SystemClock())) as log,
    ):
        log.publisher("profiles", 1).publish(sent)
        found = [record.message for record in log.replay([TIES])]

    assert sorted(ids(found)) == sorted(ids(sent))


@pytest.mark.parametrize(
    ("instead", "says"),
    [
        ({"user": "somebody"}, "Kafka refuses us: SaslAuthenticationFailedError"),
        ({"ca_file": ""}, "Kafka does not answer: .* certificate verify failed"),
        ({"certificate_file": "", "key_file": ""}, "Kafka does not answer: .* bad certificate"),
    ],
    ids=["user", "authority", "certificate"],
)
def test_whoever_is_not_let_in_hears_why(
    secured: SecuredKafka, tmp_path: Path, instead: dict[str, str], says: str
) -> None:
    url = secured.url(**instead)

    # A slow broker may hang up before it has said why.
    eventually(lambda: re.search(says, refusal(url, tmp_path)), within=60)


def refusal(url: str, folder: Path) -> str:
    with closing(new_store(folder)) as store, pytest.raises(Unavailable) as refused:
        open_event_log(url, store, SystemClock())
    return refused.value.detail
