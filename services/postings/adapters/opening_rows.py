"""Openings as rows, and as what a search finds them by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from services.postings.adapters.words import kept
from services.postings.domain.hiring_role import HiringRole
from services.postings.domain.opening import Opening, State
from services.postings.domain.terms import Audience, EmploymentType, Terms
from shared.contracts.postings import Salary

ANYWHERE = ""  # the country of a remote opening that names none


def row_of(opening: Opening) -> dict[str, object]:
    """The values of an opening's row."""
    terms, salary = opening.terms, opening.terms.salary
    return {
        "id": opening.id,
        "version": opening.version,
        "employer_id": opening.employer_id,
        "posted_by": opening.posted_by,
        "recruiters": [str(person) for person in opening.recruiters],
        "hiring_accepted": opening.hiring.accepted,
        "hiring_asked": opening.hiring.asked,
        "hiring_paused": opening.hiring.paused,
        "policy_version": opening.policy_version,
        "state": opening.state.value,
        "created_at": opening.created_at,
        "published_at": opening.published_at,
        "title": terms.title,
        "description": terms.description,
        "employment_type": terms.employment_type.value,
        "audience": terms.audience.value,
        "place": terms.place,
        "countries": list(terms.countries),
        "remote": terms.remote,
        "salary_low": salary.low if salary else None,
        "salary_high": salary.high if salary else None,
        "salary_currency": salary.currency if salary else None,
        "valid_through": terms.valid_through,
        "apply_url": terms.apply_url,
        "max_introducers": terms.max_introducers,
    }


def opening_of(row: Row[Any]) -> Opening:
    """The opening in a row."""
    return Opening(
        id=row.id,
        employer_id=row.employer_id,
        posted_by=row.posted_by,
        terms=_terms(row),
        created_at=row.created_at,
        recruiters=tuple(UUID(person) for person in row.recruiters),
        hiring=HiringRole(row.hiring_accepted, row.hiring_asked, row.hiring_paused),
        policy_version=row.policy_version,
        state=State(row.state),
        published_at=row.published_at,
        version=row.version,
    )


def words_of(opening: Opening) -> Iterator[tuple[str, str]]:
    """Field and word of everything that a search may find the opening by."""
    terms = opening.terms
    yield from (("text", word) for word in kept(terms.title, terms.description))
    yield from (("place", word) for word in kept(terms.place or ""))
    anywhere = (ANYWHERE,) if terms.remote and not terms.countries else ()
    yield from (("country", code) for code in (*terms.countries, *anywhere))


def _terms(row: Row[Any]) -> Terms:
    paid = row.salary_currency is not None
    return Terms(
        title=row.title,
        description=row.description,
        employment_type=EmploymentType(row.employment_type),
        audience=Audience(row.audience),
        place=row.place,
        countries=tuple(row.countries),
        remote=row.remote,
        salary=Salary(row.salary_low, row.salary_high, row.salary_currency) if paid else None,
        valid_through=row.valid_through,
        apply_url=row.apply_url,
        max_introducers=row.max_introducers,
    )
