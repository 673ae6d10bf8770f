"""The tie between two people, from a proposal to its end.

    proposed ── the other confirms, or proposes too ──► confirmed
       ├ the proposer withdraws ──► withdrawn ◄── either withdraws ┤
       └ the other denies ────────► denied ◄────── either denies ──┘

A withdrawn tie may be proposed again by either. A denied one is revived only by who denied it:
the other's proposal waits unseen, and to them the denial reads as silence. If the denier proposes
while such a proposal waits, the two meet and the tie is confirmed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.profiles.domain.claims import MeetingClaim, MessageClaim
from services.profiles.domain.strength import OwnAnswer
from services.profiles.domain.tie_refused import (
    TieNotFound,
    TieNotLive,
    TieNotProposed,
    TieNotStanding,
    TieToOneself,
)
from shared.ids import in_order, tie_id


class TieState(StrEnum):
    """Where a tie stands."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    DENIED = "denied"


@dataclass(frozen=True)
class Side:
    """What one of the two said and gave. `lend` is None until they answered; there is no preset.

    `listed`: the other is on the list this one imported.
    """

    lend: bool | None = None
    answer: OwnAnswer | None = None
    listed: bool = False
    messages: MessageClaim | None = None
    meetings: MeetingClaim | None = None


@dataclass(frozen=True)
class Published:
    """What the other services last heard of a live tie; `codes` of its reasons, in their order."""

    cost: int
    lent: bool
    codes: tuple[str, ...]


