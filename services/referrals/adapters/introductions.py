"""Introductions with their steps, and a history that is only ever added to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    delete,
    insert,
    select,
    update,
)

from services.referrals.adapters.introduction_rows import (
    introduction_of,
    move_row,
    people_of,
    row_of,
    step_row,
)
from services.referrals.adapters.tables import (
    introduction_moves,
    introduction_people,
    introduction_steps,
    introductions,
    open_introductions,
)
from services.referrals.domain.ask import Kind
from services.referrals.domain.introduction import Introduction
from services.referrals.domain.introduction_states import OPEN
from services.referrals.domain.step import REMIND_AFTER
from shared.errors import Conflict
from shared.storage.pagination import Page, decode_cursor, page_of
from shared.storage.upsert import upsert

OPEN_STATES = [state.value for state in OPEN]


class StoredIntroductions:
    """Keeps `ports.Introductions`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, introduction_id: UUID) -> Introduction | None:
        return self._one(select(introductions).where(introductions.c.id == introduction_id))

    def take(self, introduction_id: UUID) -> Introduction | None:
        # Who changes it waits for whoever changes it already, where a store has row locks.
        this = select(introductions).where(introductions.c.id == introduction_id)
        return self._one(this.with_for_update())

    def add(self, introduction: Introduction) -> None:
        self._connection.execute(insert(introductions).values(row_of(introduction)))
        self._claim_opening(introduction)
        self._write_parts(replace(introduction, steps=(), history=()), introduction)

    def save(self, before: Introduction, after: Introduction) -> Introduction:
        saved = replace(after, version=before.version + 1)
        same = (introductions.c.id == before.id) & (introductions.c.version == before.version)
        change = update(introductions).where(same).values(row_of(saved))
        if self._connection.execute(change).rowcount < 1:
            raise Conflict("introduction_changed_meanwhile", "It has just changed; look again.")
        if after.state not in OPEN:
            over = open_introductions.c.introduction_id == after.id
            self._connection.execute(delete(open_introductions).where(over))
        self._write_parts(before, saved)
        return saved

    def of_candidate(self, person: UUID, after: str | None, limit: int) -> Page[Introduction]:
        return self._page(introductions.c.candidate_id == person, after, limit)

    def asked_of(self, person: UUID, after: str | None, limit: int) -> Page[Introduction]:
        theirs = select(introduction_steps.c.introduction_id)
        asked = theirs.where(introduction_steps.c.person == person)
        return self._page(introductions.c.id.in_(asked), after, limit)

    def openly_asked(
        self, candidate: UUID, employer: UUID, since: datetime
    ) -> Mapping[UUID, datetime]:
        one, step = introductions.c, introduction_steps.c
        openly = (one.kind == Kind.OPEN_ASK.value) & (one.employer_id == employer)
        first = (step.introduction_id == one.id) & (step.number == 0) & (step.asked_at > since)
        theirs = select(step.person, step.asked_at).where(first, openly)
        found = theirs.where(one.candidate_id == candidate).order_by(step.asked_at)
        return {row.person: row.asked_at for row in self._connection.execute(found)}

    def with_person(self, person: UUID) -> Sequence[UUID]:
        parts = select(introduction_people.c.introduction_id)
        mine = parts.where(introduction_people.c.person_id == person)
        return self._ids(introductions.c.id.in_(mine))

    def open_with(self, people: Collection[UUID]) -> Sequence[UUID]:
        parts = select(introduction_people.c.introduction_id)
        conditions = [
            introductions.c.id.in_(parts.where(introduction_people.c.person_id == person))
            for person in people
        ]
        return self._ids(introductions.c.state.in_(OPEN_STATES), *conditions)

    def open_about(self, opening: UUID) -> Sequence[UUID]:
        about = introductions.c.opening_id == opening
        return self._ids(introductions.c.state.in_(OPEN_STATES), about)

    def due(self, now: datetime, most: int) -> Sequence[UUID]:
        past = select(introductions.c.id).where(introductions.c.due_at <= now)
        first = past.order_by(introductions.c.due_at, introductions.c.id).limit(most)
        return list(self._connection.scalars(first))

    def to_remind(self, now: datetime, most: int) -> Sequence[UUID]:
        step = introduction_steps.c
        unanswered = step.ended_at.is_(None) & step.reminded_at.is_(None) & ~step.passed
        waits = select(step.introduction_id).where(unanswered, step.asked_at <= now - REMIND_AFTER)
        return list(self._connection.scalars(waits.order_by(step.asked_at).limit(most)))

    def _claim_opening(self, introduction: Introduction) -> None:
        if introduction.ask.opening_id is None:
            return
        claim = upsert(open_introductions).values(
            candidate_id=introduction.candidate,
            opening_id=introduction.ask.opening_id,
            introduction_id=introduction.id,
        )
        once = claim.on_conflict_do_nothing().returning(open_introductions.c.introduction_id)
        if self._connection.execute(once).first() is None:
            raise Conflict(
                "introduction_open_already",
                "You have one open for this opening; withdraw it first.",
            )

    def _write_parts(self, before: Introduction, after: Introduction) -> None:
        self._write(introduction_steps, after.id, before.steps, after.steps, step_row)
        self._write(introduction_moves, after.id, before.history, after.history, move_row)
        this = introduction_people.c.introduction_id == after.id
        known = set(self._connection.scalars(select(introduction_people.c.person_id).where(this)))
        there = people_of(after)
        gone = this & introduction_people.c.person_id.in_(known - there)
        self._connection.execute(delete(introduction_people).where(gone))
        new = [{"person_id": each, "introduction_id": after.id} for each in there - known]
        if new:
            self._connection.execute(insert(introduction_people), new)

    def _write(
        self,
        table: Table,
        introduction_id: UUID,
        before: Sequence[Any],
        after: Sequence[Any],
        values: Callable[[Any], dict[str, object]],
    ) -> None:
        for number, each in enumerate(after):
            if number >= len(before):
                key = {"introduction_id": introduction_id, "number": number}
                self._connection.execute(insert(table).values(key | values(each)))
            elif each != before[number]:
                this = (table.c.introduction_id == introduction_id) & (table.c.number == number)
                self._connection.execute(update(table).where(this).values(values(each)))

    def _page(
        self, which: ColumnElement[bool], after: str | None, limit: int
    ) -> Page[Introduction]:
        query = select(introductions).where(which)
        if after is not None:
            query = query.where(introductions.c.id < decode_cursor(after, UUID)[0])
        found = self._all(query.order_by(introductions.c.id.desc()).limit(limit + 1))
        return page_of(found, limit, lambda introduction: (introduction.id,))

    def _ids(self, *conditions: ColumnElement[bool]) -> Sequence[UUID]:
        found = select(introductions.c.id).where(*conditions).order_by(introductions.c.id)
        return list(self._connection.scalars(found))

    def _one(self, query: Select[Any]) -> Introduction | None:
        found = self._all(query)
        return found[0] if found else None

    def _all(self, query: Select[Any]) -> list[Introduction]:
        return [
            introduction_of(
                row,
                self._parts(introduction_steps, row.id),
                self._parts(introduction_moves, row.id),
            )
            for row in self._connection.execute(query).all()
        ]

    def _parts(self, table: Table, introduction_id: UUID) -> Sequence[Any]:
        theirs = select(table).where(table.c.introduction_id == introduction_id)
        return self._connection.execute(theirs.order_by(table.c.number)).all()
