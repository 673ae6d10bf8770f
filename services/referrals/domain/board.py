"""Openings and employers as postings tells of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from services.referrals.domain.employers import Employers
from shared.contracts.envelope import Event
from shared.contracts.postings import EmployerChanged, OpeningChanged, OpeningClosed


@dataclass
class Board:
    """What is open, and who belongs to whom."""

    openings: dict[UUID, OpeningChanged] = field(default_factory=dict)
    employers: Employers = field(default_factory=Employers)

    def follow(self, fact: Event) -> None:
        """The newest fact about its subject takes effect, if it is one of postings'."""
        change = FOLLOWED.get(type(fact))
        if change is not None:
            change(self, fact)

    def employer_name(self, opening: OpeningChanged) -> str:
        """The name of the opening's employer; "" until it is known."""
        return self.employers.names.get(opening.employer_id, "")


def _change_employer(board: Board, fact: EmployerChanged) -> None:
    board.employers.put(fact.subject, fact.name, fact.parent_id)


def _place_opening(board: Board, fact: OpeningChanged) -> None:
    board.openings[fact.subject] = fact


def _remove_opening(board: Board, fact: OpeningClosed) -> None:
    board.openings.pop(fact.subject, None)


FOLLOWED: Mapping[type[Event], Callable[[Board, Any], None]] = {
    EmployerChanged: _change_employer,
    OpeningChanged: _place_opening,
    OpeningClosed: _remove_opening,
}
