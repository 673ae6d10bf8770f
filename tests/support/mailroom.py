"""Two services joined by an event log: profiles tells, referrals reacts. Nothing is pretended.

What a reaction does is to count a subject in the `rate_windows` table, of which every store has
one: how often each event took effect can be read there.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event as Flag
from uuid import UUID

from sqlalchemy import select

from shared.clock import Clock, SetClock
from shared.contracts.envelope import Message
from shared.contracts.profiles import TieEnded
from shared.eventlog.opening import open_event_log
from shared.messaging.consumer import Consumer
from shared.messaging.dead_letters import DeadLetters
from shared.messaging.relay import Relay
from shared.messaging.sinks import Group, Reactions, StoreSink
from shared.storage.database import Database
from shared.storage.tables import rate_windows
from shared.storage.unit_of_work import UnitOfWork, Units
from shared.storage.upsert import upsert
from tests.support.stores import new_store

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NEVER_OVER = datetime(9000, 1, 1, tzinfo=UTC)  # so that no housekeeping forgets the traces
GROUP = "referrals.store"


def count_subject(event: TieEnded, uow: UnitOfWork) -> None:
    """Leave a trace of each effect."""
    first = upsert(rate_windows).values(
        who=str(event.subject), what=str(event.sequence), window_start=NEVER_OVER, count=1
    )
    again = {"count": rate_windows.c.count + 1}
    keys = ["who", "what", "window_start"]
    uow.connection.execute(first.on_conflict_do_update(index_elements=keys, set_=again))


REACTIONS: Reactions = {TieEnded: count_subject}


def effects(store: Database) -> dict[tuple[int, int], int]:
    """How often each event took effect: (subject's number, sequence) → times."""
    with store.read() as connection:
        columns = select(rate_windows.c.who, rate_windows.c.what, rate_windows.c.count)
        rows = connection.execute(columns).all()
    return {(UUID(who).int, int(what)): times for who, what, times in rows}


class Mailroom:
    """Both ends in one process, on one clock. Close it through `closing`."""

    def __init__(self, folder: Path, closing: ExitStack, clock: Clock | None = None) -> None:
        self._closing = closing
        self.url = f"sqlite:///{folder}/log.db"
        self.clock = clock or SetClock(NOON)
        self.profiles = self._store(folder, "profiles")
        self.referrals = self._store(folder, "referrals")
        self.profiles_log = open_event_log(self.url, self.profiles, self.clock)
        self.referrals_log = open_event_log(self.url, self.referrals, self.clock)
        closing.callback(self.profiles_log.close)
        closing.callback(self.referrals_log.close)
        self.units = Units(self.profiles, self.clock, UnitOfWork)
        self.reading_units = Units(self.referrals, self.clock, UnitOfWork)

    def end_ties(self, *subjects: int) -> list[TieEnded]:
        """profiles tells that these ties ended, each in a transaction of its own."""
        return [self._end_tie(subject) for subject in subjects]

    def publish(self, *sent: Message) -> None:
        """Put messages into the log as they are, whatever profiles' outbox would say."""
        self.profiles_log.publisher("profiles", 1).publish(sent)

    def relay(self, batch: int = 200) -> Relay:
        relay = Relay("profiles", self.profiles, self.profiles_log, self.clock, batch)
        self._closing.callback(relay.close)
        return relay

    def group(self, reactions: Reactions = REACTIONS) -> Group:
        return Group(GROUP, reactions, StoreSink(GROUP, self.reading_units))

    def consumer(self, group: Group | None = None, batch: int = 200) -> Consumer:
        consumer = Consumer(
            replace(group or self.group(), batch=batch),
            self.referrals_log,
            self.referrals,
            self.clock,
            first_retry=timedelta(milliseconds=1),
        )
        self._closing.callback(consumer.close)
        return consumer

    def dead_letters(self, group: Group | None = None) -> DeadLetters:
        return DeadLetters(self.referrals, [group or self.group()], self.clock)

    def effects(self) -> dict[tuple[int, int], int]:
        return effects(self.referrals)

    def run_dry(self, relay: Relay, consumer: Consumer) -> None:
        """Until nothing waits any more."""
        while relay.step() or consumer.step(stop=Flag()):
            pass

    def _end_tie(self, subject: int) -> TieEnded:
        with self.units.write() as uow:
            return uow.emit(
                TieEnded(subject=UUID(int=subject), first=UUID(int=1), second=UUID(int=2))
            )

    def _store(self, folder: Path, name: str) -> Database:
        store = new_store(folder, name)
        self._closing.callback(store.close)
        return store
