"""Whatever people do, in any order: nobody is asked too often, named too soon, or given away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.referrals.domain.ask import Ask, Kind
from services.referrals.domain.caps import DEFAULTS, WEEK, Cap
from services.referrals.domain.introduction import Introduction
from services.referrals.domain.introduction_losses import (
    unavailable,
    without_person,
    without_tie,
)
from services.referrals.domain.introduction_seen import SeenByAsked, SeenByCandidate
from services.referrals.domain.introduction_states import OPEN, OVER, TRANSITIONS, State
from services.referrals.domain.step import NOBODY, Answer, Role
from shared.errors import WarmpathError
from tests.support.asking_town import ALL_TIES, PEOPLE, Town, Ways
from tests.support.introductions import as_seen, ids_in
from tests.support.machines import as_long_as_asked

OPENINGS = [UUID(int=0xE0), UUID(int=0xE1)]
SOMEBODY = st.sampled_from(PEOPLE)
PICK = st.integers(0, 99)


class People(RuleBasedStateMachine):
    """Eight people with some ties ask, answer, change their minds, lose touch and leave."""

    def __init__(self) -> None:
        super().__init__()
        self.town = Town(set())
        self.endings: dict[UUID, Introduction] = {}
        self.passers: dict[UUID, set[UUID]] = {}
        self.refused: Counter[str] = Counter()

    @initialize(ties=st.sets(st.sampled_from(ALL_TIES), min_size=12))
    def they_know_each_other(self, ties: set[frozenset[UUID]]) -> None:
        self.town.ties = ties

    def attempt(self, deed: Callable[[], object]) -> None:
        """Do it if the rules allow it; a refusal changes nothing."""
        before = dict(self.town.real), dict(self.town.shadow)
        try:
            deed()
        except WarmpathError as refused:
            self.refused[refused.code] += 1
            assert before == (self.town.real, self.town.shadow)

    # --- what people do

    @rule(who=SOMEBODY, whom=SOMEBODY, opening=st.sampled_from(OPENINGS), discreet=st.booleans())
    def ask(self, who: UUID, whom: UUID, opening: UUID, discreet: bool) -> None:
        ways = self.town.ways(who, whom, frozenset())
        if who != whom and who not in self.town.gone and ways:
            ask = Ask(kind=Kind.REFERRAL, blurb="I cook.", opening_id=opening, discreet=discreet)
            self.attempt(lambda: self.town.ask(self.number(), ask, ways[0]))

    @rule(who=SOMEBODY, contact=SOMEBODY)
    def ask_openly(self, who: UUID, contact: UUID) -> None:
        if frozenset({who, contact}) in self.town.ties and not {who, contact} & self.town.gone:
            ask = Ask(kind=Kind.OPEN_ASK, blurb="Do you know a baker?", employer_id=UUID(int=0xEE))
            self.attempt(lambda: self.town.ask(self.number(), ask, (who, contact)))

    @precondition(lambda self: self.town.waiting())
    @rule(pick=PICK, name=st.booleans())
    def say_yes(self, pick: int, name: bool) -> None:
        one = self.picked(self.town.waiting(), pick)
        role = one.current.role if one.current else None
        introduces = Answer.USE_MY_NAME if name else Answer.INTRODUCE
        answer = Answer.AGREE if role is Role.TARGET else introduces
        self.attempt(lambda: self.town.answer(one.id, answer))

    @precondition(lambda self: self.town.waiting())
    @rule(pick=PICK)
    def pass_on_it(self, pick: int) -> None:
        one = self.picked(self.town.waiting(), pick)
        assert one.current is not None
        self.passers.setdefault(one.id, set()).add(one.current.person)
        self.attempt(lambda: self.town.answer(one.id, Answer.PASS))

    @precondition(lambda self: self.town.waiting())
    @rule(pick=PICK, better=SOMEBODY)
    def name_someone_better(self, pick: int, better: UUID) -> None:
        one = self.picked(self.town.waiting(), pick)
        if better not in self.town.gone:
            self.attempt(
                lambda: self.town.answer(
                    one.id, Answer.SOMEONE_BETTER, self.town.hand_on_to(one, better)
                )
            )

    @precondition(lambda self: self.town.open())
    @rule(pick=PICK, deed=st.sampled_from(["asked", "withdrawn", "closed", "reminded"]))
    def decide(self, pick: int, deed: str) -> None:
        one, now = self.picked(self.town.open(), pick), self.town.now
        deeds: dict[str, Callable[[Introduction, Ways], Introduction]] = {
            "asked": lambda each, _: each.asked(now),
            "withdrawn": lambda each, _: each.withdrawn(each.candidate, now),
            "closed": lambda each, _: each.closed(now),
            "reminded": lambda each, _: each.reminded(now),
        }
        if deed == "asked":
            self.attempt(lambda: self.town.change(one.id, self.asked_if_free))
        elif deed != "reminded" or (one.current and one.current.to_remind(now)):
            self.attempt(lambda: self.town.change(one.id, deeds[deed]))

    def asked_if_free(self, one: Introduction, ways: Ways) -> Introduction:
        """The OK; a contact who has no slot left by now is gone around like anybody else."""
        fits = tuple(one.people) in set(map(tuple, ways))
        return one.asked(self.town.now) if fits else one.rerouted(self.town.now, ways)

    @rule(hours=st.sampled_from([1, 24, 49, 96, 24 * 15]))
    def time_goes_by(self, hours: int) -> None:
        self.town.passes(hours)

    @rule(pair=st.sampled_from(ALL_TIES))
    def lose_touch(self, pair: frozenset[UUID]) -> None:
        self.town.ties.discard(pair)
        one, other = pair
        if not pair & self.town.gone:
            self.everywhere(lambda each, ways: without_tie(each, one, other, self.town.now, ways))

    @rule(person=SOMEBODY)
    def stop_introducing(self, person: UUID) -> None:
        if person not in self.town.gone:
            self.everywhere(lambda each, ways: unavailable(each, person, self.town.now, ways))

    @precondition(lambda self: len(self.town.gone) < 3)
    @rule(person=SOMEBODY)
    def leave(self, person: UUID) -> None:
        self.town.gone.add(person)
        self.everywhere(lambda each, ways: without_person(each, person, self.town.now, ways), OVER)
        self.endings = {one.id: one for one in self.town.real.values() if one.state in OVER}

    def everywhere(
        self, change: Callable[[Introduction, Ways], Introduction], more: frozenset[State] = OPEN
    ) -> None:
        for one in list(self.town.real.values()):
            if one.state in OPEN | more:
                self.town.change(one.id, change)

    def number(self) -> UUID:
        return UUID(int=0x1000 + len(self.town.real))

    def picked(self, among: list[Introduction], pick: int) -> Introduction:
        return among[pick % len(among)]

    # --- what always holds

    @invariant()
    def every_move_is_in_the_table(self) -> None:
        for one in self.town.real.values():
            state = State.DRAFTED
            for move in one.history:
                assert TRANSITIONS[state, move.happening] is move.state
                state = move.state
            assert state is one.state
            assert [move.at for move in one.history] == sorted(move.at for move in one.history)

    @invariant()
    def an_end_is_one_and_for_ever(self) -> None:
        for one in self.town.real.values():
            assert sum(move.state in OVER for move in one.history) == (one.state in OVER)
            if one.state in OVER:
                assert self.endings.setdefault(one.id, one) == one

    @invariant()
    def one_person_is_asked_at_a_time_and_only_while_it_waits(self) -> None:
        for one in self.town.real.values():
            waiting = [step for step in one.steps if step.open]
            assert waiting == ([one.current] if one.current else [])

    @invariant()
    def nobody_is_asked_again_who_did_not_say_yes(self) -> None:
        for one in self.town.real.values():
            vain = [at for at, step in enumerate(one.steps) if step.in_vain]
            for at in vain:
                later = {step.person for step in one.steps[at + 1 :]} - {NOBODY}
                assert one.steps[at].person not in later

    @invariant()
    def nobody_is_asked_oftener_than_they_were_promised(self) -> None:
        taken: dict[tuple[UUID, Cap], list[Any]] = {}
        for asking in self.town.askings:
            taken.setdefault((asking.person, asking.cap), []).append(asking.at)
        for (_, cap), times in taken.items():
            if cap is not Cap.INTRODUCE_OPEN:
                most = DEFAULTS[cap]
                assert all(b - a >= WEEK for a, b in zip(times, times[most:], strict=False))

    @invariant()
    def nobody_has_more_open_asks_than_they_were_promised(self) -> None:
        steps = [one.current for one in self.town.waiting() if one.current]
        asked = Counter(step.person for step in steps if step.role is not Role.TARGET)
        assert all(count <= DEFAULTS[Cap.INTRODUCE_OPEN] for count in asked.values())

    @invariant()
    def there_is_one_open_introduction_per_candidate_and_opening(self) -> None:
        about = [(one.candidate, one.ask.opening_id) for one in self.town.open()]
        assert len([each for each in about if each[1]]) == len({each for each in about if each[1]})

    @invariant()
    def no_name_is_shown_before_its_yes(self) -> None:
        for one in self.town.real.values():
            for viewer in (*PEOPLE, UUID(int=0xFF)):
                seen = as_seen(one, viewer)
                assert ids_in(seen) - self.not_people(one) <= self.may_know(one, viewer)

    def not_people(self, one: Introduction) -> set[UUID]:
        return {one.id, *OPENINGS, UUID(int=0xEE)}

    def may_know(self, one: Introduction, viewer: UUID) -> set[UUID]:
        """Said once more, in other words than the code's."""
        if viewer == one.candidate:
            yes = {step.person for step in one.steps if step.answer}
            return {one.people[1], *yes}
        theirs = [step for step in one.steps if step.person == viewer]
        known = {each for step in theirs for each in (step.passed_by, step.passes_to) if each}
        first = any(step.passed_by == one.candidate for step in theirs)
        secret = one.ask.discreet and not first and one.state is not State.MET
        return known - {one.candidate} if secret else known | {one.candidate}

    @invariant()
    def who_has_no_part_in_it_sees_that_there_is_none(self) -> None:
        for one in self.town.real.values():
            parts = {one.candidate, *(step.person for step in one.steps)}
            for viewer in set(PEOPLE) - parts:
                assert as_seen(one, viewer) == "introduction_not_found"

    @invariant()
    def a_pass_looks_like_silence_to_everybody_else(self) -> None:
        for number, one in self.town.real.items():
            shadow, passers = self.town.shadow[number], self.passers.get(number, set())
            for viewer in set(PEOPLE) - passers:
                assert as_seen(one, viewer) == as_seen(shadow, viewer)

    @invariant()
    def the_candidate_reads_nothing_of_the_targets_decision_but_a_yes(self) -> None:
        for one in self.town.real.values():
            seen = as_seen(one, one.candidate)
            if isinstance(seen, SeenByCandidate):
                assert seen.state not in ("reached", "declined_by_target")
            others = [as_seen(one, viewer) for viewer in one.helpers - {one.candidate}]
            assert all(each.state != "declined" for each in others if isinstance(each, SeenByAsked))

    @invariant()
    def whoever_left_is_in_nothing_that_is_kept(self) -> None:
        for one in self.town.real.values():
            assert not ids_in(one) & self.town.gone


TestPeople = People.TestCase
TestPeople.settings = as_long_as_asked(examples=25, steps=40)
