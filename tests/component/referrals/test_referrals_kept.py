"""Referrals, credit and what they rest on in the store: whole, in order, and found by time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.referrals.adapters.store import ReferralsUnit
from services.referrals.domain.credit import credit
from services.referrals.domain.credit_history import (
    Agreed,
    Corrected,
    Entry,
    Hired,
    Left,
    Reversed,
    Stayed,
)
from services.referrals.domain.known_opening import known_opening
from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_moves import Reason
from services.referrals.domain.referral_states import By, Happening, ReferralState
from services.referrals.domain.referral_told import Later
from shared.contracts.postings import Milestone, ReferralPolicy
from shared.errors import Conflict
from shared.ids import new_id
from tests.support.facts import opening, person, works_at
from tests.support.referrals import Referrals
from tests.support.referring import CAM, DAY, MONDAY, OTHER, POLICY, RAY, REC, consented, submitted

OAK, ELM, JOB = UUID(int=0xE010), UUID(int=0xE020), UUID(int=0xB010)
T = TypeVar("T")
SOON = MONDAY + DAY


def done(house: Referrals, deed: Callable[[ReferralsUnit], T]) -> T:
    with house.container.units.write() as uow:
        return deed(uow)


def added(house: Referrals, **said: Any) -> Referral:
    one = submitted(**{"id": new_id(), **said}) if "id" not in said else submitted(**said)
    done(house, lambda uow: uow.referrals.add(one))
    return one


def changed(house: Referrals, before: Referral, after: Referral) -> Referral:
    return done(house, lambda uow: uow.referrals.save(before, after))


# --- kept whole


def test_a_referral_is_read_as_it_was_kept_at_every_stage(referrals: Referrals) -> None:
    one = added(referrals, candidate=None, address_hash="h", invitation_id=new_id())
    stages: list[Callable[[Referral], Referral]] = [
        lambda each: each.claimed(CAM),
        lambda each: each.reworded(RAY, "friend", "Words.\nMore.", SOON),
        lambda each: consented(each, at=SOON),
        lambda each: each.moved(Happening.TAKEN_UP, By.RECRUITER, REC, SOON),
        lambda each: each.told_of_no_news(SOON + 21 * DAY),
        lambda each: each.moved(Happening.REJECTED, By.ATS, None, SOON, Reason.TERMS, hold=2),
    ]
    for stage in stages:
        one = changed(referrals, one, stage(one))
        assert done(referrals, lambda uow: uow.referrals.find(one.id)) == one  # noqa: B023
        assert done(referrals, lambda uow: uow.referrals.take(one.id)) == one  # noqa: B023

    assert (one.version, one.state, len(one.moves)) == (7, "rejected", 3)


def test_two_who_change_it_at_once_do_not_overwrite_each_other(referrals: Referrals) -> None:
    one = added(referrals)
    changed(referrals, one, consented(one))

    with pytest.raises(Conflict) as refused:
        changed(referrals, one, one.refused(CAM, MONDAY))
    assert refused.value.code == "referral_changed_meanwhile"


def test_there_is_none_where_there_is_none(referrals: Referrals) -> None:
    assert done(referrals, lambda uow: uow.referrals.find(new_id())) is None
    assert done(referrals, lambda uow: uow.openings.find(new_id())) is None
    assert done(referrals, lambda uow: uow.credits.history(new_id())) == []


# --- found by time


def test_what_is_due_is_found_the_longest_waiting_first(referrals: Referrals) -> None:
    late, early = (added(referrals, submitted_at=MONDAY + n * DAY) for n in (1, 0))
    at = MONDAY + 15 * DAY

    assert done(referrals, lambda uow: uow.referrals.due(at - 2 * DAY, 9)) == []
    assert done(referrals, lambda uow: uow.referrals.due(at, 9)) == [early.id, late.id]
    assert done(referrals, lambda uow: uow.referrals.due(at, 1)) == [early.id]
    changed(referrals, early, early.lapsed(at))
    assert done(referrals, lambda uow: uow.referrals.due(at, 9)) == [late.id]


def test_silence_is_found_after_three_weeks_and_until_it_was_told(referrals: Referrals) -> None:
    one = added(referrals)
    one = changed(referrals, one, consented(one))
    then = MONDAY + 21 * DAY

    def silent(days: int = 0) -> object:
        return done(referrals, lambda uow: uow.referrals.without_news(then + days * DAY, 9))

    assert silent(-1) == []
    assert silent() == [one.id]
    one = changed(referrals, one, one.told_of_no_news(then))
    assert silent(90) == []
    one = changed(referrals, one, one.moved(Happening.TAKEN_UP, By.RECRUITER, REC, then + DAY))
    assert (silent(21), silent(22)) == ([], [one.id])


def test_an_openings_end_finds_what_goes_on_or_seems_to(referrals: Referrals) -> None:
    waiting, agreed, refused, taken_back = (
        added(referrals, opening_id=JOB, candidate=UUID(int=0xCA0 + n)) for n in range(4)
    )
    other = added(referrals, opening_id=OAK)
    changed(
        referrals,
        agreed,
        agreed.consented(agreed.candidate or CAM, MONDAY, None, 180 * DAY),
    )
    changed(referrals, refused, refused.refused(refused.candidate or CAM, MONDAY))
    changed(referrals, taken_back, taken_back.moved(Happening.WITHDRAWN, By.REFERRER, RAY, MONDAY))

    def about(days: int) -> set[UUID]:
        at = MONDAY + days * DAY
        return set(done(referrals, lambda uow: uow.referrals.open_about(JOB, at)))

    assert about(13) == {waiting.id, agreed.id, refused.id}
    assert about(14) == {agreed.id}
    assert other.id not in about(13)


def test_who_is_to_be_told_later_is_told_once_and_in_order(referrals: Referrals) -> None:
    one = added(referrals)
    second, first = Later(0, "referrer", SOON), Later(0, "candidate", MONDAY)
    for later in (second, first):
        done(referrals, lambda uow: uow.referrals.tell_later(one.id, later))  # noqa: B023

    assert done(referrals, lambda uow: uow.referrals.to_tell(MONDAY, 9)) == [
        (one.id, 0, "candidate")
    ]
    assert len(done(referrals, lambda uow: uow.referrals.to_tell(SOON, 9))) == 2
    assert done(referrals, lambda uow: uow.referrals.told(one.id, 0, "candidate"))
    assert not done(referrals, lambda uow: uow.referrals.told(one.id, 0, "candidate"))
    assert len(done(referrals, lambda uow: uow.referrals.to_tell(SOON, 9))) == 1


# --- found by people


def test_the_same_candidate_is_found_by_identity_or_by_address(referrals: Referrals) -> None:
    known = added(referrals, candidate=CAM)
    named = added(referrals, candidate=None, address_hash="h")
    both = added(referrals, candidate=CAM, address_hash="h")
    added(referrals, candidate=OTHER, address_hash="g")
    added(referrals, candidate=CAM, opening_id=ELM)

    def same(one: Referral) -> set[UUID]:
        return {each.id for each in done(referrals, lambda uow: uow.referrals.same_candidate(one))}

    assert same(known) == {known.id, both.id}
    assert same(named) == {named.id, both.id}
    assert same(both) == {known.id, named.id, both.id}
    assert same(replace(both, candidate=None, address_hash=None)) == set()


def test_an_address_is_looked_for_among_what_waits_alone(referrals: Referrals) -> None:
    waiting, claimed, over = (added(referrals, candidate=None, address_hash="h") for _ in range(3))
    changed(referrals, claimed, claimed.claimed(CAM))
    changed(referrals, over, over.lapsed(MONDAY + 14 * DAY))

    assert done(referrals, lambda uow: uow.referrals.at_address({"h", "g"})) == [waiting.id]
    assert done(referrals, lambda uow: uow.referrals.at_address(set())) == []


def test_after_fourteen_days_an_address_is_kept_of_those_who_agreed_alone(
    referrals: Referrals,
) -> None:
    agreed, refused, silent = (added(referrals, address_hash="h") for _ in range(3))
    changed(referrals, agreed, consented(agreed))
    changed(referrals, refused, refused.refused(CAM, MONDAY))
    at = MONDAY + 14 * DAY

    assert done(referrals, lambda uow: uow.referrals.forget_addresses(at - DAY)) == 0
    assert done(referrals, lambda uow: uow.referrals.forget_addresses(at)) == 2
    found = done(referrals, lambda uow: uow.referrals.find(silent.id))
    assert found is not None
    assert found.address_hash is None


def test_everybody_with_a_part_in_it_is_found(referrals: Referrals) -> None:
    one = added(referrals)
    one = changed(referrals, one, consented(one))
    changed(referrals, one, one.moved(Happening.TAKEN_UP, By.RECRUITER, REC, SOON))

    for each, found in ((CAM, [one.id]), (RAY, [one.id]), (REC, [one.id]), (OTHER, [])):
        with_them = done(referrals, lambda uow: uow.referrals.with_person(each))  # noqa: B023
        assert with_them == found


# --- openings, policies, employments


def test_an_opening_is_known_as_it_was_told_last_also_when_it_is_over(
    referrals: Referrals,
) -> None:
    first = known_opening(opening(JOB, OAK, recruiters=[REC], policy_version=3))
    then = known_opening(opening(JOB, OAK, hiring_manager=OTHER, audience="network"))
    for fact in (first, then):
        done(referrals, lambda uow: uow.openings.put(fact))  # noqa: B023
        assert done(referrals, lambda uow: uow.openings.find(JOB)) == fact

    done(referrals, lambda uow: uow.openings.close(JOB, "filled"))
    assert done(referrals, lambda uow: uow.openings.find(JOB)) == replace(then, state="filled")
    assert done(referrals, lambda uow: uow.openings.run_by(OTHER)) == [JOB]
    assert done(referrals, lambda uow: uow.openings.run_by(REC)) == []
    done(referrals, lambda uow: uow.openings.forget(OTHER))
    assert done(referrals, lambda uow: uow.openings.run_by(OTHER)) == []


def test_an_opening_is_found_with_what_its_employer_is_called_now(referrals: Referrals) -> None:
    known = known_opening(opening(JOB, OAK))
    done(referrals, lambda uow: uow.openings.put(known))
    for name in ("Oakworks", "Oak Works"):
        done(referrals, lambda uow: uow.openings.name_employer(OAK, name))  # noqa: B023

    found = done(referrals, lambda uow: uow.openings.find(JOB))
    assert found == replace(known, employer_name="Oak Works")


def test_a_published_policy_is_never_changed(referrals: Referrals) -> None:
    known = known_opening(opening(JOB, OAK, policy_version=3))
    for bonus in (1000, 9999):
        policies = [replace(POLICY, bonus=bonus), replace(POLICY, version=4, bonus=bonus)]
        done(referrals, lambda uow: uow.openings.put_policies(OAK, policies))  # noqa: B023

    assert done(referrals, lambda uow: uow.openings.policy(known)) == POLICY
    elsewhere = replace(known, employer_id=ELM)
    without = replace(known, policy_version=None)
    assert done(referrals, lambda uow: uow.openings.policy(elsewhere)) is None
    assert done(referrals, lambda uow: uow.openings.policy(without)) is None


@pytest.mark.parametrize(
    ("jobs", "employed"),
    [
        ([works_at(OAK)], True),
        ([works_at(ELM)], False),
        ([works_at(OAK, ended=date(2026, 11, 22))], False),
        ([works_at(OAK, ended=date(2026, 11, 23))], True),
        ([works_at(OAK, started=date(2026, 11, 24))], False),
        ([works_at(OAK, ended=date(2020, 1, 1)), works_at(OAK, started=date(2026, 1, 1))], True),
        ([works_at(OAK, ended=date(2020, 1, 1)), works_at(OAK)], True),
        ([], False),
    ],
)
def test_who_works_where_is_what_profiles_told_last(
    referrals: Referrals, jobs: list[Any], employed: bool
) -> None:
    today = date(2026, 11, 23)
    referrals.hears(person(RAY, employments=[works_at(OAK if not employed else ELM)]))
    referrals.hears(person(RAY, sequence=2, employments=jobs))

    assert done(referrals, lambda uow: uow.people.employed(RAY, OAK, today)) is employed


# --- credit

TIMES = st.integers(0, 10**6).map(lambda n: MONDAY + timedelta(microseconds=n * 7919))
DATES = st.dates(date(2020, 1, 1), date(2040, 1, 1))
ROLES = st.frozensets(st.sampled_from(["recruiter", "hiring_manager", "hr"]))
WHYS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
POLICIES = st.none() | st.builds(
    ReferralPolicy,
    version=st.integers(1, 9),
    bonus=st.integers(0, 10**9),
    currency=st.just("EUR"),
    ownership_days=st.integers(1, 3650),
    milestones=st.lists(st.builds(Milestone, st.integers(0, 120), st.integers(1, 100)), max_size=3),
    not_eligible=st.lists(st.just("executive"), max_size=1),
)
ENTRIES = st.one_of(
    st.builds(
        Agreed,
        at=TIMES,
        referrer=st.uuids(),
        policy=POLICIES,
        roles=ROLES,
        known_for_days=st.none() | st.integers(0, 9999),
    ),
    st.builds(Hired, at=TIMES, started=DATES, roles=ROLES),
    st.builds(Stayed, at=TIMES, months=st.integers(0, 120)),
    st.builds(Left, at=TIMES, ended=DATES),
    st.builds(Reversed, at=TIMES, months=st.integers(0, 120), by=st.uuids(), why=WHYS),
    st.builds(Corrected, at=TIMES, amount=st.integers(-(10**9), 10**9), by=st.uuids(), why=WHYS),
)
SAME_HOUSE = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SAME_HOUSE
@given(history=st.lists(ENTRIES, max_size=8))
def test_any_history_and_its_lines_are_read_as_they_were_kept(
    referrals: Referrals, history: list[Entry]
) -> None:
    one = added(referrals)
    for number, entry in enumerate(history):
        new = credit(history[: number + 1])[len(credit(history[:number])) :]
        done(referrals, lambda uow: uow.credits.add(one.id, entry, new))  # noqa: B023

    assert list(done(referrals, lambda uow: uow.credits.history(one.id))) == history
    assert tuple(done(referrals, lambda uow: uow.credits.lines(one.id))) == credit(history)
    kept = done(referrals, lambda uow: list(uow.credits.all()))
    assert (one.id in kept) == bool(history)


def test_milestones_are_found_on_their_day(referrals: Referrals) -> None:
    one = added(referrals)
    day = date(2027, 6, 1)
    done(referrals, lambda uow: uow.referrals.set_milestone(one.id, day))

    def due(on: date) -> object:
        return done(referrals, lambda uow: uow.referrals.milestones_due(on, 9))

    assert (due(date(2027, 5, 31)), due(day)) == ([], [one.id])
    one = changed(referrals, one, consented(one))
    assert due(day) == [one.id]
    done(referrals, lambda uow: uow.referrals.set_milestone(one.id, None))
    assert due(day) == []
    assert one.state is ReferralState.CONSENTED
