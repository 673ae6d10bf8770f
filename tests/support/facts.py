"""Facts as profiles and postings publish them, with everything said that a test does not say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from shared.contracts.postings import EmployerChanged, OpeningChanged, OpeningClosed
from shared.contracts.profiles import (
    EmployedAt,
    InGroup,
    PersonChanged,
    PersonErased,
    Reason,
    TieChanged,
    TieEnded,
)
from shared.ids import in_order, tie_id

TODAY = date(2026, 11, 23)
LONG_AGO = date(2001, 1, 1)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
IMPORTED = (Reason("on_imported_list"),)


def an_id(number: int) -> UUID:
    """A readable id; ids order as their numbers do."""
    return UUID(int=number)


def works_at(employer: UUID, started: date = LONG_AGO, ended: date | None = None) -> EmployedAt:
    return EmployedAt(employer, started, ended, verified=True)


def in_group(group: UUID, volunteer: bool = False) -> InGroup:
    return InGroup(group, volunteer)


def person(subject: UUID, sequence: int = 1, **said: Any) -> PersonChanged:
    """A person who helps in every way, and avoids nobody, unless the test says otherwise."""
    presumed: dict[str, Any] = {
        "findable": True,
        "open_to_introduce": True,
        "weekly_cap": 2,
        "open_ask_cap": 3,
        "willing_to_refer": True,
        "open_to_intros": True,
        "weekly_intros": 2,
        "open_to_openings": False,
        "avoid_own_employers": False,
    }
    return PersonChanged(**envelope(subject, sequence), **presumed | said)


def erased(subject: UUID, sequence: int = 9) -> PersonErased:
    return PersonErased(**envelope(subject, sequence))


def tie(
    one: UUID,
    other: UUID,
    cost: int = 50,
    back: int | None = None,
    lent: bool = True,
    sequence: int = 1,
    reasons: Sequence[Reason] = IMPORTED,
) -> TieChanged:
    """A live tie; `cost` is that of one → other, `back` that of other → one."""
    there_and_back = {(one, other): cost, (other, one): cost if back is None else back}
    first, second = in_order(one, other)
    return TieChanged(
        **envelope(tie_id(one, other), sequence),
        first=first,
        second=second,
        first_to_second_cost=there_and_back[first, second],
        second_to_first_cost=there_and_back[second, first],
        lent=lent,
        reasons=list(reasons),
    )


def tie_ended(one: UUID, other: UUID, sequence: int = 2) -> TieEnded:
    first, second = in_order(one, other)
    return TieEnded(**envelope(tie_id(one, other), sequence), first=first, second=second)


def employer(
    subject: UUID, parent: UUID | None = None, name: str = "Oakworks", sequence: int = 1
) -> EmployerChanged:
    return EmployerChanged(**envelope(subject, sequence), name=name, parent_id=parent)


def opening(subject: UUID, employer_id: UUID, sequence: int = 1, **said: Any) -> OpeningChanged:
    """A published opening for members without a hiring manager, unless the test says otherwise."""
    presumed: dict[str, Any] = {
        "employer_id": employer_id,
        "state": "published",
        "audience": "members",
        "title": "Carpenter",
        "description": "Doors and windows.",
        "employment_type": "full_time",
        "posted_by": UUID(int=2**100),
    }
    return OpeningChanged(**envelope(subject, sequence), **presumed | said)


def opening_closed(subject: UUID, sequence: int = 2) -> OpeningClosed:
    return OpeningClosed(**envelope(subject, sequence), reason="filled")


def envelope(subject: UUID, sequence: int) -> dict[str, Any]:
    """What the outbox gives an event; the id is of no interest to the graph."""
    return {
        "subject": subject,
        "id": UUID(int=subject.int ^ sequence),
        "sequence": sequence,
        "time": NOON,
    }
