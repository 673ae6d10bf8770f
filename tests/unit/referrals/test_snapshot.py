"""A snapshot file is taken whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from services.referrals.adapters.embedded_graph import gathering as gathering_module
from services.referrals.adapters.embedded_graph import snapshot
from services.referrals.adapters.embedded_graph.gathering import Base, Gathering, empty_base
from services.referrals.adapters.embedded_graph.records import FORMAT, PERSON, TIE, record_of
from services.referrals.adapters.embedded_graph.snapshot import (
    Stamp,
    Unusable,
    map_snapshot,
    read_stamp,
    write_snapshot,
)
from tests.support.facts import TODAY, an_id, in_group, person, tie, works_at

STAMP = Stamp(origin="a" * 32, generation=2, change=17, entries=4)
FACTS = [
    person(an_id(5), employments=[works_at(an_id(101))], avoid_people=[an_id(2**127)]),
    person(an_id(2**127), groups=[in_group(an_id(201), volunteer=True)]),
    tie(an_id(5), an_id(2**127), cost=40, back=70),
    tie(an_id(5), an_id(7), lent=False),
]


def base() -> Base:
    gathering = Gathering()
    records = [found for found in map(record_of, FACTS) if found]
    gathering.take_people([record for kind, record in records if kind == PERSON])
    gathering.take_ties([record for kind, record in records if kind == TIE])
    return gathering.base()


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering_module, "LEAST_SPARE", 4)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "network.snapshot"
    write_snapshot(path, base(), STAMP)
    return path


def every_column(part: Any) -> list[Any]:
    if isinstance(part, np.ndarray):
        return [part.tolist()]
    return [column for each in part for column in every_column(each)]


@pytest.mark.parametrize("written", [base, empty_base])
def test_what_is_mapped_is_what_was_written(tmp_path: Path, written: Callable[[], Base]) -> None:
    write_snapshot(tmp_path / "file", written(), STAMP)

    mapped, stamp = map_snapshot(tmp_path / "file")

    assert every_column(mapped) == every_column(written())
    assert stamp == read_stamp(tmp_path / "file") == STAMP
    assert (
        mapped.staff.people(101, TODAY.toordinal()).tolist()
        == written().staff.people(101, TODAY.toordinal()).tolist()
    )


def test_nothing_is_left_beside_it_and_the_old_one_is_replaced(file: Path) -> None:
    write_snapshot(file, empty_base(), STAMP)

    assert list(file.parent.iterdir()) == [file]
    assert len(map_snapshot(file)[0].high) == 0


def test_what_a_process_writes_to_it_stays_there(file: Path) -> None:
    mine, _ = map_snapshot(file)
    mine.rows.out[:] = 1

    assert map_snapshot(file)[0].rows.out.tolist() == base().rows.out.tolist()


@pytest.mark.parametrize("length", [0, 1, 8, 12, 40, -1])
def test_a_torn_file_is_not_read(file: Path, length: int) -> None:
    file.write_bytes(file.read_bytes()[:length])

    with pytest.raises(Unusable):
        map_snapshot(file)


def test_a_file_with_something_behind_it_is_not_read(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"\0")

    with pytest.raises(Unusable):
        map_snapshot(file)


def test_no_changed_byte_of_a_column_or_the_header_goes_unseen(file: Path) -> None:
    whole = file.read_bytes()
    unseen = []
    for at in range(len(whole)):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        try:
            mapped, stamp = map_snapshot(file)
        except Unusable:
            continue
        # Between two columns lie bytes that mean nothing.
        unseen += [] if (every_column(mapped), stamp) == (every_column(base()), STAMP) else [at]

    assert unseen == []


def test_another_format_is_not_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "FORMAT", FORMAT + 1)

    with pytest.raises(Unusable, match="format"):
        map_snapshot(file)
    with pytest.raises(Unusable, match="format"):
        read_stamp(file)


def test_there_need_be_none(tmp_path: Path) -> None:
    with pytest.raises(Unusable):
        map_snapshot(tmp_path / "none")
    with pytest.raises(Unusable):
        read_stamp(tmp_path / "none")
