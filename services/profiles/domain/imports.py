"""An import: a list compared once, the members found on it, and what was made of them.

    previewed ── choose ──► chosen ── undo ──► undone ◄── undo ── previewed

Choosing proposes ties to those chosen and forgets the others. Undoing takes back what the import
added and nobody has answered: its standing proposals, and that it listed people. A tie that both
confirmed is theirs by now: it loses the list as evidence and stays until one of them withdraws.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.profiles.domain.contact_lists import Source
from services.profiles.domain.matching import Basis, Match
from shared.errors import Conflict, NotFound


class ImportState(StrEnum):
    """How far an import has come."""

    PREVIEWED = "previewed"
    CHOSEN = "chosen"
    UNDONE = "undone"


@dataclass(frozen=True)
class Found:
    """A member on the list. `proposed`: choosing made a proposal that was not there before."""

    person_id: UUID
    basis: Basis
    avoided: bool
    proposed: bool = False

    @property
    def ticked(self) -> bool:
        """How their box starts; see Match."""
        return Match(self.person_id, self.basis, self.avoided).ticked


@dataclass
class Import:
    """One list of one person. `found` are the matches, after choosing only those chosen."""

    id: UUID
    person_id: UUID
    source: Source
    imported_at: datetime
    found: Sequence[Found]
    state: ImportState = ImportState.PREVIEWED

    def of(self, person: UUID) -> Import:
        """Itself, if it is `person`'s. Raises NotFound import_not_found."""
        if person != self.person_id:
            raise import_not_found()
        return self

    def choose(self, people: Collection[UUID]) -> None:
        """Keep those, forget the others. Raises Conflict import_not_open, NotFound."""
        if self.state is not ImportState.PREVIEWED:
            raise Conflict("import_not_open", "This import was chosen from or undone already.")
        if not set(people) <= {match.person_id for match in self.found}:
            raise NotFound("import_match_not_found", "Somebody chosen is not on this import.")
        self.found = [match for match in self.found if match.person_id in set(people)]
        self.state = ImportState.CHOSEN

    def remember_proposed(self, people: Collection[UUID]) -> None:
        """To these, choosing made a proposal of its own."""
        self.found = [replace(match, proposed=match.person_id in people) for match in self.found]

    def undo(self) -> Sequence[Found]:
        """What was chosen, for its ties to be taken back. Undoing again takes back nothing."""
        chosen = self.found if self.state is ImportState.CHOSEN else []
        self.state, self.found = ImportState.UNDONE, []
        return chosen


def import_not_found() -> NotFound:
    """There is none, or it is somebody else's."""
    return NotFound("import_not_found", "There is no such import.")
