"""Whoever does not accept is searched for like anybody else, so that time tells nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from services.referrals.adapters.embedded_graph.kernels.scratch import NONE, weight_in
from services.referrals.adapters.embedded_graph.questions import find_introductions
from services.referrals.domain.paths import FindIntroductions, Search
from shared.contracts.envelope import Event
from tests.support.asking import network_of
from tests.support.facts import TODAY, an_id, person, tie

ANA, BEA, CAI, DOV = (an_id(number) for number in range(1, 5))


def searched(target: UUID, *facts: Event) -> tuple[list[int], int]:
    """Whom the backward half of a search wrote about, and how many answers there were."""
    network = network_of(
        *(person(each) for each in (ANA, BEA, CAI)),
        tie(ANA, BEA), tie(ANA, CAI), tie(BEA, CAI), tie(BEA, DOV), tie(CAI, DOV), *facts,
    )  # fmt: skip

    query = FindIntroductions(Search(candidate=ANA, today=TODAY), target)
    answer = find_introductions(network, query)

    scratch, stamp = network.desk.next(len(network.people.flags))
    written = [weight_in(int(each), stamp + 1) for each in (*scratch.best, *scratch.last)]
    return written, len(answer)


def test_the_search_is_the_same_whether_or_not_the_target_accepts() -> None:
    closed = person(DOV, willing_to_refer=False, open_to_intros=False)

    search, answers = searched(DOV, person(DOV))
    search_in_vain, none = searched(DOV, closed)

    assert search == search_in_vain
    assert min(search) < NONE
    assert (answers, none) == (2, 0)


@pytest.mark.parametrize("target", [DOV, an_id(404), an_id(405)])
def test_for_somebody_unknown_another_is_searched_for(target: UUID) -> None:
    """Four are known, and each of them has somebody who leads there."""
    search, answers = searched(target)

    assert min(search) < NONE
    assert answers == 0


@pytest.mark.parametrize("target", [CAI, an_id(404)])
def test_the_closed_the_unreachable_and_the_unknown_are_answered_alike(target: Any) -> None:
    closed = person(DOV, willing_to_refer=False, open_to_intros=False)
    network = network_of(person(ANA), person(BEA), closed, tie(ANA, BEA), tie(BEA, DOV))
    search = Search(candidate=ANA, today=TODAY)

    answers = {
        find_introductions(network, FindIntroductions(search, each)) for each in (DOV, target)
    }

    assert answers == {()}
