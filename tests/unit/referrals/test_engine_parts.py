"""The parts of the engine, each against the plainest way to say the same."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from threading import Event as Signal
from threading import Thread

import numpy as np
import pytest

from services.referrals.adapters.embedded_graph.gathering import Gathering
from services.referrals.adapters.embedded_graph.kernels.ids import (
    ABSENT,
    Numbering,
    halves,
    place_of,
    whole,
)
from services.referrals.adapters.embedded_graph.kernels.links import NOBODY, OWN, entry_of
from services.referrals.adapters.embedded_graph.kernels.rows import Ties, rows_of
from services.referrals.adapters.embedded_graph.kernels.scratch import (
    NONE,
    STAMPS,
    Desk,
    stamped,
    weight_in,
)
from services.referrals.adapters.embedded_graph.network import Network
from services.referrals.adapters.embedded_graph.records import (
    ID,
    PERSON,
    TIE,
    member_in,
    record_of,
)
from services.referrals.adapters.embedded_graph.sharing import Sharing
from services.referrals.domain.members import member_of
from tests.support.eventually import eventually
from tests.support.facts import (
    TODAY,
    an_id,
    employer,
    in_group,
    person,
    tie,
    tie_ended,
    works_at,
)

IDS = [0, 1, 2**63 - 1, 2**63, 2**64 - 1, 2**64, 2**127, 2**128 - 1]


@pytest.mark.parametrize("number", IDS)
def test_an_id_is_the_same_in_two_halves(number: int) -> None:
    assert whole(*halves(number)) == number


def test_ids_are_found_where_their_numbers_stand_in_order() -> None:
    dice = Random(1)
    given = [*IDS, *(dice.getrandbits(128) for _ in range(300)), *IDS]
    numbering = Numbering()
    high, low = (np.array(each, np.uint64) for each in zip(*map(halves, given), strict=True))

    met = numbering.meet(high, low)
    ordered_high, ordered_low, stands = numbering.in_order()

    in_order = sorted(set(given))
    assert [whole(*each) for each in zip(ordered_high, ordered_low, strict=True)] == in_order
    assert [in_order[place] for place in stands[met]] == given
    assert [place_of(ordered_high, ordered_low, *halves(each)) for each in in_order] == list(
        range(len(in_order))
    )
    assert place_of(ordered_high, ordered_low, *halves(3)) == ABSENT


def test_rows_hold_each_pair_once_at_both_ends_in_order() -> None:
    one, other = np.array([2, 0, 1, 0], np.int32), np.array([0, 2, 3, 1], np.int32)
    ties = Ties(one, other, np.array([40, 50, 60, 0], np.uint8), np.zeros(4, np.uint8))

    rows = rows_of(ties, np.zeros(4, np.bool_), spare=0.5, least=1)

    assert rows.offsets.tolist() == [0, 1, 2, 3, 4]
    assert rows.neighbour[:4].tolist() == [2, 3, 0, 1]
    assert rows.out[:4].tolist() == [50, 60, 40, 0]
    assert rows.back[:4].tolist() == [40, 0, 50, 60]
    assert len(rows.neighbour) == 4 + 2


def test_rows_name_nobody_who_is_left_out() -> None:
    one, other = np.array([0, 1], np.int32), np.array([1, 2], np.int32)
    ties = Ties(one, other, np.array([40, 50], np.uint8), np.array([40, 50], np.uint8))

    rows = rows_of(ties, np.array([True, False, False]), spare=0, least=0)

    assert rows.offsets.tolist() == [0, 0, 1, 2]
    assert rows.neighbour.tolist() == [2, 1]


def test_a_tie_is_found_in_the_rows_and_behind_them() -> None:
    gathering = Gathering()
    gathering.take_ties([an_id(1).bytes + an_id(2).bytes + bytes([40, 50])])
    network = Network(gathering.base())
    network.put_tie(2, 3, 60, 70 | OWN)
    first, second, third = (network.number_of(each) for each in (1, 2, 3))

    for giver, taker, byte in ((first, second, 40), (second, first, 50), (third, second, 70 | OWN)):
        assert network.links.out[entry_of(network.links, giver, taker)] == byte
        assert network.links.back[entry_of(network.links, taker, giver)] == byte
    assert entry_of(network.links, first, third) == NOBODY


def test_a_member_is_the_same_out_of_a_record() -> None:
    fact = person(
        an_id(1),
        willing_to_refer=False,
        avoid_own_employers=True,
        avoid_people=[an_id(2**127), an_id(3)],
        employments=[works_at(an_id(101)), works_at(an_id(102), ended=TODAY - timedelta(days=1))],
        groups=[in_group(an_id(201)), in_group(an_id(202), volunteer=True)],
    )

    kind, record = record_of(fact) or (None, b"")
    found, said = member_in(record[ID], record[ID + 1 :]), member_of(fact)

    assert kind == PERSON
    assert record[:ID] == an_id(1).bytes
    assert found.employers(TODAY) == said.employers(TODAY) == {an_id(101)}
    assert (found.refers, found.meets, found.avoids_own_employers) == (False, True, True)
    assert (found.avoid_people, found.groups) == (said.avoid_people, said.groups)


def test_a_tie_takes_few_bytes_and_its_end_two_zeros() -> None:
    there = tie(an_id(1), an_id(2), cost=40, back=70, lent=False)

    assert record_of(there) == (TIE, there.first.bytes + there.second.bytes + bytes([168, 198]))
    assert record_of(tie_ended(an_id(1), an_id(2))) == (
        TIE,
        there.first.bytes + there.second.bytes + bytes(2),
    )
    assert record_of(employer(an_id(101))) is None


def test_what_an_earlier_search_wrote_is_heavier_than_any_way() -> None:
    desk = Desk()
    scratch, stamp = desk.next(10)
    scratch.best[3] = stamped(stamp, 1)
    assert weight_in(int(scratch.best[3]), stamp) == 1

    again, later = desk.next(10)

    assert again.best is scratch.best
    assert weight_in(int(again.best[3]), later) == weight_in(int(again.best[4]), later) == NONE
    assert stamped(later, NONE - 1) < again.best[3]


def test_scratch_is_made_anew_when_stamps_run_out_or_people_come() -> None:
    desk = Desk()
    stamps = [desk.next(1)[1] for _ in range(3)]
    assert stamps == [STAMPS - 2, STAMPS - 3, STAMPS - 4]

    assert desk.next(2)[1] == STAMPS - 2
    desk._mine.stamp = 0
    assert desk.next(2)[1] == STAMPS - 2


def test_many_read_at_once_and_whoever_writes_is_alone() -> None:
    sharing, done, written = Sharing(), Signal(), Signal()

    def write() -> None:
        with sharing.writing():
            written.set()

    with sharing.reading():
        reader = Thread(target=lambda: _read(sharing, done))
        reader.start()
        assert done.wait(10)
        writer = Thread(target=write)
        writer.start()
        eventually(lambda: sharing._writers)
        assert not written.is_set()

    assert written.wait(10)
    reader.join()
    writer.join()


def _read(sharing: Sharing, done: Signal) -> None:
    with sharing.reading():
        done.set()
