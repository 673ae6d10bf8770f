"""Ties: one row for a pair of people, whatever became of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    and_,
    bindparam,
    func,
    or_,
    select,
    true,
    update,
)

from services.profiles.adapters.store.tie_rows import row_of, tie_from
from services.profiles.adapters.tables import people, ties
from services.profiles.domain.tie import Tie, TieState
from services.profiles.domain.tie_refused import TieNotFound
from shared.errors import Conflict

# Built once: most of what a small query costs is building it.
ASKED: BindParameter[UUID] = bindparam("asked", expanding=True)
ONE = select(ties).where(ties.c.id == bindparam("asked"))
LIVE_ENDS = select(ties.c.first, ties.c.second).where(
    ties.c.state == TieState.CONFIRMED, ties.c.first.in_(ASKED) | ties.c.second.in_(ASKED)
)


class Ties:
    """The ties of this store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, tie_id: UUID) -> Tie:
        """Raises TieNotFound."""
        row = self._connection.execute(ONE, {"asked": tie_id}).one_or_none()
        if row is None:
            raise TieNotFound
        return tie_from(row)

    def between(self, one: UUID, other: UUID) -> Tie:
        """The tie of the two, or a new one. Raises TieToOneself."""
        fresh = Tie.between(one, other)
        row = self._connection.execute(ONE, {"asked": fresh.id}).one_or_none()
        return tie_from(row) if row else fresh

    def save(self, tie: Tie, weigh_on: date) -> None:
        """Keep it; `weigh_on` is the day its evidence is weighed again."""
        values = row_of(tie) | {"version": tie.version + 1, "weigh_on": weigh_on}
        if tie.version == 0:
            self._connection.execute(ties.insert().values(id=tie.id, **values))
        else:
            mine = (ties.c.id == tie.id) & (ties.c.version == tie.version)
            if self._connection.execute(update(ties).where(mine).values(values)).rowcount == 0:
                raise Conflict("tie_changed_meanwhile", "The tie was just changed: look again.")
        tie.version += 1

    def of(
        self, person: UUID, states: Collection[TieState], after: UUID | None, most: int
    ) -> list[Tie]:
        """Ties that `person` sees in one of the states, by id."""
        seen = or_(*(_seen_as(state, person) for state in states))
        found = select(ties).where(_of(person), seen).order_by(ties.c.id).limit(most)
        if after is not None:
            found = found.where(ties.c.id > after)
        return [tie_from(row) for row in self._connection.execute(found)]

    def all_of(self, person: UUID) -> list[Tie]:
        """Every tie with `person` at one end, whatever became of it."""
        found = select(ties).where(_of(person)).order_by(ties.c.id)
        return [tie_from(row) for row in self._connection.execute(found)]

    def contacts(self, asked: Iterable[UUID]) -> dict[UUID, set[UUID]]:
        """The other ends of the live ties of each of the people."""
        wanted = list(asked)
        found: dict[UUID, set[UUID]] = {person: set() for person in wanted}
        for first, second in self._connection.execute(LIVE_ENDS, {"asked": wanted}):
            if first in found:
                found[first].add(second)
            if second in found:
                found[second].add(first)
        return found

    def due(self, on: date, most: int) -> Sequence[Tie]:
        """Live ties whose evidence is to be weighed again."""
        found = select(ties).where(ties.c.state == TieState.CONFIRMED, ties.c.weigh_on <= on)
        rows = self._connection.execute(found.order_by(ties.c.weigh_on).limit(most))
        return [tie_from(row) for row in rows]

    def make_due(self, asked: Collection[UUID], on: date) -> None:
        """Have the live ties of the people weighed soon: what they have in common changed."""
        ends = ties.c.first.in_(asked) | ties.c.second.in_(asked)
        live = ties.c.state == TieState.CONFIRMED
        self._connection.execute(update(ties).where(live, ends).values(weigh_on=on))


def _of(person: UUID) -> ColumnElement[bool]:
    return (ties.c.first == person) | (ties.c.second == person)


def _seen_as(state: TieState, person: UUID) -> ColumnElement[bool]:
    """The rows that read as `state` to `person`; see Tie.state_for.

    A proposal to somebody who is not findable stays unseen by its sender until it is answered:
    otherwise proposing by mail address would tell who is a member.
    """
    if state is TieState.PROPOSED:
        return or_(
            and_(ties.c.state == TieState.PROPOSED, ties.c.proposed_by != person),
            and_(_open_to(person), ties.c.proposed_by == person, _other_is_findable(person)),
        )
    if state is TieState.DENIED:
        return and_(ties.c.state == TieState.DENIED, ties.c.denied_by == person)
    if state is TieState.WITHDRAWN:
        ended = and_(_unheard(person), func.coalesce(ties.c.proposed_by != person, true()))
        return or_(ties.c.state == TieState.WITHDRAWN, ended)
    return ties.c.state == state


def _open_to(person: UUID) -> ColumnElement[bool]:
    return or_(ties.c.state == TieState.PROPOSED, _unheard(person))


def _unheard(person: UUID) -> ColumnElement[bool]:
    """Denied by the other, which is not told."""
    return and_(ties.c.state == TieState.DENIED, ties.c.denied_by != person)


def _other_is_findable(person: UUID) -> ColumnElement[bool]:
    ends = people.c.id.in_([ties.c.first, ties.c.second])
    return select(people.c.id).where(ends, people.c.id != person, people.c.findable).exists()
