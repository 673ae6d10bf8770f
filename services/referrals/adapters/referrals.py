"""Referrals with what happened to each, which is only ever added to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, delete, insert, or_, select, update

from services.referrals.adapters.referral_rows import move_row, referral_of, row_of
from services.referrals.adapters.tables import referral_moves, referral_notices, referrals
from services.referrals.domain.referral import CONSENT_WITHIN, NO_NEWS_AFTER, Referral
from services.referrals.domain.referral_states import (
    UNDERWAY,
    Happening,
    ReferralState,
)
from services.referrals.domain.referral_told import Later, Whom
from shared.errors import Conflict
from shared.storage.pagination import Page, decode_cursor, page_of

UNDERWAY_STATES = [state.value for state in UNDERWAY]
UNANSWERED = [ReferralState.SUBMITTED.value, ReferralState.NOT_CONSENTED.value]

AGREED = select(referral_moves.c.referral_id).where(
    referral_moves.c.happening == Happening.CONSENT_GIVEN.value
)


class StoredReferrals:
    """Keeps `ports.Referrals`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, referral_id: UUID) -> Referral | None:
        return self._one(select(referrals).where(referrals.c.id == referral_id))

    def take(self, referral_id: UUID) -> Referral | None:
        # Who changes it waits for whoever changes it already, where a store has row locks.
        return self._one(select(referrals).where(referrals.c.id == referral_id).with_for_update())

    def add(self, referral: Referral) -> None:
        self._connection.execute(insert(referrals).values(row_of(referral)))

    def save(self, before: Referral, after: Referral) -> Referral:
        saved = replace(after, version=before.version + 1)
        same = (referrals.c.id == before.id) & (referrals.c.version == before.version)
        change = update(referrals).where(same).values(row_of(saved))
        if self._connection.execute(change).rowcount < 1:
            raise Conflict("referral_changed_meanwhile", "It has just changed; look again.")
        self._write_moves(before, saved)
        return saved

    def by_referrer(self, person: UUID, after: str | None, limit: int) -> Page[Referral]:
        return self._page(referrals.c.referrer_id == person, after, limit)

    def about(self, person: UUID, after: str | None, limit: int) -> Page[Referral]:
        return self._page(referrals.c.candidate_id == person, after, limit)

    def agreed_for(
        self, openings: Collection[UUID], after: str | None, limit: int
    ) -> Page[Referral]:
        theirs = referrals.c.opening_id.in_(list(openings)) & referrals.c.id.in_(AGREED)
        return self._page(theirs, after, limit)

    def agreed_at(self, opening: UUID, address_hash: str) -> UUID | None:
        row = referrals.c
        theirs = (row.opening_id == opening) & (row.address_hash == address_hash)
        newest = select(row.id).where(theirs & row.id.in_(AGREED)).order_by(row.id.desc()).limit(1)
        return self._connection.scalar(newest)

    def same_candidate(self, referral: Referral) -> Sequence[Referral]:
        this = referrals.c.opening_id == referral.opening_id
        same = [
            column == value
            for column, value in (
                (referrals.c.candidate_id, referral.candidate),
                (referrals.c.address_hash, referral.address_hash),
            )
            if value is not None
        ]
        if not same:  # they left for good
            return []
        return self._all(select(referrals).where(this, or_(*same)).order_by(referrals.c.id))

    def at_address(self, hashes: Collection[str]) -> Sequence[UUID]:
        waiting = referrals.c.state == ReferralState.SUBMITTED.value
        theirs = waiting & referrals.c.candidate_id.is_(None)
        return self._ids(theirs, referrals.c.address_hash.in_(list(hashes)))

    def with_person(self, person: UUID) -> Sequence[UUID]:
        parts = (referrals.c.candidate_id == person) | (referrals.c.referrer_id == person)
        moved = select(referral_moves.c.referral_id).where(referral_moves.c.person == person)
        return self._ids(parts | referrals.c.id.in_(moved))

    def open_about(self, opening: UUID, now: datetime) -> Sequence[UUID]:
        unanswered = referrals.c.state.in_(UNANSWERED)
        seems_open = unanswered & (referrals.c.submitted_at > now - CONSENT_WITHIN)
        seems_open |= _held(now)
        open_now = referrals.c.state.in_(UNDERWAY_STATES) | seems_open
        return self._ids(referrals.c.opening_id == opening, open_now)

    def due(self, now: datetime, most: int) -> Sequence[UUID]:
        past = select(referrals.c.id).where(referrals.c.due_at <= now)
        first = past.order_by(referrals.c.due_at, referrals.c.id).limit(most)
        return list(self._connection.scalars(first))

    def without_news(self, now: datetime, most: int) -> Sequence[UUID]:
        row = referrals.c
        untold = row.no_news_told_at.is_(None) | (row.no_news_told_at <= row.moved_at)
        long_ago = now - NO_NEWS_AFTER
        silent = row.state.in_(UNDERWAY_STATES) & (row.moved_at <= long_ago) & untold
        older = select(referral_moves.c.referral_id).where(referral_moves.c.at <= long_ago)
        lately = row.no_news_told_at.is_not(None) & (row.no_news_told_at > long_ago)
        seems_silent = _held(now) & row.id.in_(older) & ~lately
        found = (
            select(row.id).where(silent | seems_silent).order_by(row.moved_at, row.id).limit(most)
        )
        return list(self._connection.scalars(found))

    def tell_later(self, referral_id: UUID, later: Later) -> None:
        row = {"referral_id": referral_id, "number": later.number, "whom": later.whom}
        self._connection.execute(insert(referral_notices).values(**row, due_at=later.due_at))

    def to_tell(self, now: datetime, most: int) -> Sequence[tuple[UUID, int, Whom]]:
        row = referral_notices.c
        past = select(referral_notices).where(row.due_at <= now).order_by(row.due_at).limit(most)
        found = self._connection.execute(past).all()
        return [(each.referral_id, each.number, each.whom) for each in found]

    def told(self, referral_id: UUID, number: int, whom: Whom) -> bool:
        row = referral_notices.c
        this = (row.referral_id == referral_id) & (row.number == number) & (row.whom == whom)
        return self._connection.execute(delete(referral_notices).where(this)).rowcount > 0

    def forget_addresses(self, now: datetime) -> int:
        row = referrals.c
        never_agreed = row.owned_until.is_(None) & (row.submitted_at <= now - CONSENT_WITHIN)
        by_address = row.invitation_id.is_not(None) & (row.state != ReferralState.DUPLICATE.value)
        said = by_address & ((row.vouch != "") | (row.relation != ""))
        words = update(referrals).where(never_agreed, said).values(vouch="", relation="")
        self._connection.execute(words)
        known = update(referrals).where(never_agreed, row.address_hash.is_not(None))
        return self._connection.execute(known.values(address_hash=None)).rowcount

    def set_milestone(self, referral_id: UUID, on: date | None) -> None:
        this = referrals.c.id == referral_id
        self._connection.execute(update(referrals).where(this).values(milestone_on=on))

    def milestones_due(self, today: date, most: int) -> Sequence[UUID]:
        past = select(referrals.c.id).where(referrals.c.milestone_on <= today)
        return list(self._connection.scalars(past.order_by(referrals.c.milestone_on).limit(most)))

    def _write_moves(self, before: Referral, after: Referral) -> None:
        for number, move in enumerate(after.moves):
            if number >= len(before.moves):
                key = {"referral_id": after.id, "number": number}
                self._connection.execute(insert(referral_moves).values(key | move_row(move)))
            elif move != before.moves[number]:  # somebody in it left for good
                row = referral_moves.c
                this = (row.referral_id == after.id) & (row.number == number)
                change = update(referral_moves).where(this).values(person=move.person)
                self._connection.execute(change)

    def _page(self, which: ColumnElement[bool], after: str | None, limit: int) -> Page[Referral]:
        query = select(referrals).where(which)
        if after is not None:
            query = query.where(referrals.c.id < decode_cursor(after, UUID)[0])
        found = self._all(query.order_by(referrals.c.id.desc()).limit(limit + 1))
        return page_of(found, limit, lambda referral: (referral.id,))

    def _ids(self, *conditions: ColumnElement[bool]) -> Sequence[UUID]:
        found = select(referrals.c.id).where(*conditions).order_by(referrals.c.id)
        return list(self._connection.scalars(found))

    def _one(self, query: Select[Any]) -> Referral | None:
        found = self._all(query)
        return found[0] if found else None

    def _all(self, query: Select[Any]) -> list[Referral]:
        rows = self._connection.execute(query).all()
        return [referral_of(row, self._moves(row.id)) for row in rows]

    def _moves(self, referral_id: UUID) -> Sequence[Any]:
        theirs = select(referral_moves).where(referral_moves.c.referral_id == referral_id)
        return self._connection.execute(theirs.order_by(referral_moves.c.number)).all()


def _held(now: datetime) -> ColumnElement[bool]:
    """Those whose rejection nobody but the employer sees yet."""
    row = referral_moves.c
    rejected = (row.happening == Happening.REJECTED.value) & (row.candidate_sees_at > now)
    held = referrals.c.id.in_(select(row.referral_id).where(rejected))
    return (referrals.c.state == ReferralState.REJECTED.value) & held
