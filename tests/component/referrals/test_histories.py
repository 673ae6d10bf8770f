"""The sample network's past: every state comes about by referrals' own commands, and once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

import pytest
from sqlalchemy import func, select

from services.referrals.bootstrap import VERSIONS, jobs
from services.referrals.cli.histories.stories import INTRODUCTIONS, REFERRALS, STORIES, Story
from services.referrals.cli.histories.telling import Teller, settings_of, tell
from services.referrals.domain.credit import LineKind, balance
from services.referrals.domain.introduction import Introduction
from services.referrals.domain.introduction_states import TRANSITIONS, State
from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_states import ReferralState
from services.referrals.referral_queries import credit_differences
from shared.cli.backends import Backends
from shared.cli.home import Home
from shared.contracts.envelope import Event
from shared.contracts.postings import EmployerChanged, Milestone, ReferralPolicy
from shared.errors import Unavailable
from shared.storage.tables import idempotency_keys
from tests.support.facts import NOON, envelope, opening, opening_closed, person, tie, works_at
from tests.support.referrals import Referrals, open_referrals
from tests.support.stores import drop_stores, made_store

CREWS = len(STORIES)
POLICY = ReferralPolicy(
    version=1,
    bonus=2000,
    currency="EUR",
    ownership_days=120,
    milestones=[Milestone(months=3, share=100)],
)
PARTS = {"candidate": 1, "first": 2, "second": 3, "referrer": 4, "colleague": 5, "recruiter": 6}


def of(part: str, number: int) -> UUID:
    """Somebody of the crew of that number. Spaced, for a fact's id is made of its subject."""
    return UUID(int=(number + 1) << 16 | PARTS[part] << 8)


def firm(number: int) -> UUID:
    return UUID(int=(number + 1) << 16 | 7 << 8)


def job(number: int) -> UUID:
    return UUID(int=(number + 1) << 16 | 8 << 8)


def crew(number: int) -> list[Event]:
    """A candidate with two acquaintances, each of whom knows two who work where it is posted."""
    there = [works_at(firm(number))]
    ties = [
        tie(of("candidate", number), of("first", number), cost=40),
        tie(of("candidate", number), of("second", number), cost=60),
        tie(of("first", number), of("referrer", number), cost=40),
        tie(of("second", number), of("referrer", number), cost=50),
        tie(of("second", number), of("colleague", number), cost=60),
    ]
    return [
        *(person(of(part, number), willing_to_refer=False) for part in list(PARTS)[:3]),
        *(person(of(part, number), employments=there) for part in ("referrer", "colleague")),
        person(of("recruiter", number), employments=there, willing_to_refer=False),
        EmployerChanged(**envelope(firm(number), 1), name="Oakworks", policies=[POLICY]),
        opening(
            job(number),
            firm(number),
            recruiters=[of("recruiter", number)],
            policy_version=POLICY.version,
        ),
        *ties,
    ]


@dataclass(frozen=True)
class Told:
    """A home to which everything was told once, and what is to close there."""

    house: Referrals
    closing: Mapping[str, UUID]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    home = Home(tmp_path_factory.mktemp("town"))
    home.make()
    home.note(Backends(stores=made_store(home.root, "referrals", VERSIONS)))
    house = open_referrals(home.root, settings_of(home))
    house.hears(*(event for number in range(CREWS) for event in crew(number)))
    yield Told(house, tell(home, "sample", *of_all(CREWS), NOON))
    house.close()
    drop_stores(home.root)


@pytest.fixture
def told(town: Told) -> Teller:
    """What was told, told again."""
    teller = new_teller(town.house)
    for story in STORIES:
        teller.tell(story)
    return teller


@pytest.fixture
def few(referrals: Referrals) -> Teller:
    """Two crews, of whom nothing is told yet."""
    referrals.hears(*crew(0), *crew(1))
    return new_teller(referrals, 2)


def of_all(crews: int) -> tuple[list[UUID], list[UUID]]:
    """Candidates and openings."""
    numbers = range(crews)
    return [of("candidate", number) for number in numbers], [job(number) for number in numbers]


def new_teller(house: Referrals, crews: int = CREWS) -> Teller:
    return Teller(house.container, house.clock, NOON, "sample", *of_all(crews))


