"""One file of the embedded event log, looked at by somebody who waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NoReturn

import pytest

from shared.eventlog.sqlite_file import LogFile
from shared.storage.database import Database
from tests.support.messages import TIES, messages

FIRST = 1


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/log.profiles.db"


@pytest.fixture
def file(url: str) -> Iterator[LogFile]:
    with closing(LogFile(url)) as opened:
        yield opened


def offsets(file: LogFile, start: int, limit: int = 10) -> list[int]:
    return [record.offset for record in file.read(TIES, start, limit)]


def test_to_look_again_where_nobody_has_written_asks_nothing_of_the_file(
    file: LogFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.append("profiles", 1, messages(2))
    assert offsets(file, FIRST + 2) == []

    def asked(database: Database) -> NoReturn:
        raise AssertionError("the file was read")

    monkeypatch.setattr(Database, "read", asked)
    assert offsets(file, FIRST + 2) == []
    with pytest.raises(AssertionError):
        offsets(file, FIRST)


def test_what_another_process_writes_is_seen_at_the_next_look(file: LogFile, url: str) -> None:
    assert offsets(file, FIRST) == []
    with closing(LogFile(url)) as another:
        another.append("profiles", 1, messages(2))

    assert offsets(file, FIRST) == [FIRST, FIRST + 1]


def test_what_it_writes_itself_is_seen_as_well(file: LogFile) -> None:
    assert offsets(file, FIRST) == []
    file.append("profiles", 1, messages(1))

    assert offsets(file, FIRST) == [FIRST]


def test_who_has_no_room_for_any_learns_nothing_of_the_end(file: LogFile) -> None:
    file.append("profiles", 1, messages(1))
    assert offsets(file, FIRST, limit=0) == []

    assert offsets(file, FIRST) == [FIRST]


def test_who_reads_from_further_back_is_not_told_that_it_ended(file: LogFile) -> None:
    file.append("profiles", 1, messages(3))
    assert offsets(file, FIRST + 3) == []

    assert offsets(file, FIRST + 1) == [FIRST + 1, FIRST + 2]
