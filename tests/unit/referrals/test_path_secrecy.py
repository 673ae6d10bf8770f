"""Whoever does not accept is searched for like anybody else, so that time tells nothing."""

from __future__ import annotations

from typing import Any

import pytest

from services.referrals.adapters.embedded_graph.questions import find_introductions
from services.referrals.domain.paths import FindIntroductions, Search
from tests.support.asking import network_of
from tests.support.facts import TODAY, an_id, person, tie

ANA, BEA, CAI, DOV = (an_id(number) for number in range(1, 5))


class Counting(dict[int, dict[int, int]]):
    """Links that count how often somebody's were looked at."""

    looks = 0

    def get(self, *asked: Any) -> Any:
        self.looks += 1
        return super().get(*asked)


def looks(target_accepts: bool) -> tuple[int, int, int]:
    """How often links were looked at, and how many answers there were."""
    target = person(DOV, willing_to_refer=target_accepts, open_to_intros=target_accepts)
    network = network_of(
        *(person(each) for each in (ANA, BEA, CAI)), target,
        tie(ANA, BEA), tie(ANA, CAI), tie(BEA, CAI), tie(BEA, DOV), tie(CAI, DOV),
    )  # fmt: skip
    network.lent_in = Counting(network.lent_in)
    network.lent_out = Counting(network.lent_out)

    query = FindIntroductions(Search(candidate=ANA, today=TODAY), DOV)
    answer = find_introductions(network, query)

    return network.lent_in.looks, network.lent_out.looks, len(answer)


def test_the_search_is_the_same_whether_or_not_the_target_accepts() -> None:
    *searched, answers = looks(target_accepts=True)
    *searched_in_vain, none = looks(target_accepts=False)

    assert searched == searched_in_vain
    assert min(searched) > 0
    assert (answers, none) == (2, 0)


@pytest.mark.parametrize("target", [CAI, an_id(404)])
def test_the_closed_the_unreachable_and_the_unknown_are_answered_alike(target: Any) -> None:
    closed = person(DOV, willing_to_refer=False, open_to_intros=False)
    network = network_of(person(ANA), person(BEA), closed, tie(ANA, BEA), tie(BEA, DOV))
    search = Search(candidate=ANA, today=TODAY)

    answers = {
        find_introductions(network, FindIntroductions(search, each)) for each in (DOV, target)
    }

    assert answers == {()}
