"""Who asks for something."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Asker:
    """A member, the operator, or somebody who is not signed in (no `person_id`)."""

    person_id: UUID | None = None
    operator: bool = False

    @property
    def member(self) -> bool:
        """Somebody is signed in."""
        return self.person_id is not None
