"""What an opening offers: everything about it that its people may edit freely."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.postings.domain.codes import COUNTRIES, currency_fault
from services.postings.domain.texts import block_fault, line_fault, refuse_faults, url_fault
from shared.contracts.postings import Salary

LONGEST_TITLE = 200
LONGEST_DESCRIPTION = 20_000
LARGEST_SALARY = 10_000_000_000
FARTHEST_INTRODUCERS = 3
MOST_COUNTRIES = 60


class Audience(StrEnum):
    """Who sees an opening; `network` ones are shown by referrals alone."""

    PUBLIC = "public"
    MEMBERS = "members"
    NETWORK = "network"
    UNLISTED = "unlisted"


class EmploymentType(StrEnum):
    """As schema.org's JobPosting recommends for `employmentType`, in small letters."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    CONTRACTOR = "contractor"
    TEMPORARY = "temporary"
    INTERN = "intern"
    VOLUNTEER = "volunteer"
    PER_DIEM = "per_diem"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Terms:
    """`countries` of a remote opening say where one may work from; none of them: anywhere.

    `valid_through` is the last day on which it is open. `max_introducers` binds `network` only.
    """

    title: str
    description: str
    employment_type: EmploymentType
    audience: Audience
    place: str | None = None
    countries: tuple[str, ...] = ()
    remote: bool = False
    salary: Salary | None = None
    valid_through: date | None = None
    apply_url: str | None = None
    max_introducers: int = FARTHEST_INTRODUCERS


def refuse_unusable_terms(terms: Terms, today: date) -> None:
    """Raises Invalid(opening_invalid) that names every field that cannot be used."""
    refuse_faults(
        "opening_invalid",
        "The opening cannot be kept like this.",
        {
            "title": line_fault(terms.title, LONGEST_TITLE),
            "description": block_fault(terms.description, LONGEST_DESCRIPTION),
            "place": _place_fault(terms),
            "countries": _countries_fault(terms.countries),
            "salary": _salary_fault(terms.salary) if terms.salary else None,
            "valid_through": "It has passed." if passed(terms, today) else None,
            "apply_url": url_fault(terms.apply_url) if terms.apply_url is not None else None,
            "max_introducers": None
            if 0 <= terms.max_introducers <= FARTHEST_INTRODUCERS
            else f"It must be 0 to {FARTHEST_INTRODUCERS}.",
        },
    )


def passed(terms: Terms, today: date) -> bool:
    """The last day on which the opening was open is over."""
    return terms.valid_through is not None and terms.valid_through < today


def _place_fault(terms: Terms) -> str | None:
    if terms.place is not None:
        return line_fault(terms.place, 200)
    return None if terms.remote else "An opening has a place or is remote."


def _countries_fault(countries: Iterable[str]) -> str | None:
    named = list(countries)
    if len(set(named)) != len(named) or len(named) > MOST_COUNTRIES:
        return f"Name each country once, {MOST_COUNTRIES} at most."
    unknown = sorted(set(named) - COUNTRIES)
    return f"Not a country code: {', '.join(unknown[:5])}." if unknown else None


def _salary_fault(salary: Salary) -> str | None:
    if not 0 < salary.low <= salary.high <= LARGEST_SALARY:
        return f"It must rise from low to high, between 1 and {LARGEST_SALARY}."
    return currency_fault(salary.currency)
