"""What every IntroductionGraph promises. An adapter brings a fixture `open_graph`.

`open_graph()` opens the same graph again each time it is called, as another process would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any
from uuid import UUID

import pytest

from services.referrals.domain.circle import Circle
from services.referrals.domain.paths import (
    FindIntroductions,
    ReachableOpenings,
    Search,
    WhoCanRefer,
)
from services.referrals.ports import IntroductionGraph
from shared.contracts.envelope import Event
from tests.support.asking import people_on
from tests.support.facts import (
    LONG_AGO,
    TODAY,
    an_id,
    employer,
    erased,
    opening,
    opening_closed,
    person,
    tie,
    tie_ended,
    works_at,
)
from tests.support.path_oracle import Oracle, best
from tests.support.random_worlds import World

OpenGraph = Callable[[], IntroductionGraph]
ANA, BEA, CAI = an_id(1), an_id(2), an_id(3)
OAK, JOB = an_id(101), an_id(301)
PEOPLE = [person(ANA), person(BEA), person(CAI, employments=[works_at(OAK)])]
CHAIN: list[Event] = [*PEOPLE, tie(ANA, BEA), tie(BEA, CAI)]
WORKPLACE: list[Event] = [*CHAIN, employer(OAK), opening(JOB, OAK)]


def ways(graph: IntroductionGraph, start: UUID = ANA, end: UUID = CAI) -> list[tuple[UUID, ...]]:
    search = Search(candidate=start, today=TODAY)
    return people_on(graph.find_introductions(FindIntroductions(search, end)))


def everything(graph: IntroductionGraph, people: list[UUID], openings: list[UUID]) -> list[Any]:
    """All answers that a graph has about these people and openings."""
    answers: list[Any] = []
    for one in people:
        search = Search(candidate=one, today=TODAY, k=50)
        answers.append(graph.reachable_openings(ReachableOpenings(search)))
        answers += [graph.who_can_refer(WhoCanRefer(search, each)) for each in openings]
        answers += [graph.find_opening(search, each) for each in openings]
        answers += [
            graph.find_introductions(FindIntroductions(search, other, "paths")) for other in people
        ]
    return answers


def history(seed: int) -> tuple[World, list[Event]]:
    """A random world, its newest facts, and older ones that they replace."""
    world = World(seed)
    dice = Random(seed)
    newest: list[Event] = list(world.facts)
    for one, other in (dice.sample(world.people, 2) for _ in range(3)):
        replaced = [f for f in newest if f.subject == tie(one, other).subject]
        ended = tie_ended(one, other, sequence=7)
        newest = [f for f in newest if f not in replaced] + [ended]
    gone = dice.choice(world.people)
    newest = [f for f in newest if f.subject != gone] + [erased(gone)]
    newest.append(opening_closed(an_id(999), sequence=3))
    return world, newest


def older(facts: list[Event], dice: Random) -> list[Event]:
    """What was published before: other states of the same subjects, at smaller sequences."""
    before: list[Event] = []
    for fact in facts:
        if type(fact).__name__ == "TieEnded":
            before.append(tie(fact.first, fact.second, cost=29, sequence=6))  # type: ignore[attr-defined]
        if type(fact).__name__ == "PersonErased":
            before.append(person(fact.subject, sequence=8))
        if type(fact).__name__ == "OpeningClosed":
            before.append(opening(fact.subject, OAK, sequence=2))
    return dice.sample(before, len(before))


class Breaks(Exception):
    """What a stream or a batch is stopped with."""


def until_it_breaks(*facts: Event) -> Iterator[Event]:
    yield from facts
    raise Breaks


class IntroductionGraphSuite:
    """The contract; subclass it once for each adapter."""

    @pytest.fixture
    def graph(self, open_graph: OpenGraph) -> IntroductionGraph:
        return open_graph()

    def test_what_was_applied_is_answered(self, graph: IntroductionGraph) -> None:
        graph.apply(WORKPLACE)

        search = Search(candidate=ANA, today=TODAY)
        reachable = graph.reachable_openings(ReachableOpenings(search))
        assert ways(graph) == [(ANA, BEA, CAI)]
        assert graph.who_can_refer(WhoCanRefer(search, JOB)).total == 1
        assert [each.opening for each in reachable.openings] == [opening(JOB, OAK)]
        assert [each.employer_name for each in reachable.openings] == ["Oakworks"]
        graph.ping()

    def test_whom_a_candidate_avoids_can_be_asked_of_anybody(
        self, graph: IntroductionGraph
    ) -> None:
        pine, dan = an_id(102), an_id(4)
        avoiding = person(
            ANA, avoid_people=[BEA], avoid_own_employers=True, employments=[works_at(pine)]
        )
        graph.apply([avoiding, *PEOPLE[1:], person(dan, employments=[works_at(OAK)])])
        graph.apply([employer(OAK), employer(pine, parent=OAK)])
        search = Search(candidate=ANA, today=TODAY)

        assert [graph.avoids(search, each) for each in (BEA, dan, ANA, an_id(9))] == [
            True,
            True,
            True,
            False,
        ]
        assert not graph.avoids(Search(candidate=BEA, today=TODAY), dan)

    def test_a_circle_holds_a_member_those_they_know_and_the_employers_beside_theirs(
        self, graph: IntroductionGraph
    ) -> None:
        pine, dan, eve = an_id(102), an_id(4), an_id(5)
        me = person(ANA, employments=[works_at(OAK), works_at(an_id(103), ended=LONG_AGO)])
        looking = person(BEA, open_to_openings=True, topics=["bread"])
        graph.apply([me, looking, person(CAI), employer(OAK), employer(pine, parent=OAK)])
        graph.apply([tie(ANA, BEA), tie(ANA, CAI, lent=False), tie(ANA, dan), tie(BEA, eve)])
        known = graph.circle(ANA, TODAY)

        assert known == Circle(me, (looking, person(CAI)), frozenset({OAK, pine}))
        graph.apply([tie_ended(ANA, CAI), person(dan), erased(BEA)])
        known = graph.circle(ANA, TODAY)
        assert known == Circle(me, (person(dan),), frozenset({OAK, pine}))
        assert graph.circle(dan, TODAY) == Circle(person(dan), (me,), frozenset())
        assert graph.circle(BEA, TODAY) is graph.circle(eve, TODAY) is None
        assert graph.circle(an_id(9), TODAY) is None
        graph.apply([person(eve)])
        assert graph.circle(eve, TODAY) == Circle(person(eve), (), frozenset())

    def test_the_reasons_of_the_own_tie_come_with_the_answer(
        self, graph: IntroductionGraph
    ) -> None:
        graph.apply(CHAIN)
        search = Search(candidate=ANA, today=TODAY)

        (found,) = graph.find_introductions(FindIntroductions(search, CAI))

        assert [reason.code for reason in found.reasons] == ["on_imported_list"]

    def test_a_repeated_fact_changes_nothing(self, graph: IntroductionGraph) -> None:
        graph.apply([*CHAIN, *CHAIN])
        graph.apply(CHAIN)

        assert ways(graph) == [(ANA, BEA, CAI)]
        assert graph.seen(ANA) == 1

    def test_only_a_newer_fact_counts(self, graph: IntroductionGraph) -> None:
        graph.apply([*CHAIN, person(BEA, sequence=3, open_to_introduce=False)])
        graph.apply([person(BEA, sequence=2), person(BEA, sequence=3)])

        assert ways(graph) == []
        assert graph.seen(BEA) == 3

    def test_a_late_fact_never_brings_back_an_ended_tie(self, graph: IntroductionGraph) -> None:
        graph.apply([*PEOPLE, tie(ANA, BEA), tie_ended(BEA, CAI, sequence=5)])
        graph.apply([tie(BEA, CAI, sequence=4)])

        assert ways(graph) == []
        assert graph.seen(tie(BEA, CAI).subject) == 5

    def test_two_people_who_meet_again_are_linked_again(self, graph: IntroductionGraph) -> None:
        graph.apply([*CHAIN, tie_ended(BEA, CAI, sequence=2), tie(BEA, CAI, sequence=3)])

        assert ways(graph) == [(ANA, BEA, CAI)]

    def test_a_late_fact_never_brings_back_a_closed_opening(self, graph: IntroductionGraph) -> None:
        graph.apply([*CHAIN, opening_closed(JOB, sequence=2)])
        graph.apply([opening(JOB, OAK, sequence=1)])

        assert graph.find_opening(Search(candidate=ANA, today=TODAY), JOB) is None

    def test_an_erased_person_refuses_links_for_ever(self, graph: IntroductionGraph) -> None:
        graph.apply([*CHAIN, erased(BEA)])
        graph.apply([person(BEA, sequence=2), person(BEA, sequence=10)])
        graph.apply([tie(BEA, CAI, sequence=8)])

        assert ways(graph) == ways(graph, ANA, BEA) == ways(graph, BEA, CAI) == []
        graph.apply([tie(ANA, CAI)])
        assert ways(graph) == [(ANA, CAI)]

    def test_links_may_come_before_people(self, graph: IntroductionGraph) -> None:
        graph.apply([tie(ANA, BEA), tie(BEA, CAI), person(ANA), person(CAI)])
        assert ways(graph) == ways(graph, ANA, BEA) == []

        graph.apply([person(BEA)])

        assert ways(graph) == [(ANA, BEA, CAI)]

    def test_an_unknown_subject_has_not_been_seen(self, graph: IntroductionGraph) -> None:
        assert graph.seen(an_id(77)) == 0
        assert ways(graph) == []

    def test_the_changes_of_a_batch_take_effect_together_or_not_at_all(
        self, graph: IntroductionGraph
    ) -> None:
        with pytest.raises(Breaks):
            graph.apply(until_it_breaks(*CHAIN))  # type: ignore[arg-type]

        assert ways(graph) == []
        assert graph.seen(ANA) == 0

    def test_what_one_process_applied_every_other_answers_from(self, open_graph: OpenGraph) -> None:
        writer, reader = open_graph(), open_graph()
        assert ways(reader) == []

        writer.apply(CHAIN)
        assert ways(reader) == [(ANA, BEA, CAI)]
        writer.apply([tie_ended(BEA, CAI)])
        assert ways(reader) == []

    def test_what_was_applied_is_there_after_opening_again(self, open_graph: OpenGraph) -> None:
        open_graph().apply(CHAIN)

        again = open_graph()

        assert ways(again) == [(ANA, BEA, CAI)]
        assert again.seen(BEA) == 1

    def test_a_rebuild_forgets_what_the_stream_does_not_say(self, open_graph: OpenGraph) -> None:
        graph, reader = open_graph(), open_graph()
        graph.apply([*CHAIN, tie(ANA, CAI, sequence=4)])
        assert ways(reader) == [(ANA, CAI), (ANA, BEA, CAI)]

        graph.rebuild(iter(CHAIN))

        assert ways(graph) == ways(reader) == [(ANA, BEA, CAI)]
        assert graph.seen(tie(ANA, CAI).subject) == 0

    def test_its_generation_counts_the_rebuilds(self, open_graph: OpenGraph) -> None:
        graph, reader = open_graph(), open_graph()
        graph.apply(CHAIN)
        first = graph.generation()
        graph.rebuild(iter(CHAIN))
        graph.apply([tie_ended(ANA, BEA)])

        assert reader.generation() == first + 1

    def test_a_rebuild_that_breaks_leaves_the_graph_as_it_was(
        self, graph: IntroductionGraph
    ) -> None:
        graph.apply(CHAIN)
        before = graph.generation()

        with pytest.raises(Breaks):
            graph.rebuild(until_it_breaks(person(ANA)))

        assert ways(graph) == [(ANA, BEA, CAI)]
        assert graph.seen(CAI) == 1
        assert graph.generation() == before

    def test_changes_after_a_rebuild_reach_every_process(self, open_graph: OpenGraph) -> None:
        graph, reader = open_graph(), open_graph()
        graph.apply(CHAIN)
        assert ways(reader) == [(ANA, BEA, CAI)]
        graph.rebuild(iter(CHAIN))
        graph.apply([tie_ended(ANA, BEA)])

        assert ways(reader) == []

    @pytest.mark.parametrize("seed", range(12))
    def test_neither_order_nor_repetition_across_subjects_matters(
        self, graph: IntroductionGraph, seed: int
    ) -> None:
        world, newest = history(seed)
        openings = [f.subject for f in newest if type(f).__name__.startswith("Opening")]
        dice = Random(seed)
        earlier = older(newest, dice)
        told = dice.sample([*newest, *newest, *earlier], 2 * len(newest) + len(earlier))
        graph.apply(told)
        shuffled = everything(graph, world.people, openings)

        graph.rebuild(iter([*earlier, *newest]))

        assert everything(graph, world.people, openings) == shuffled

    @pytest.mark.parametrize("seed", range(12))
    def test_answers_are_those_of_plain_enumeration(
        self, graph: IntroductionGraph, seed: int
    ) -> None:
        world = World(seed)
        graph.apply(world.facts)
        oracle = Oracle(world.facts, TODAY)

        for one in world.people:
            routes = oracle.routes(one, own=None)
            for other in (each for each in world.people if oracle.accepts(each)):
                to_other = [route for route in routes if route.people[-1] == other.int]
                expected = best(to_other, "warmest", "contacts", 5)
                found = [tuple(who.int for who in way) for way in ways(graph, one, other)]
                assert found == [route.people for route in expected]
