"""The states of an opening, and what the others hear of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import get_args
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.postings.domain.hiring_role import HiringRole
from services.postings.domain.opening import (
    NOBODY,
    OPEN,
    OVER,
    TRANSITIONS,
    Opening,
    State,
    Verb,
)
from services.postings.domain.terms import Audience, EmploymentType, Terms
from shared.contracts.postings import OpeningChanged, OpeningClosed
from shared.errors import Conflict

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
ADA, CAI, DITA = UUID(int=1), UUID(int=2), UUID(int=3)
VERBS = get_args(Verb)
DRAFT = Opening(
    id=UUID(int=50),
    employer_id=UUID(int=60),
    posted_by=ADA,
    recruiters=(CAI,),
    hiring=HiringRole(asked=DITA),
    created_at=NOON,
    terms=Terms(
        title="Cook",
        description="Cook.",
        employment_type=EmploymentType.FULL_TIME,
        audience=Audience.PUBLIC,
        place="Porto",
    ),
)
PUBLISHED = DRAFT.moved("publish", NOON)


def test_a_draft_tells_nobody_anything() -> None:
    assert DRAFT.fact() is None


def test_a_dropped_draft_tells_nobody_anything() -> None:
    assert DRAFT.moved("close", NOON).fact() is None


def test_published_and_paused_openings_tell_their_whole_state() -> None:
    told = PUBLISHED.fact()
    paused = PUBLISHED.moved("pause", NOON).fact()

    assert isinstance(told, OpeningChanged)
    assert isinstance(paused, OpeningChanged)
    assert (told.state, paused.state) == ("published", "paused")
    assert (told.title, told.posted_by, told.recruiters) == ("Cook", ADA, [CAI])


@pytest.mark.parametrize(
    ("verb", "reason"), [("fill", "filled"), ("close", "closed"), ("expire", "expired")]
)
def test_an_end_is_told_with_its_reason(verb: Verb, reason: str) -> None:
    assert PUBLISHED.moved(verb, NOON).fact() == OpeningClosed(subject=DRAFT.id, reason=reason)


def test_only_who_accepted_and_does_not_rest_is_told_as_hiring_manager() -> None:
    asked = PUBLISHED
    held = replace(PUBLISHED, hiring=HiringRole(accepted=DITA))
    resting = replace(PUBLISHED, hiring=HiringRole(accepted=DITA, paused=True))

    assert [getattr(one.fact(), "hiring_manager", "?") for one in (asked, held, resting)] == [
        None,
        DITA,
        None,
    ]


def test_whoever_left_for_good_is_nowhere_in_what_is_told() -> None:
    held = replace(PUBLISHED, hiring=HiringRole(accepted=DITA))
    told = held.without(ADA).without(CAI).without(DITA).fact()

    assert isinstance(told, OpeningChanged)
    assert (told.posted_by, told.recruiters, told.hiring_manager) == (NOBODY, [], None)


def test_the_people_of_an_opening_are_those_with_a_part_in_it() -> None:
    assert DRAFT.people == {ADA, CAI, DITA}
    assert DRAFT.without(ADA).people == {CAI, DITA}


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("state", State)
def test_only_published_public_and_members_openings_say_that_an_employer_hires(
    state: State, audience: Audience
) -> None:
    opening = replace(DRAFT, state=state, terms=replace(DRAFT.terms, audience=audience))
    shown = audience in (Audience.PUBLIC, Audience.MEMBERS)

    assert opening.advertised == (state is State.PUBLISHED and shown)


@pytest.mark.parametrize("verb", ["publish", "resume"])
def test_nothing_opens_after_its_last_day(verb: Verb) -> None:
    yesterday = date(2026, 11, 1)
    old = replace(
        DRAFT if verb == "publish" else PUBLISHED.moved("pause", NOON),
        terms=replace(DRAFT.terms, valid_through=yesterday),
    )

    with pytest.raises(Conflict) as caught:
        old.moved(verb, NOON)

    assert caught.value.code == "opening_valid_through_passed"


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("verb", VERBS)
def test_what_the_table_does_not_list_is_refused(state: State, verb: Verb) -> None:
    opening = replace(DRAFT, state=state)
    if (state, verb) in TRANSITIONS:
        assert opening.moved(verb, NOON).state is TRANSITIONS[state, verb]
        return
    with pytest.raises(Conflict) as caught:
        opening.moved(verb, NOON)
    assert caught.value.code == "opening_state_wrong"


def test_every_state_is_somewhere_in_the_table_and_ends_stay_ends() -> None:
    assert {state for state, _ in TRANSITIONS} == set(State) - OVER
    assert set(TRANSITIONS.values()) == set(State) - {State.DRAFT}


@pytest.mark.parametrize("state", sorted(OVER))
def test_what_is_over_no_longer_changes(state: State) -> None:
    with pytest.raises(Conflict) as caught:
        replace(DRAFT, state=state).refuse_if_over()

    assert caught.value.code == "opening_over"


@given(st.lists(st.sampled_from(VERBS), max_size=15))
def test_whatever_is_tried_an_opening_stays_lawful(verbs: list[Verb]) -> None:
    opening, now = DRAFT, NOON
    for verb in verbs:
        now += timedelta(hours=1)
        before = opening
        try:
            opening = before.moved(verb, now)
        except Conflict:
            continue
        assert before.state not in OVER
        assert (before.state, verb) in TRANSITIONS
        assert opening.published_at == (before.published_at or _if_published(opening, now))
    # Whoever heard that it opened hears that it ended, and whoever did not never does.
    assert (opening.fact() is not None) == (opening.published_at is not None)
    assert isinstance(opening.fact(), OpeningChanged) == (opening.state in OPEN)


def _if_published(opening: Opening, now: datetime) -> datetime | None:
    return now if opening.state is State.PUBLISHED else None
