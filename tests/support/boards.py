"""A projection that keeps next to nothing, and is away when a test says so."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from shared.contracts.envelope import Event
from shared.errors import Unavailable


class Board:
    """A projection that shows how many facts about each subject it has taken in."""

    def __init__(self) -> None:
        self.batches: list[int] = []
        self.newest: dict[UUID, int] = {}
        self.away = False

    def apply(self, changes: Sequence[Event]) -> None:
        self.ping()
        self.batches.append(len(changes))
        for event in changes:
            self.newest[event.subject] = max(event.sequence, self.newest.get(event.subject, 0))

    def seen(self, subject: UUID) -> int:
        return self.newest.get(subject, 0)

    def generation(self) -> int:
        self.ping()
        return 3

    def ping(self) -> None:
        if self.away:
            raise Unavailable("board_away", "The board is away.")
