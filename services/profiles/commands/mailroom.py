"""From a note to a mail that is handed over: after each commit, and whenever the worker looks."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from services.profiles.commands.letters import Letterhead, write_due
from services.profiles.commands.mail import AT_ONCE, ONE_GO, send_waiting
from services.profiles.mail_ports import Mailer
from services.profiles.ports import UnitOfWork
from shared.clock import Clock


class Units(Protocol):
    """Units that end with their commit."""

    def read(self) -> AbstractContextManager[UnitOfWork]: ...
    def write(self) -> AbstractContextManager[UnitOfWork]: ...


@dataclass(frozen=True)
class Mailroom:
    """Writes what is due and hands it over."""

    units: Units
    mailer: Mailer
    clock: Clock
    letterhead: Letterhead

    def after_commit(self) -> None:
        """What can be done at once; nobody who asks for a page waits for a mail server."""
        self._write()
        if self.mailer.prompt:
            self._send()

    def work(self) -> int:
        """All that is due, for a while; how many mails went out."""
        began, sent = self.clock.now(), 0
        self._write()
        while (some := self._send()) == AT_ONCE and self.clock.now() - began < ONE_GO:
            sent += some
        return sent + some

    def _write(self) -> None:
        write_due(self.units.read, self.units.write, self.clock, self.letterhead)

    def _send(self) -> int:
        return send_waiting(self.units.write, self.mailer, self.clock)
