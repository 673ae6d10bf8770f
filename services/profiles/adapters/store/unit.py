"""The unit of work of profiles: one connection, seen as its aggregates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from uuid import UUID

from sqlalchemy import Connection

from services.profiles.adapters.store.employers import Employers
from services.profiles.adapters.store.groups import Groups
from services.profiles.adapters.store.imports import Imports
from services.profiles.adapters.store.invitations import Invitations
from services.profiles.adapters.store.mails import Mails, Suppressions
from services.profiles.adapters.store.members import Members
from services.profiles.adapters.store.notes import Notes
from services.profiles.adapters.store.people import People
from services.profiles.adapters.store.sign_in import Codes, Sessions
from services.profiles.adapters.store.ties import Ties
from shared.clock import Clock
from shared.messaging.back_off import AWAY
from shared.storage.database import Database
from shared.storage.idempotency import forget_caller
from shared.storage.unit_of_work import UnitOfWork, Units


class Unit(UnitOfWork):
    """Keeps `ports.UnitOfWork`."""

    def __init__(self, connection: Connection, clock: Clock, portal: str = "") -> None:
        super().__init__(connection, clock)
        self.portal = portal
        self.people = People(connection)
        self.ties = Ties(connection)
        self.groups = Groups(connection)
        self.codes = Codes(connection)
        self.sessions = Sessions(connection)
        self.imports = Imports(connection)
        self.members = Members(connection)
        self.employers = Employers(connection)
        self.invitations = Invitations(connection)
        self.mails = Mails(connection)
        self.notes = Notes(connection)
        self.suppressions = Suppressions(connection)

    def forget_answers(self, caller: UUID) -> None:
        """Remove the answers kept for a caller's idempotency keys."""
        forget_caller(self.connection, str(caller))


class MailingUnits(Units[Unit]):
    """Units that have mail sent as soon as they commit; what fails waits for the worker."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        mail_waits: Callable[[], object],
        portal: str,
    ) -> None:
        super().__init__(database, clock, partial(Unit, portal=portal))
        self._mail_waits = mail_waits

    @contextmanager
    def write(self) -> Iterator[Unit]:
        with super().write() as unit:
            yield unit
        if unit.mails.written or unit.notes.due:
            # The unit is committed: whatever happens now, it must not look as if it were not.
            with suppress(*AWAY):
                self._mail_waits()