@dataclass
class Tie:
    """Two people, what each said, and where it stands. `first` is the smaller id.

    `proposed_by` is whose proposal stands, or led to the live tie; in a denied tie, whose waits
    unseen. `introduced_on` is the day of the last introduction between the two that went well.
    `version` is the store's: it counts up with every save.
    """

    first: UUID
    second: UUID
    state: TieState = TieState.WITHDRAWN
    proposed_by: UUID | None = None
    denied_by: UUID | None = None
    first_side: Side = field(default_factory=Side)
    second_side: Side = field(default_factory=Side)
    introduced_on: date | None = None
    published: Published | None = None
    version: int = 0

    @classmethod
    def between(cls, one: UUID, other: UUID) -> Tie:
        """Two people of whom neither has proposed yet. Raises TieToOneself."""
        if one == other:
            raise TieToOneself
        first, second = in_order(one, other)
        return cls(first=first, second=second)

    @property
    def id(self) -> UUID:
        return tie_id(self.first, self.second)

    @property
    def is_live(self) -> bool:
        return self.state is TieState.CONFIRMED

    @property
    def lent(self) -> bool:
        """Whether both ends let others use the tie."""
        return self.is_live and bool(self.first_side.lend and self.second_side.lend)

    def other(self, person: UUID) -> UUID:
        """The other end. Raises TieNotFound if `person` is neither."""
        self.side(person)
        return self.second if person == self.first else self.first

    def side(self, person: UUID) -> Side:
        """What `person` said and gave. Raises TieNotFound if they are neither end."""
        if person not in (self.first, self.second):
            raise TieNotFound
        return self.first_side if person == self.first else self.second_side

    def state_for(self, person: UUID) -> TieState:
        """The state as `person` may see it: to the denied, a denial looks like silence."""
        self.side(person)
        if self.state is TieState.DENIED and person != self.denied_by:
            return TieState.PROPOSED if self.proposed_by == person else TieState.WITHDRAWN
        return self.state

    def waits_for_other(self, person: UUID) -> bool:
        """Whether a proposal of `person` stands, as far as they know."""
        return self.state_for(person) is TieState.PROPOSED and self.proposed_by == person

    def propose(self, by: UUID, lend: bool, from_list: bool = False) -> TieState:
        """`by` knows the other; returns the state as they see it from now on.

        Two proposals that meet confirm the tie. A live tie keeps the lending that was agreed.
        `from_list`: the other is on a list that `by` imported.
        """
        listed = self.side(by).listed or from_list
        if self.is_live:
            self._set(by, listed=listed)
            return self.state
        self._set(by, listed=listed, lend=lend)
        if self.proposed_by == self.other(by):
            self._become_live()
            return self.state
        self.proposed_by = by
        if self.denied_by in (None, by):
            self.state, self.denied_by = TieState.PROPOSED, None
        return self.state_for(by)

    def confirm(self, by: UUID, lend: bool) -> None:
        """`by` says yes to the other's proposal. Raises TieNotProposed."""
        self._needs_proposal_to(by)
        self._set(by, lend=lend)
        self._become_live()

    def deny(self, by: UUID) -> None:
        """`by` says no to the other's proposal, or to the live tie. Raises TieNotProposed."""
        self.side(by)
        if self.is_live:
            self._end(TieState.DENIED)
        else:
            self._needs_proposal_to(by)
            self.state = TieState.DENIED
        self.denied_by = by

    def withdraw(self, by: UUID) -> None:
        """`by` ends the live tie, or takes their proposal back. Raises TieNotStanding."""
        self._needs_standing(by)
        if self.state is TieState.DENIED:
            self.proposed_by = None
            self._set(by, lend=None)
        else:
            self._end(TieState.WITHDRAWN)

    def keep_or_lend(self, by: UUID, lend: bool) -> None:
        """`by` lends the tie to others' searches, or keeps it to the two. Raises TieNotStanding."""
        self._needs_standing(by)
        self._set(by, lend=lend)

    def answer(self, by: UUID, answer: OwnAnswer | None) -> None:
        """How well `by` says they know the other; None takes it back. Raises TieNotLive."""
        self._needs_live(by)
        self._set(by, answer=answer)

    def give_messages(self, by: UUID, claim: MessageClaim | None, on: date) -> None:
        """`by` gives their counts of messages; None takes them back.

        Raises TieNotLive, Invalid: count_out_of_range, date_in_future.
        """
        self._needs_live(by)
        self._set(by, messages=claim.checked(on) if claim else None)

    def give_meetings(self, by: UUID, claim: MeetingClaim | None, on: date) -> None:
        """`by` gives their count of meetings; None takes it back.

        Raises TieNotLive, Invalid: count_out_of_range, date_in_future.
        """
        self._needs_live(by)
        self._set(by, meetings=claim.checked(on) if claim else None)

    def unlist(self, by: UUID) -> None:
        """The import that had the other on `by`'s list was undone."""
        self._set(by, listed=False)

    def introduction_went_well(self, on: date) -> None:
        """An introduction passed between the two and went well; only the latest day counts."""
        self.introduced_on = max(on, self.introduced_on or on)

    def end_for_erased(self, person: UUID) -> None:
        """`person` left for good: nothing that either said about the other remains."""
        self.side(person)
        self._end(TieState.WITHDRAWN)
        self.first_side = self.second_side = Side()
        self.denied_by = self.introduced_on = None

    def _become_live(self) -> None:
        self.state, self.denied_by = TieState.CONFIRMED, None

    def _end(self, state: TieState) -> None:
        """Lending is asked anew when they meet again, so what was said goes; the lists stay."""
        self.state, self.proposed_by = state, None
        self.first_side = Side(listed=self.first_side.listed)
        self.second_side = Side(listed=self.second_side.listed)

    def _set(self, person: UUID, **said: object) -> None:
        changed = replace(self.side(person), **said)  # type: ignore[arg-type]
        if person == self.first:
            self.first_side = changed
        else:
            self.second_side = changed

    def _needs_live(self, by: UUID) -> None:
        self.side(by)
        if not self.is_live:
            raise TieNotLive

    def _needs_proposal_to(self, by: UUID) -> None:
        if self.state_for(by) is not TieState.PROPOSED or self.proposed_by == by:
            raise TieNotProposed

    def _needs_standing(self, by: UUID) -> None:
        if not (self.waits_for_other(by) or self.is_live):
            raise TieNotStanding
