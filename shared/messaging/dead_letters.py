"""What a group could not take in: kept with its reason, to be looked at and replayed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, select, update

from shared.clock import Clock
from shared.contracts.envelope import InvalidMessage, Message
from shared.errors import Conflict, NotFound
from shared.eventlog.port import Record
from shared.ids import new_id
from shared.messaging.applying import TooSoon, apply
from shared.messaging.back_off import AWAY
from shared.messaging.sinks import Group
from shared.storage.database import Database
from shared.storage.tables import dead_letters
from shared.storage.upsert import upsert


@dataclass(frozen=True)
class DeadLetter:
    """A message set aside by `group`; `replayed_at` is None until it took effect after all."""

    id: UUID
    group: str
    topic: str
    partition: int
    offset: int
    subject: str
    reason: str
    set_aside_at: datetime
    replayed_at: datetime | None
    message: Message


def put(connection: Connection, group: str, record: Record, reason: str, now: datetime) -> None:
    """Set a record aside; once, however often it is delivered."""
    row = upsert(dead_letters).values(
        id=new_id(),
        group=group,
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        subject=record.message.key,
        headers=dict(record.message.headers),
        body=record.message.body,
        reason=reason,
        set_aside_at=now,
    )
    connection.execute(row.on_conflict_do_nothing())


def count(connection: Connection) -> int:
    """How many were not replayed yet."""
    unreplayed = select(func.count()).where(dead_letters.c.replayed_at.is_(None))
    return connection.scalar(unreplayed) or 0


def reason_of(error: Exception) -> str:
    """The error's kind and place. Its message may quote what people wrote, so it is left out."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = "" if trace is None else f" in {trace.tb_frame.f_code.co_name}"
    return f"{type(error).__name__}{where}"


def prune(connection: Connection, before: datetime) -> int:
    """Forget what was replayed before then; how many that were."""
    old = delete(dead_letters).where(dead_letters.c.replayed_at < before)
    return connection.execute(old).rowcount


class DeadLetters:
    """A service's dead letters, and its groups to replay them through."""

    def __init__(self, store: Database, groups: Sequence[Group], clock: Clock) -> None:
        self._store = store
        self._groups = {group.name: group for group in groups}
        self._clock = clock

    def list(self, after: UUID | None = None, limit: int = 50) -> list[DeadLetter]:
        """Those not replayed yet, oldest first, after the one with id `after`."""
        rows = select(dead_letters).where(dead_letters.c.replayed_at.is_(None))
        if after is not None:
            rows = rows.where(dead_letters.c.id > after)
        with self._store.read() as connection:
            found = connection.execute(rows.order_by(dead_letters.c.id).limit(limit)).all()
        return [_letter(row) for row in found]

    def get(self, letter_id: UUID) -> DeadLetter:
        """Raises NotFound."""
        with self._store.read() as connection:
            found = select(dead_letters).where(dead_letters.c.id == letter_id)
            row = connection.execute(found).first()
        if row is None:
            raise NotFound("dead_letter_not_found", "There is no such dead letter.")
        return _letter(row)

    def replay(self, letter_id: UUID) -> int:
        """Put it through the same reaction again, then those of its subject that waited for it.

        Returns how many took effect or had done so already. Raises NotFound, Unavailable, and
        Conflict (`dead_letter_replayed`, `dead_letter_waits`, `dead_letter_fails`).
        """
        letter = self.get(letter_id)
        if letter.replayed_at is not None:
            raise Conflict("dead_letter_replayed", "It has been replayed already.")
        self._try(letter)
        return 1 + sum(self._follows(other) for other in self._after(letter))

    def _try(self, letter: DeadLetter) -> None:
        group = self._groups.get(letter.group)
        if group is None:
            raise Conflict("dead_letter_group_gone", f"Nothing reads as {letter.group} any more.")
        try:
            with group.sink.transaction() as target:
                apply(group, target, letter.message)
        except TooSoon as error:
            raise Conflict("dead_letter_waits", f"{error}; replay that one first.") from error
        except AWAY:
            raise
        except Exception as error:  # the edge: whatever a reaction raises is told
            reason = error.reason if isinstance(error, InvalidMessage) else reason_of(error)
            raise Conflict("dead_letter_fails", f"It failed again: {reason}.") from error
        self._mark(letter)

    def _follows(self, letter: DeadLetter) -> bool:
        try:
            self._try(letter)
        except Conflict:
            return False
        return True

    def _after(self, letter: DeadLetter) -> Sequence[DeadLetter]:
        """Of the same group and subject, set aside since, in the order of the log."""
        same = select(dead_letters).where(
            dead_letters.c.group == letter.group,
            dead_letters.c.topic == letter.topic,
            dead_letters.c.subject == letter.subject,
            dead_letters.c.offset > letter.offset,
            dead_letters.c.replayed_at.is_(None),
        )
        with self._store.read() as connection:
            rows = connection.execute(same.order_by(dead_letters.c.offset)).all()
        return [_letter(row) for row in rows]

    def _mark(self, letter: DeadLetter) -> None:
        done = update(dead_letters).where(dead_letters.c.id == letter.id)
        with self._store.write() as connection:
            connection.execute(done.values(replayed_at=self._clock.now()))


def _letter(row: Any) -> DeadLetter:
    values = dict(row._mapping)
    headers, body = values.pop("headers"), values.pop("body")
    message = Message(row.topic, row.subject, headers, body)
    return DeadLetter(**values, message=message)
