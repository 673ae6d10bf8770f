"""Who sees an opening here, who may change it, and that nobody else learns that it exists."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from services.postings.domain import audience
from services.postings.domain.asker import Asker
from services.postings.domain.hiring_role import HiringRole
from services.postings.domain.opening import OPEN, OVER, Opening, State
from services.postings.domain.terms import Audience, EmploymentType, Terms
from shared.errors import Forbidden, NotFound

ADA, BEA, CAI, DITA, EMIL, EVE = (UUID(int=number) for number in range(1, 7))
STEWARDS = (BEA,)
OPENING = Opening(
    id=UUID(int=50),
    employer_id=UUID(int=60),
    posted_by=ADA,
    recruiters=(CAI,),
    hiring=HiringRole(accepted=DITA, asked=EMIL),
    created_at=datetime(2026, 11, 2, tzinfo=UTC),
    state=State.PUBLISHED,
    terms=Terms(
        title="Cook",
        description="Cook.",
        employment_type=EmploymentType.FULL_TIME,
        audience=Audience.PUBLIC,
        place="Porto",
    ),
)


def for_audience(chosen: Audience, state: State = State.PUBLISHED) -> Opening:
    return replace(OPENING, state=state, terms=replace(OPENING.terms, audience=chosen))


def sees(opening: Opening, asker: Asker) -> bool:
    return audience.may_see(opening, asker, audience.roles(opening, asker, STEWARDS))


@pytest.mark.parametrize(
    ("person", "role"),
    [(ADA, "poster"), (CAI, "recruiter"), (DITA, "hiring_manager"), (EMIL, "asked")],
)
@pytest.mark.parametrize("chosen", Audience)
@pytest.mark.parametrize("state", State)
def test_its_own_people_see_an_opening_always(
    person: UUID, role: str, chosen: Audience, state: State
) -> None:
    opening = for_audience(chosen, state)

    assert audience.roles(opening, Asker(person), STEWARDS) == (role,)
    assert sees(opening, Asker(person))


@pytest.mark.parametrize(
    ("chosen", "nobody", "member"),
    [
        (Audience.PUBLIC, True, True),
        (Audience.MEMBERS, False, True),
        (Audience.UNLISTED, False, True),
        (Audience.NETWORK, False, False),
    ],
)
@pytest.mark.parametrize("state", sorted(OPEN))
def test_strangers_see_what_is_open_to_them(
    chosen: Audience, nobody: bool, member: bool, state: State
) -> None:
    opening = for_audience(chosen, state)

    assert sees(opening, Asker()) == nobody
    assert sees(opening, Asker(EVE)) == member


@pytest.mark.parametrize("state", sorted({State.DRAFT, *OVER}))
@pytest.mark.parametrize("chosen", Audience)
def test_drafts_and_what_is_over_are_not_for_strangers(chosen: Audience, state: State) -> None:
    assert not sees(for_audience(chosen, state), Asker(EVE))
    assert not sees(for_audience(chosen, state), Asker())


def test_stewards_see_and_change_all_but_network_openings() -> None:
    for chosen in set(Audience) - {Audience.NETWORK}:
        parts = audience.roles(for_audience(chosen, State.DRAFT), Asker(BEA), STEWARDS)
        assert list(parts) == ["steward"]
        audience.refuse_non_editor(parts)

    assert not sees(for_audience(Audience.NETWORK), Asker(BEA))


def test_an_operator_is_a_stranger_to_network_openings() -> None:
    assert not sees(for_audience(Audience.NETWORK), Asker(EVE, operator=True))


@pytest.mark.parametrize("person", [DITA, EMIL, EVE, None])
def test_hiring_managers_and_strangers_do_not_change_an_opening(person: UUID | None) -> None:
    with pytest.raises(Forbidden) as caught:
        audience.refuse_non_editor(audience.roles(OPENING, Asker(person), STEWARDS))

    assert caught.value.code == "opening_not_yours"


def test_what_one_may_not_see_looks_like_what_does_not_exist() -> None:
    with pytest.raises(NotFound) as caught:
        audience.refuse_unseen(for_audience(Audience.NETWORK), Asker(EVE), ())

    missing = audience.no_opening()
    assert (caught.value.code, caught.value.detail) == (missing.code, missing.detail)


def test_who_is_not_signed_in_searches_public_openings_only() -> None:
    assert audience.searched_by(Asker()) == (Audience.PUBLIC,)
    assert set(audience.searched_by(Asker(EVE))) == {Audience.PUBLIC, Audience.MEMBERS}


@pytest.mark.parametrize(
    ("chosen", "state", "stewards", "orphaned"),
    [
        (Audience.PUBLIC, State.PUBLISHED, STEWARDS, False),
        (Audience.PUBLIC, State.PUBLISHED, (), True),
        (Audience.PUBLIC, State.DRAFT, (), True),
        (Audience.NETWORK, State.PUBLISHED, STEWARDS, True),
        (Audience.PUBLIC, State.FILLED, (), False),
    ],
)
def test_an_opening_is_orphaned_when_nobody_is_left_who_could_change_it(
    chosen: Audience, state: State, stewards: tuple[UUID, ...], orphaned: bool
) -> None:
    left = for_audience(chosen, state).without(ADA).without(CAI)

    assert audience.nobody_runs(left, stewards) == orphaned
    assert not audience.nobody_runs(for_audience(chosen, state), stewards)
