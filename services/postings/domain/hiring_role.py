"""The hiring manager's role: offered, accepted, declined, delegated, paused.

No path leads to anybody before they accepted. While a delegate has not answered, whoever accepted
before keeps the role.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from shared.errors import Conflict, Forbidden


@dataclass(frozen=True)
class HiringRole:
    """`accepted` holds the role; `asked` was named, or delegated to, and has not answered yet."""

    accepted: UUID | None = None
    asked: UUID | None = None
    paused: bool = False

    @property
    def reachable(self) -> UUID | None:
        """Whom others are told: whoever accepted and does not pause."""
        return None if self.paused else self.accepted

    def named(self, person: UUID | None) -> HiringRole:
        """The opening's people name somebody else, or nobody; the same person stays as they are."""
        same = person is not None and person in (self.accepted, self.asked)
        return self if same else HiringRole(asked=person)

    def accept(self, person: UUID) -> HiringRole:
        """Raises Forbidden(hiring_role_not_yours). Accepting twice changes nothing."""
        if person == self.accepted:
            return self
        self._refuse_others(person, self.asked)
        return HiringRole(accepted=person)

    def decline(self, person: UUID) -> HiringRole:
        """Refuse the role, or step down from it. Raises Forbidden(hiring_role_not_yours)."""
        self._refuse_others(person, self.asked, self.accepted)
        return self.without(person)

    def delegate(self, person: UUID, to: UUID) -> HiringRole:
        """Offer the role to somebody, who must accept. Raises Forbidden(hiring_role_not_yours)."""
        self._refuse_others(person, self.asked, self.accepted)
        if to == person:
            raise Conflict("delegate_to_oneself", "Name somebody else to take the role.")
        return replace(self, asked=None if to == self.accepted else to)

    def pause(self, person: UUID) -> HiringRole:
        """Raises Forbidden(hiring_role_not_yours) unless the person accepted the role."""
        self._refuse_others(person, self.accepted)
        return replace(self, paused=True)

    def resume(self, person: UUID) -> HiringRole:
        """Raises Forbidden(hiring_role_not_yours) unless the person accepted the role."""
        self._refuse_others(person, self.accepted)
        return replace(self, paused=False)

    def without(self, person: UUID) -> HiringRole:
        """The role after somebody is out of it."""
        asked = None if self.asked == person else self.asked
        if self.accepted == person:
            return HiringRole(asked=asked)
        return replace(self, asked=asked)

    def _refuse_others(self, person: UUID, *entitled: UUID | None) -> None:
        if person not in entitled:
            raise Forbidden(
                "hiring_role_not_yours", "Only the opening's hiring manager can do this."
            )
