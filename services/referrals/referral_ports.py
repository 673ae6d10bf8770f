"""What referrals and credit need of the store, with the guarantees every store gives."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from services.referrals.domain.ats_hook import Hook
from services.referrals.domain.credit import Line
from services.referrals.domain.credit_history import Entry
from services.referrals.domain.known_opening import KnownOpening
from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_told import Later, Whom
from services.referrals.domain.share_link import ShareLink
from services.referrals.domain.stages import Told
from shared.contracts.postings import ReferralPolicy
from shared.storage.pagination import Page


class Referrals(Protocol):
    """Referrals, whose moves are only ever added to; and whom to tell of which move later."""

    def find(self, referral_id: UUID) -> Referral | None:
        """The referral, to look at; None if there is none."""

    def take(self, referral_id: UUID) -> Referral | None:
        """The referral, to change: nobody else changes it until this unit is over."""

    def add(self, referral: Referral) -> None:
        """Keep a new one."""

    def save(self, before: Referral, after: Referral) -> Referral:
        """Write what changed. Raises Conflict(referral_changed_meanwhile)."""

    def by_referrer(self, person: UUID, after: str | None, limit: int) -> Page[Referral]:
        """Whom somebody referred, the newest first. Raises Invalid(cursor_unreadable)."""

    def about(self, person: UUID, after: str | None, limit: int) -> Page[Referral]:
        """Those of which somebody is the candidate, the newest first; raises alike."""

    def agreed_for(
        self, openings: Collection[UUID], after: str | None, limit: int
    ) -> Page[Referral]:
        """Those for these openings that were agreed to, the newest first; raises alike."""

    def same_candidate(self, referral: Referral) -> Sequence[Referral]:
        """All for its opening of whoever has its candidate's identity or address, itself too."""

    def agreed_at(self, opening: UUID, address_hash: str) -> UUID | None:
        """The newest for an opening that whoever has this address agreed to."""

    def at_address(self, hashes: Collection[str]) -> Sequence[UUID]:
        """Those that wait for whoever has one of these addresses, and whom nobody claimed yet."""

    def with_person(self, person: UUID) -> Sequence[UUID]:
        """All in which somebody has or had a part."""

    def open_about(self, opening: UUID, now: datetime) -> Sequence[UUID]:
        """Those for an opening that go on, or seem to."""

    def due(self, now: datetime, most: int) -> Sequence[UUID]:
        """Those for which time decides by now, the longest waiting first."""

    def without_news(self, now: datetime, most: int) -> Sequence[UUID]:
        """Those of which nothing was heard for 21 days, and nobody has been told so: underway, or
        seeming so to candidate and referrer, who may not hear of a rejection yet.
        """

    def tell_later(self, referral_id: UUID, later: Later) -> None:
        """Remember whom to tell of a move, and from when."""

    def to_tell(self, now: datetime, most: int) -> Sequence[tuple[UUID, int, Whom]]:
        """Which moves are to be told by now, and to whom, the longest waiting first."""

    def told(self, referral_id: UUID, number: int, whom: Whom) -> bool:
        """Forget one that was to be told; whether it was there."""

    def forget_addresses(self, now: datetime) -> int:
        """Drop what stands for the addresses of those who did not agree in time, and the words
        about who was referred by one; how many addresses.
        """

    def set_milestone(self, referral_id: UUID, on: date | None) -> None:
        """On which day the next milestone is reached."""

    def milestones_due(self, today: date, most: int) -> Sequence[UUID]:
        """Those whose next milestone is reached by today, the longest waiting first."""


class Credits(Protocol):
    """What credit depends on, and what it came to. Nothing of it is ever edited or taken away."""

    def history(self, referral_id: UUID) -> Sequence[Entry]:
        """Every entry, in order."""

    def lines(self, referral_id: UUID) -> Sequence[Line]:
        """Every line as it was told, in order."""

    def add(self, referral_id: UUID, entry: Entry, lines: Sequence[Line]) -> None:
        """One more entry, with the lines that it gave."""

    def all(self) -> Iterator[UUID]:
        """Every referral that has entries or lines."""


class Openings(Protocol):
    """Openings and policies as postings told of them; an opening stays known when it is over."""

    def find(self, opening_id: UUID) -> KnownOpening | None:
        """The opening; None if postings never told of it."""

    def put(self, opening: KnownOpening) -> None:
        """Keep an opening, instead of what was known before."""

    def close(self, opening_id: UUID, reason: str) -> None:
        """It is over."""

    def run_by(self, person: UUID) -> Collection[UUID]:
        """The openings whose process somebody runs."""

    def name_employer(self, employer_id: UUID, name: str) -> None:
        """It is called so from now on; its openings are found with that name."""

    def put_policies(self, employer_id: UUID, published: Collection[ReferralPolicy]) -> None:
        """Keep those versions that are new; published ones never change."""

    def policy(self, opening: KnownOpening) -> ReferralPolicy | None:
        """The version that the opening was posted under, if any."""

    def forget(self, person: UUID) -> None:
        """They have no part in any opening any more."""


class Hooks(Protocol):
    """The ways in for employers' own systems, one for an opening."""

    def find(self, hook_id: UUID) -> Hook | None:
        """The hook, by its own id."""

    def of_opening(self, opening_id: UUID) -> Hook | None:
        """The one of an opening."""

    def add(self, hook: Hook) -> None:
        """Raises Conflict(ats_hook_exists) if the opening has one."""

    def save(self, hook: Hook) -> None:
        """Write what changed."""

    def remove(self, hook_id: UUID) -> None:
        """It is no more, and what was kept of its deliveries."""

    def first_told(self, hook_id: UUID, delivery_id: str, at: datetime) -> Sequence[Told] | None:
        """What was told of the delivery before; None, and from now on it is known, if never."""

    def tell(self, hook_id: UUID, delivery_id: str, told: Sequence[Told]) -> None:
        """Keep what is told of a delivery."""


class Links(Protocol):
    """Links by which referrers share openings, one for a referrer and an opening."""

    def find(self, link_id: UUID) -> ShareLink | None:
        """The link, by its own id."""

    def at_token(self, token: str) -> ShareLink | None:
        """The link with this token."""

    def add(self, link: ShareLink) -> None:
        """Raises Conflict(share_link_exists)."""

    def of_referrer(self, person: UUID, after: str | None, limit: int) -> Page[ShareLink]:
        """What somebody shares, the newest first. Raises Invalid(cursor_unreadable)."""

    def remove(self, link_id: UUID) -> None:
        """It leads nowhere from now on."""

    def end(self, opening_id: UUID) -> None:
        """None leads to this opening any more."""
