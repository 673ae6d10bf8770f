"""What two people's records have in common: the evidence that needs no answer of theirs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.profiles.domain.background import Education, Employment, Membership
from services.profiles.domain.folding import name_key
from services.profiles.domain.strength import (
    Evidence,
    same_association,
    same_school,
    shared_contacts,
    worked_together,
)

Headcounts = Callable[[UUID], int | None]

MONTHS_A_YEAR, DAYS_A_YEAR = 12, 365.25


@dataclass(frozen=True)
class Background:
    """What of a person's record is compared with another's."""

    person_id: UUID
    employments: Sequence[Employment] = ()
    educations: Sequence[Education] = ()
    memberships: Sequence[Membership] = ()
    contacts: AbstractSet[UUID] = frozenset()


def found_in_common(
    one: Background, other: Background, headcount: Headcounts, on: date
) -> list[Evidence]:
    """At most one piece per row of the table, so that no single past counts twice.

    `headcount` answers None where it is unknown; `contacts` are the ends of live ties.
    """
    pieces = [
        _worked_together(one.employments, other.employments, headcount, on),
        same_school() if _same_school(one.educations, other.educations, on) else None,
        same_association() if _same_association(one.memberships, other.memberships) else None,
        _shared_contacts(one, other),
    ]
    return [piece for piece in pieces if piece is not None]


def months_together(ones: Iterable[Employment], others: Iterable[Employment], on: date) -> int:
    """Months, to the nearest, in which both had an employment; overlapping stretches count once."""
    others = list(others)
    shared = [
        (max(one.started, other.started), min(one.ended or on, other.ended or on, on))
        for one in ones
        for other in others
    ]
    return round(_days_covered(shared) * MONTHS_A_YEAR / DAYS_A_YEAR)


def contact_overlap(one: Background, other: Background) -> float:
    """O = |common| / |(Na ∪ Nb) without the two|; 0 where neither has anybody else."""
    either = (one.contacts | other.contacts) - {one.person_id, other.person_id}
    both = one.contacts & other.contacts
    return len(both & either) / len(either) if either else 0.0


def _worked_together(
    ones: Iterable[Employment], others: Collection[Employment], headcount: Headcounts, on: date
) -> Evidence | None:
    """The strongest of the employers where they overlapped."""
    ones = list(ones)
    employers = {one.employer_id for one in ones} & {other.employer_id for other in others}
    found = [
        worked_together(months, headcount(employer))
        for employer in employers
        if (months := months_together(_at(employer, ones), _at(employer, others), on))
    ]
    return max(found, key=lambda piece: (piece.q, piece.amount), default=None)


def _at(employer: UUID, employments: Iterable[Employment]) -> list[Employment]:
    return [employment for employment in employments if employment.employer_id == employer]


def _days_covered(stretches: Iterable[tuple[date, date]]) -> int:
    """Days in the union of the stretches, from each start up to, not including, its end."""
    return sum((end - start).days for start, end in _joined(stretches))


def _joined(stretches: Iterable[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """The stretches with what an earlier one already covers cut off."""
    ordered = sorted(stretch for stretch in stretches if stretch[0] < stretch[1])
    covered_to = date.min
    for start, end in ordered:
        if end > covered_to:
            yield max(start, covered_to), end
            covered_to = end


def _same_school(ones: Iterable[Education], others: Collection[Education], on: date) -> bool:
    return any(
        name_key(one.school) == name_key(other.school) and _years_overlap(one, other, on)
        for one in ones
        for other in others
    )


def _years_overlap(one: Education, other: Education, on: date) -> bool:
    from_year = max(one.started.year, other.started.year)
    return from_year <= min((one.ended or on).year, (other.ended or on).year)


def _same_association(ones: Iterable[Membership], others: Iterable[Membership]) -> bool:
    return bool({_gathering(one) for one in ones} & {_gathering(other) for other in others})


def _gathering(membership: Membership) -> tuple[str, str, str, int]:
    place = name_key(membership.place or "")
    return membership.kind, name_key(membership.name), place, membership.year


def _shared_contacts(one: Background, other: Background) -> Evidence | None:
    overlap = contact_overlap(one, other)
    return shared_contacts(overlap) if overlap else None
