"""An opening: its states, its people, and what others are told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from services.postings.domain.hiring_role import HiringRole
from services.postings.domain.terms import Audience, Terms, passed
from shared.contracts.postings import OpeningChanged, OpeningClosed
from shared.errors import Conflict

Verb = Literal["publish", "pause", "resume", "fill", "close", "expire"]
NOBODY = UUID(int=0)  # the nil UUID of RFC 9562, section 5.9: whoever posted it left for good


class State(StrEnum):
    """Where an opening stands; the last three are its end."""

    DRAFT = "draft"
    PUBLISHED = "published"
    PAUSED = "paused"
    FILLED = "filled"
    CLOSED = "closed"
    EXPIRED = "expired"


TRANSITIONS: Mapping[tuple[State, Verb], State] = {
    (State.DRAFT, "publish"): State.PUBLISHED,
    (State.DRAFT, "close"): State.CLOSED,
    (State.PUBLISHED, "pause"): State.PAUSED,
    (State.PUBLISHED, "fill"): State.FILLED,
    (State.PUBLISHED, "close"): State.CLOSED,
    (State.PUBLISHED, "expire"): State.EXPIRED,
    (State.PAUSED, "resume"): State.PUBLISHED,
    (State.PAUSED, "fill"): State.FILLED,
    (State.PAUSED, "close"): State.CLOSED,
    (State.PAUSED, "expire"): State.EXPIRED,
}
OPEN = frozenset({State.PUBLISHED, State.PAUSED})
OVER = frozenset({State.FILLED, State.CLOSED, State.EXPIRED})
ADVERTISED = frozenset({Audience.PUBLIC, Audience.MEMBERS})


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A position. `published_at` is when it first left the draft; `version` counts edits."""

    id: UUID
    employer_id: UUID
    posted_by: UUID | None
    terms: Terms
    created_at: datetime
    recruiters: tuple[UUID, ...] = ()
    hiring: HiringRole = field(default_factory=HiringRole)
    policy_version: int | None = None
    state: State = State.DRAFT
    published_at: datetime | None = None
    version: int = 1

    @property
    def people(self) -> frozenset[UUID]:
        """Whoever has a part in it: poster, recruiters, and who holds or is offered the role."""
        parts = (self.posted_by, *self.recruiters, self.hiring.accepted, self.hiring.asked)
        return frozenset(person for person in parts if person is not None)

    @property
    def advertised(self) -> bool:
        """Any member may find it by searching."""
        return self.state is State.PUBLISHED and self.terms.audience in ADVERTISED

    def refuse_if_over(self) -> None:
        """Raises Conflict(opening_over) for what is filled, closed or expired."""
        if self.state in OVER:
            raise Conflict("opening_over", f"The opening is {self.state}; it no longer changes.")

    def moved(self, verb: Verb, at: datetime) -> Opening:
        """The opening in its next state.

        Raises Conflict(opening_state_wrong) for what its state does not allow,
        Conflict(opening_valid_through_passed) where it would be opened after its last day.
        """
        state = TRANSITIONS.get((self.state, verb))
        if state is None:
            raise Conflict(
                "opening_state_wrong", f"One cannot {verb} an opening that is {self.state}."
            )
        if state is State.PUBLISHED and passed(self.terms, at.date()):
            raise Conflict("opening_valid_through_passed", "Set a later last day first.")
        first = at if state is State.PUBLISHED else None
        return replace(self, state=state, published_at=self.published_at or first)

    def without(self, person: UUID) -> Opening:
        """The opening without somebody who left for good."""
        return replace(
            self,
            posted_by=None if self.posted_by == person else self.posted_by,
            recruiters=tuple(other for other in self.recruiters if other != person),
            hiring=self.hiring.without(person),
        )

    def fact(self) -> OpeningChanged | OpeningClosed | None:
        """What the other services are told of it: nothing until it has been published."""
        if self.published_at is None:
            return None
        if self.state in OVER:
            return OpeningClosed(subject=self.id, reason=self.state)
        return self._changed()

    def _changed(self) -> OpeningChanged:
        terms = self.terms
        return OpeningChanged(
            subject=self.id,
            employer_id=self.employer_id,
            state=self.state,
            audience=terms.audience,
            title=terms.title,
            description=terms.description,
            employment_type=terms.employment_type,
            posted_by=self.posted_by or NOBODY,
            place=terms.place,
            countries=list(terms.countries),
            remote=terms.remote,
            salary=terms.salary,
            hiring_manager=self.hiring.reachable,
            recruiters=list(self.recruiters),
            max_introducers=terms.max_introducers,
            policy_version=self.policy_version,
            valid_through=terms.valid_through,
            apply_url=terms.apply_url,
        )
