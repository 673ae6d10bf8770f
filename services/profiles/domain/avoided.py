"""The people no path of somebody may lead through.

A removal takes effect after 7 days, so that the list cannot be used to test who is in a chain
(`design/paths.md`, "What an answer shows").
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from shared.errors import Conflict

MOST_AVOIDED = 20
REMOVAL_TAKES = timedelta(days=7)


@dataclass(frozen=True)
class Avoided:
    """Somebody no path of this person may lead through; still so for 7 days after removal."""

    person_id: UUID
    removed_at: datetime | None = None

    @property
    def until(self) -> datetime | None:
        """When it stops to count; None while it was not removed."""
        return None if self.removed_at is None else self.removed_at + REMOVAL_TAKES

    def counts(self, at: datetime) -> bool:
        """Whether it binds at that moment."""
        return self.until is None or at < self.until


def binding(entries: Iterable[Avoided], at: datetime) -> tuple[Avoided, ...]:
    """The entries that count at that moment."""
    return tuple(entry for entry in entries if entry.counts(at))


def with_avoided(entries: Iterable[Avoided], person: UUID, at: datetime) -> tuple[Avoided, ...]:
    """One more entry; a removal of the same person that is still pending is cancelled.

    Raises Conflict avoided_people_full: entries count until their removal has taken effect.
    """
    kept = [entry for entry in binding(entries, at) if entry.person_id != person]
    if len(kept) >= MOST_AVOIDED:
        raise Conflict(
            "avoided_people_full",
            f"At most {MOST_AVOIDED} people can be avoided, and a removal takes 7 days.",
        )
    return (*kept, Avoided(person))


def with_removal(entries: Iterable[Avoided], person: UUID, at: datetime) -> tuple[Avoided, ...]:
    """The entry is marked removed now; asking again does not make it last longer."""
    return tuple(
        replace(entry, removed_at=at)
        if entry.person_id == person and entry.removed_at is None
        else entry
        for entry in binding(entries, at)
    )
