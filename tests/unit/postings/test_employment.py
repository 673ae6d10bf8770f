"""Only who works there may post there, and only who works there or near may decide."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from services.postings.domain.employer import Employer
from services.postings.domain.employment import (
    KnownPerson,
    refuse_non_employee,
    refuse_unfit_manager,
    refuse_unknown,
)
from shared.contracts.profiles import EmployedAt
from shared.errors import Forbidden, Invalid

ADA, EVE = UUID(int=1), UUID(int=2)
TODAY = date(2026, 11, 2)
YESTERDAY, TOMORROW = date(2026, 11, 1), date(2026, 11, 3)
ACME = Employer(id=UUID(int=10), name="Acme")
LABS = Employer(id=UUID(int=11), name="Acme Labs", parent_id=ACME.id)
WITH_DOMAIN = Employer(id=ACME.id, name="Acme", domains=("acme.example",))


def employed(
    started: date = YESTERDAY,
    ended: date | None = None,
    verified: bool = False,
    at: Employer = ACME,
) -> KnownPerson:
    return KnownPerson(ADA, True, (EmployedAt(at.id, started, ended, verified),))


@pytest.mark.parametrize(
    "person",
    [employed(), employed(started=TODAY), employed(ended=TODAY), employed(ended=TOMORROW)],
)
def test_a_current_employee_may_post(person: KnownPerson) -> None:
    refuse_non_employee(ACME, person, TODAY)


@pytest.mark.parametrize(
    "person",
    [
        None,
        KnownPerson(ADA, True),
        employed(started=TOMORROW),
        employed(ended=YESTERDAY),
        employed(at=LABS),
    ],
)
def test_nobody_else_may_post_not_even_an_affiliates_employee(person: KnownPerson | None) -> None:
    with pytest.raises(Forbidden) as caught:
        refuse_non_employee(ACME, person, TODAY)

    assert caught.value.code == "employment_not_current"


def test_where_there_is_a_domain_the_employment_must_be_verified() -> None:
    refuse_non_employee(WITH_DOMAIN, employed(verified=True), TODAY)

    with pytest.raises(Forbidden) as caught:
        refuse_non_employee(WITH_DOMAIN, employed(), TODAY)

    assert caught.value.code == "employment_not_verified"


def test_a_verified_past_employment_does_not_verify_the_present_one() -> None:
    jobs = (
        EmployedAt(ACME.id, date(2020, 1, 1), date(2021, 1, 1), verified=True),
        EmployedAt(ACME.id, YESTERDAY, None, verified=False),
    )

    with pytest.raises(Forbidden):
        refuse_non_employee(WITH_DOMAIN, KnownPerson(ADA, True, jobs), TODAY)


def test_a_hiring_manager_works_at_the_employer_or_an_affiliate() -> None:
    affiliated = {ACME.id, LABS.id}

    refuse_unfit_manager(employed(), affiliated, TODAY)
    refuse_unfit_manager(employed(at=LABS), affiliated, TODAY)


@pytest.mark.parametrize("person", [None, employed(ended=YESTERDAY), employed(at=LABS)])
def test_nobody_else_is_named_hiring_manager(person: KnownPerson | None) -> None:
    with pytest.raises(Invalid) as caught:
        refuse_unfit_manager(person, {ACME.id}, TODAY)

    assert caught.value.code == "hiring_manager_not_employed"


def test_only_members_are_named() -> None:
    refuse_unknown([], [])
    refuse_unknown([ADA], [ADA, EVE])

    with pytest.raises(Invalid) as caught:
        refuse_unknown([ADA, EVE], [ADA])

    assert caught.value.code == "person_unknown"
