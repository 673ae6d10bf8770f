"""What the batch tool `paths solve` reads: rows of its files, already checked.

Ids are integers there; as UUIDs they keep their order, for a UUID's bytes compare as its number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.referrals.domain.members import Member
from shared.contracts.profiles import EmployedAt

GREATEST_ID = 2**63 - 1
GREATEST_COST = 127
PRESUMED = Member(available=True, refers=True, meets=True)
"""Somebody of whom only links tell."""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One directed link: `taker` can be approached through `giver`."""

    giver: int
    taker: int
    cost: int
    lent: bool


@dataclass(frozen=True, slots=True)
class LinkTable:
    """Links by columns, each as long as the others: twenty million rows are too many to hold."""

    giver: Sequence[int]
    taker: Sequence[int]
    cost: Sequence[int]
    lent: Sequence[int]

    def __iter__(self) -> Iterator[LinkRow]:
        for giver, taker, cost, lent in zip(
            self.giver, self.taker, self.cost, self.lent, strict=True
        ):
            yield LinkRow(int(giver), int(taker), int(cost), bool(lent))


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person who is not simply available and accepting."""

    id: int
    available: bool
    accepts: bool
    employer: int | None


@dataclass(frozen=True, slots=True)
class QueryRow:
    """One question: the ways from `candidate` to `target`."""

    candidate: int
    target: int
    avoid_people: frozenset[int]
    avoid_employers: frozenset[int]


def as_uuid(number: int) -> UUID:
    """The id that stands for a number of the files."""
    return UUID(int=number)


def member_in(row: PersonRow) -> Member:
    """The person of a row as a member; their employment has always lasted."""
    jobs = () if row.employer is None else (EmployedAt(as_uuid(row.employer), date.min),)
    return Member(row.available, refers=row.accepts, meets=row.accepts, employments=jobs)