def all_told(teller: Teller) -> tuple[list[Introduction], list[Referral]]:
    introductions: list[Introduction] = []
    referrals: list[Referral] = []
    with teller.container.units.read() as uow:
        for each in teller.candidates:
            found = uow.introductions.of_candidate(each, None, 50)
            introductions += [one for one in found.items if isinstance(one, Introduction)]
            referrals += uow.referrals.about(each, None, 50).items
    return introductions, referrals


def test_there_is_one_history_for_each_state() -> None:
    drafted_or_closed_today = {State.DRAFTED, State.OPENING_CLOSED}
    assert {story.ends for story in INTRODUCTIONS} == set(State) - drafted_or_closed_today
    assert {story.ends for story in REFERRALS} == set(ReferralState) - {
        ReferralState.OPENING_CLOSED
    }
    assert [story.ends for story in STORIES if story.closes] == ["submitted", "asking"]


def test_every_history_comes_about_by_the_rules_and_lies_in_the_past(told: Teller) -> None:
    introductions, referred = all_told(told)

    assert {one.state for one in introductions} >= {story.ends for story in INTRODUCTIONS}
    assert Counter(one.state for one in referred) >= Counter(story.ends for story in REFERRALS)
    for one in introductions:
        state = State.DRAFTED
        for move in one.history:
            assert TRANSITIONS[state, move.happening] is move.state
            assert move.at <= NOON
            state = move.state
    assert all(one.submitted_at < NOON for one in referred)


def test_what_was_paid_was_taken_back_and_put_right(told: Teller) -> None:
    stayed = [one for one in all_told(told)[1] if one.state is ReferralState.RETAINED]

    with told.container.units.read() as uow:
        (lines,) = (uow.credits.lines(one.id) for one in stayed)
        assert list(credit_differences(uow.credits)) == []
    kinds = [LineKind.AWARD, LineKind.CLAWBACK, LineKind.CORRECTION]
    assert [line.kind for line in lines] == kinds
    assert balance(lines) == POLICY.bonus


def test_nobody_and_no_opening_has_two_histories(told: Teller) -> None:
    assert len(set(told.told.values())) == len(STORIES)
    introductions, referred = all_told(told)
    about: set[tuple[UUID | None, UUID | None]] = {
        (one.candidate, one.ask.opening_id) for one in introductions
    }
    about |= {(one.candidate, one.opening_id) for one in referred}
    assert len(about) == len({candidate for candidate, _ in about}) == len(STORIES)


def test_telling_again_repeats_nothing(town: Told, told: Teller) -> None:
    before = all_told(told)

    for story in STORIES:
        told.tell(story)

    assert all_told(told) == before
    closes = {story.name for story in STORIES if story.closes}
    assert town.closing == {name: told.told[name] for name in closes}
    with town.house.container.units.read() as uow:
        answers = select(func.count()).where(idempotency_keys.c.caller == "sample")
        assert uow.connection.scalar(answers) == len(STORIES)


def test_todays_jobs_find_nothing_overdue(told: Teller, town: Told) -> None:
    before = all_told(told)
    town.house.clock.advance(NOON - town.house.clock.now())

    due = [job for job in jobs(town.house.container) if job.name.startswith(("lapse", "reach"))]

    assert [job.function() for job in due] == [0, 0, 0]
    assert all_told(told) == before


def test_what_closes_afterwards_ends_by_the_event_of_today(told: Teller, town: Told) -> None:
    town.house.clock.advance(NOON - town.house.clock.now())
    closing = [told.told[story.name] for story in STORIES if story.closes]

    town.house.hears(*(opening_closed(each) for each in closing))

    introductions, referred = all_told(told)
    assert State.OPENING_CLOSED in {one.state for one in introductions}
    assert ReferralState.OPENING_CLOSED in {one.state for one in referred}


@pytest.mark.parametrize("ends", [State.MET, "nothing"])
def test_a_history_that_ends_otherwise_than_it_should_is_taken_back_whole(
    few: Teller, ends: str
) -> None:
    asking = next(story for story in STORIES if story.name == "asking")

    with pytest.raises(Unavailable, match="fits nobody"):
        few.tell(Story("wrong", ends, asking.tells))

    assert all_told(few) == ([], [])


def test_a_history_that_needs_a_policy_is_of_an_opening_that_has_one(few: Teller) -> None:
    hired = next(story for story in STORIES if story.name == "hired")

    few.tell(hired)

    with few.container.units.read() as uow:
        known = uow.openings.find(few.told["hired"])
        assert known is not None
        assert uow.openings.policy(known) == POLICY
