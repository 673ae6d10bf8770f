"""What postings needs of its store, with the guarantees every store gives."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Protocol, TypeVar
from uuid import UUID

from services.postings.domain.employer import Employer
from services.postings.domain.employment import KnownPerson
from services.postings.domain.opening import Opening
from services.postings.domain.search import EmployerSearch, OpeningSearch
from services.postings.domain.terms import Audience
from shared.clock import Clock
from shared.contracts.envelope import Event
from shared.storage.pagination import Page

E = TypeVar("E", bound=Event)


class Employers(Protocol):
    """Employers with all their policies. No two share a name, an alias or a domain."""

    def find(self, employer_id: UUID) -> Employer | None:
        """The employer; None if there is none."""

    def add(self, employer: Employer) -> None:
        """Raises Conflict(employer_name_taken), Conflict(employer_domain_taken)."""

    def save(self, employer: Employer) -> Employer:
        """Write a changed employer and count its version up.

        Policies already published are never touched. Raises as `add` does, and Conflict
        (employer_changed_meanwhile) if somebody saved another change since it was read.
        """

    def search(self, search: EmployerSearch) -> Page[Employer]:
        """Those of whose name or one alias every word begins a word, by name, then by id.

        Raises Invalid(cursor_unreadable), as every list does.
        """

    def named(self, ids: Collection[UUID]) -> Mapping[UUID, str]:
        """The names of these employers."""

    def parents(self) -> Mapping[UUID, UUID]:
        """Each employer that belongs to another, with that one."""

    def of_steward(self, person: UUID) -> Sequence[Employer]:
        """The employers that somebody is a steward of."""


class Openings(Protocol):
    """Openings, found by their words, their place, their people and their last day."""

    def find(self, opening_id: UUID) -> Opening | None:
        """The opening; None if there is none."""

    def add(self, opening: Opening) -> None:
        """Keep a new opening."""

    def save(self, opening: Opening) -> Opening:
        """Write a changed opening and count its version up.

        Raises Conflict(opening_changed_meanwhile) if somebody saved another change since then.
        """

    def search(self, search: OpeningSearch, audiences: Sequence[Audience]) -> Page[Opening]:
        """Published openings of these audiences, the newest first."""

    def of_person(self, person: UUID, after: str | None, limit: int) -> Page[Opening]:
        """Those in which somebody has a part, the newest first."""

    def with_person(self, person: UUID) -> Sequence[Opening]:
        """All of those in which somebody has a part."""

    def of_employer(self, employer: UUID) -> Sequence[Opening]:
        """Those of an employer that are not over."""

    def advertised(self, employer: UUID) -> bool:
        """The employer has a published opening that any member finds by searching."""

    def past_their_day(self, today: date) -> Sequence[Opening]:
        """Published and paused ones whose last day was before today."""


class People(Protocol):
    """Members, by what profiles told. Whoever left is not kept at all."""

    def find(self, person: UUID) -> KnownPerson | None:
        """The member; None for somebody unknown or gone."""

    def known(self, persons: Collection[UUID]) -> frozenset[UUID]:
        """Which of these are members."""

    def put(self, person: KnownPerson) -> None:
        """Keep what is known of a member, instead of what was known before."""

    def forget(self, person: UUID) -> None:
        """Keep nothing of somebody."""


class UnitOfWork(Protocol):
    """One transaction on the postings store.

    - **Atomic.** What it changes and the events it emits are written together or not at all.
    - **Durable.** When it has committed, both survive the death of any process.
    - **Serialised.** Of two that write, one sees all that the other did.
    """

    @property
    def clock(self) -> Clock: ...

    @property
    def employers(self) -> Employers: ...

    @property
    def openings(self) -> Openings: ...

    @property
    def people(self) -> People: ...

    def emit(self, event: E) -> E:
        """Tell the other services, once this unit has committed."""
