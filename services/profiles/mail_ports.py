"""Mail on its way out: how it waits, and who takes it over."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

NO_REPLY = "Warmpath <no-reply@warmpath.invalid>"
"""From whom mail in a folder is: an address that leads nowhere (RFC 6761)."""


@dataclass(frozen=True)
class Mail:
    """A mail to one address. `person_id` is the member it concerns, so that leaving removes it.

    `good_until`: later it says nothing any more and is not sent. `thread` is the same for all that
    one person gets about one thing, `unsubscribe` where they can end this kind of mail.
    `tries` counts how often this very mail, not the server, could not be taken.
    """

    id: UUID
    recipient: str
    subject: str
    body: str
    written_at: datetime
    person_id: UUID | None = None
    good_until: datetime | None = None
    thread: str = ""
    unsubscribe: str = ""
    tries: int = 0


class MailerAway(Exception):
    """No mail can be handed over now, whatever it is; it may be later."""


class MailPostponed(Exception):
    """This mail is not taken now; it may be later."""


class MailRefused(Exception):
    """This mail will never be taken."""


class Handover(Protocol):
    """One connection to whoever takes mail over."""

    def send(self, mail: Mail) -> None:
        """When it returns, the mail is durable on the other side. Sending the same mail (by id)
        again is harmless: it carries the same Message-ID.

        Raises MailerAway, MailPostponed, MailRefused; after the latter two, others can be sent.
        """


class Mailer(Protocol):
    """Hands mails over. `prompt`: so quickly that whoever caused a mail can wait for it."""

    @property
    def prompt(self) -> bool: ...

    def connection(self) -> AbstractContextManager[Handover]:
        """For a batch of mails. Raises MailerAway."""

    def forget(self, person_id: UUID, addresses: Collection[str]) -> None:
        """Remove what is kept of mails about a person or to their addresses.

        What went out cannot be called back.
        """


class Mails(Protocol):
    """Mails that wait for their unit to commit. `claim` leases them, so that one process sends."""

    def put(self, mail: Mail) -> None: ...
    def claim(self, now: datetime, lease: timedelta, most: int) -> list[Mail]: ...
    def sent(self, mail_id: UUID) -> None: ...
    def postpone(self, mail_id: UUID, until: datetime) -> None: ...
    def refuse(self, mail_id: UUID, why: str, at: datetime) -> None: ...
    def forget_refused(self, before: datetime) -> int: ...
    def forget(self, person: UUID, addresses: Collection[str]) -> None: ...
