"""A URL names one event log or none; nothing stands in for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.clock import SystemClock
from shared.errors import Unavailable
from shared.eventlog.opening import open_event_log
from shared.eventlog.port import UnknownLog, owner_of
from shared.storage.database import Database
from tests.support.messages import OPENINGS, TIES, message
from tests.support.stores import new_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    database = new_store(tmp_path)
    yield database
    database.close()


@pytest.mark.parametrize("url", ["", "sqlite:///", "kafka://", "log.db", "redis://x"])
def test_a_url_that_names_no_log_is_refused_in_one_sentence(store: Database, url: str) -> None:
    with pytest.raises(
        UnknownLog, match=r"EVENT_LOG_URL must be sqlite:///path/log.db or kafka://host:port\.$"
    ):
        open_event_log(url, store, SystemClock())


def test_each_owner_has_a_file_beside_the_name(store: Database, tmp_path: Path) -> None:
    log = open_event_log(f"sqlite:///{tmp_path}/logs/log.db", store, SystemClock())
    log.publisher("profiles", 1).publish([message()])
    log.publisher("postings", 1).publish([message(topic=OPENINGS)])
    log.close()

    assert sorted(path.name for path in (tmp_path / "logs").iterdir()) == [
        "log.postings.db",
        "log.profiles.db",
    ]


def test_a_log_whose_folder_went_away_is_unavailable(store: Database, tmp_path: Path) -> None:
    log = open_event_log(f"sqlite:///{tmp_path}/gone/log.db", store, SystemClock())

    with pytest.raises(Unavailable):
        log.ping()
    log.close()


def test_a_file_that_is_no_log_is_unavailable(store: Database, tmp_path: Path) -> None:
    (tmp_path / "log.profiles.db").mkdir()
    log = open_event_log(f"sqlite:///{tmp_path}/log.db", store, SystemClock())

    with pytest.raises(Unavailable):
        log.publisher("profiles", 1)
    log.close()


def test_a_log_of_a_later_format_is_not_touched(store: Database, tmp_path: Path) -> None:
    later = Database(f"sqlite:///{tmp_path}/log.profiles.db")
    with later.write() as connection:
        connection.exec_driver_sql("PRAGMA user_version=99")
    later.close()
    log = open_event_log(f"sqlite:///{tmp_path}/log.db", store, SystemClock())

    with pytest.raises(Unavailable, match="format 99"):
        log.publisher("profiles", 1)
    log.close()


def test_compacted_records_cannot_be_read_from_the_file(store: Database, tmp_path: Path) -> None:
    log = open_event_log(f"sqlite:///{tmp_path}/log.db", store, SystemClock())
    publisher = log.publisher("profiles", 1)
    old, new = message(1, 1), message(1, 2)
    publisher.publish([old, new])

    log.compact(TIES)
    log.close()

    content = (tmp_path / "log.profiles.db").read_bytes()
    assert new.headers["ce_id"].encode() in content
    assert old.headers["ce_id"].encode() not in content


def test_a_topic_belongs_to_the_service_it_is_named_after() -> None:
    assert owner_of("profiles.ties") == "profiles"
