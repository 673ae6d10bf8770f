"""Employers by name and parent, and who belongs together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID


@dataclass
class Employers:
    """Names, and parent links walked both ways."""

    names: dict[UUID, str] = field(default_factory=dict)
    _parents: dict[UUID, UUID] = field(default_factory=dict)
    _children: dict[UUID, set[UUID]] = field(default_factory=dict)

    def put(self, employer: UUID, name: str, parent: UUID | None) -> None:
        """The employer is now called this and belongs to that parent."""
        self.names[employer] = name
        before = self._parents.pop(employer, None)
        if before is not None:
            self._children[before].discard(employer)
        if parent is not None:
            self._parents[employer] = parent
            self._children.setdefault(parent, set()).add(employer)

    def with_affiliates(self, employers: Iterable[UUID]) -> frozenset[UUID]:
        """These and every employer in the same connected component of parent links."""
        found: set[UUID] = set()
        waiting = list(employers)
        while waiting:
            employer = waiting.pop()
            if employer not in found:
                found.add(employer)
                waiting += self._beside(employer)
        return frozenset(found)

    def _beside(self, employer: UUID) -> list[UUID]:
        parent = self._parents.get(employer)
        return [*self._children.get(employer, ()), *([parent] if parent else [])]
