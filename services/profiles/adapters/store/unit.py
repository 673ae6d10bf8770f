"""The unit of work of profiles: one connection, seen as its aggregates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from uuid import UUID

from services.profiles.adapters.store.employers import Employers
from services.profiles.adapters.store.groups import Groups
from services.profiles.adapters.store.imports import Imports
from services.profiles.adapters.store.mails import Mails, Suppressions
from services.profiles.adapters.store.members import Members
from services.profiles.adapters.store.people import People
from services.profiles.adapters.store.sign_in import Codes, Sessions
from services.profiles.adapters.store.ties import Ties
from shared.clock import Clock
from shared.storage.database import Database
from shared.storage.idempotency import forget_caller
from shared.storage.unit_of_work import UnitOfWork, Units


class Unit(UnitOfWork):
    """One transaction on the profiles store."""

    @cached_property
    def people(self) -> People:
        return People(self.connection)

    @cached_property
    def ties(self) -> Ties:
        return Ties(self.connection)

    @cached_property
    def groups(self) -> Groups:
        return Groups(self.connection)

    @cached_property
    def codes(self) -> Codes:
        return Codes(self.connection)

    @cached_property
    def sessions(self) -> Sessions:
        return Sessions(self.connection)

    @cached_property
    def imports(self) -> Imports:
        return Imports(self.connection)

    @cached_property
    def members(self) -> Members:
        return Members(self.connection)

    @cached_property
    def employers(self) -> Employers:
        return Employers(self.connection)

    @cached_property
    def mails(self) -> Mails:
        return Mails(self.connection)

    @cached_property
    def suppressions(self) -> Suppressions:
        return Suppressions(self.connection)

    def forget_answers(self, caller: UUID) -> None:
        """Remove the answers kept for a caller's idempotency keys."""
        forget_caller(self.connection, str(caller))


class MailingUnits(Units[Unit]):
    """Units that have mail sent as soon as they commit; what fails waits for the worker."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        poke: Callable[[], None],
        mail_waits: Callable[[], object],
    ) -> None:
        super().__init__(database, clock, Unit, poke)
        self._mail_waits = mail_waits

    @contextmanager
    def write(self) -> Iterator[Unit]:
        with super().write() as unit:
            yield unit
        if unit.mails.written:
            self._mail_waits()
