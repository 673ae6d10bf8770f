"""A listing as it is now: who stands on it since the base, and whoever stood on it then."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.referrals.adapters.embedded_graph.kernels.links import Indexes
from services.referrals.adapters.embedded_graph.listing import Listing


class Roll:
    """Who is on the base's listing, whatever became of them, and who was added since."""

    def __init__(self, listing: Listing) -> None:
        self._listing = listing
        self._later: dict[UUID, set[int]] = {}
        self._under: dict[int, list[UUID]] = {}

    def add(self, under: UUID, person: int) -> None:
        """The person stands under the id."""
        self._later.setdefault(under, set()).add(person)
        self._under.setdefault(person, []).append(under)

    def remove(self, person: int) -> None:
        """Nothing that was added of the person stands any more."""
        for under in self._under.pop(person, ()):
            self._later[under].discard(person)

    def before(self, under: UUID, day: date) -> Indexes:
        """Who stood under the id in the base, on that day."""
        return self._listing.people(under.int, day.toordinal())

    def later(self, under: UUID) -> list[int]:
        """Who was added under the id, on whatever day."""
        return list(self._later.get(under, ()))
