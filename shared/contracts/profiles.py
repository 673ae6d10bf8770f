"""What profiles tells the others. No name, address or free text about a person is in here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.contracts.envelope import Event


@dataclass(frozen=True)
class EmployedAt:
    """A person's time at an employer; `ended` is None while it lasts."""

    employer_id: UUID
    started: date
    ended: date | None = None
    verified: bool = False


@dataclass(frozen=True)
class InGroup:
    """A membership of a group, and whether the person volunteers there as first contact."""

    group_id: UUID
    volunteer: bool = False


@dataclass(frozen=True, kw_only=True)
class PersonChanged(Event):
    """The public state of a person: settings, employments and groups. The subject is the person."""

    TYPE: ClassVar[str] = "warmpath.profiles.PersonChanged.v1"
    TOPIC: ClassVar[str] = "profiles.people"

    findable: bool
    open_to_introduce: bool
    weekly_cap: int
    open_ask_cap: int
    willing_to_refer: bool
    open_to_intros: bool
    weekly_intros: int
    open_to_openings: bool
    avoid_own_employers: bool
    topics: list[str] = field(default_factory=list)
    avoid_people: list[UUID] = field(default_factory=list)
    employments: list[EmployedAt] = field(default_factory=list)
    groups: list[InGroup] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class PersonErased(Event):
    """A person left for good. The subject never comes back."""

    TYPE: ClassVar[str] = "warmpath.profiles.PersonErased.v1"
    TOPIC: ClassVar[str] = "profiles.people"


@dataclass(frozen=True)
class Reason:
    """One piece of evidence for a tie, as a code and its one telling number.

    `amount` is months for worked_together, counts for messages and meetings, else 0.
    """

    code: str
    amount: int = 0


@dataclass(frozen=True, kw_only=True)
class TieChanged(Event):
    """A live tie as others may use it. The subject is the tie's id, which derives from the pair.

    Costs are the integers of `docs/reference/paths.md` (29…120), one for each direction. `lent`
    is true when both ends let others use it. `first` is the smaller id.
    """

    TYPE: ClassVar[str] = "warmpath.profiles.TieChanged.v1"
    TOPIC: ClassVar[str] = "profiles.ties"

    first: UUID
    second: UUID
    first_to_second_cost: int
    second_to_first_cost: int
    lent: bool
    reasons: list[Reason] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class TieEnded(Event):
    """A tie is no longer live: withdrawn, denied, or one end erased."""

    TYPE: ClassVar[str] = "warmpath.profiles.TieEnded.v1"
    TOPIC: ClassVar[str] = "profiles.ties"

    first: UUID
    second: UUID
