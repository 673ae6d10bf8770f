"""The states of an introduction, and the one table of how it moves between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from services.referrals.domain.step import NOBODY

AGREE_WITHIN = timedelta(days=14)
"""How long a new first contact waits for the candidate's OK."""


class State(StrEnum):
    """Where an introduction stands; the last five are its end."""

    DRAFTED = "drafted"
    ASKING = "asking"
    NEW_CONTACT = "new_contact"
    REACHED = "reached"
    MET = "met"
    DECLINED_BY_TARGET = "declined_by_target"
    EXHAUSTED = "exhausted"
    WITHDRAWN = "withdrawn"
    OPENING_CLOSED = "opening_closed"


class Happening(StrEnum):
    """What can happen to one.

    An introducer or the target is asked: at first, after a yes, and after a reroute. A reroute
    follows a step that ended without a yes, or a tie or person that is lost; it may need the
    candidate's OK to a new first contact, or find no path.
    """

    INTRODUCER_ASKED = "introducer_asked"
    TARGET_ASKED = "target_asked"
    NEW_CONTACT_NEEDED = "new_contact_needed"
    TARGET_AGREED = "target_agreed"
    TARGET_DECLINED = "target_declined"
    NO_PATH_LEFT = "no_path_left"
    WITHDRAWN = "withdrawn"
    OPENING_CLOSED = "opening_closed"


TRANSITIONS: Mapping[tuple[State, Happening], State] = {
    (State.DRAFTED, Happening.INTRODUCER_ASKED): State.ASKING,
    (State.DRAFTED, Happening.TARGET_ASKED): State.REACHED,
    (State.ASKING, Happening.INTRODUCER_ASKED): State.ASKING,
    (State.ASKING, Happening.TARGET_ASKED): State.REACHED,
    (State.ASKING, Happening.NEW_CONTACT_NEEDED): State.NEW_CONTACT,
    (State.ASKING, Happening.NO_PATH_LEFT): State.EXHAUSTED,
    (State.ASKING, Happening.WITHDRAWN): State.WITHDRAWN,
    (State.ASKING, Happening.OPENING_CLOSED): State.OPENING_CLOSED,
    (State.NEW_CONTACT, Happening.INTRODUCER_ASKED): State.ASKING,
    (State.NEW_CONTACT, Happening.TARGET_ASKED): State.REACHED,
    (State.NEW_CONTACT, Happening.NEW_CONTACT_NEEDED): State.NEW_CONTACT,
    (State.NEW_CONTACT, Happening.NO_PATH_LEFT): State.EXHAUSTED,
    (State.NEW_CONTACT, Happening.WITHDRAWN): State.WITHDRAWN,
    (State.NEW_CONTACT, Happening.OPENING_CLOSED): State.OPENING_CLOSED,
    (State.REACHED, Happening.TARGET_AGREED): State.MET,
    (State.REACHED, Happening.TARGET_DECLINED): State.DECLINED_BY_TARGET,
    (State.REACHED, Happening.TARGET_ASKED): State.REACHED,  # "I know someone better"
    (State.REACHED, Happening.INTRODUCER_ASKED): State.ASKING,  # … who did not take it up
    (State.REACHED, Happening.NEW_CONTACT_NEEDED): State.NEW_CONTACT,
    (State.REACHED, Happening.NO_PATH_LEFT): State.EXHAUSTED,
    (State.REACHED, Happening.WITHDRAWN): State.WITHDRAWN,
    (State.REACHED, Happening.OPENING_CLOSED): State.OPENING_CLOSED,
}
WAITING = frozenset({State.ASKING, State.REACHED})  # for somebody who is asked
OPEN = WAITING | {State.NEW_CONTACT}
OVER = frozenset(State) - OPEN - {State.DRAFTED}


@dataclass(frozen=True)
class Move:
    """One line of the history: what happened, where it led, when, and who did it (None: time)."""

    happening: Happening
    state: State
    at: datetime
    by: UUID | None = None

    def without(self, person: UUID) -> Move:
        """The line after somebody left for good."""
        return replace(self, by=NOBODY) if self.by == person else self
