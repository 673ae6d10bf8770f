"""What waits to be told, written as mails within the unit of a test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from services.profiles.adapters.store.unit import Unit
from services.profiles.commands.letters import Letterhead, write_due
from services.profiles.domain.secrets import Secrets
from services.profiles.mail_ports import Mail
from shared.clock import SetClock

SECRETS = Secrets(b"a key for tests, long enough to be one", lambda most: 0, lambda: "token")
URLS = {
    "portal": "https://warmpath.example",
    "referrals": "https://referrals.example/",
    "profiles": "https://profiles.example",
}


def sign(person: UUID, introduction: UUID, answer_by: datetime) -> str:
    """What a link carries, readable: that it is signed is for tests of the whole."""
    return f"{person.int}.{introduction.int}.{answer_by:%d}"


WITH_LINKS = Letterhead(SECRETS, sign, URLS)
WITHOUT_LINKS = Letterhead(SECRETS, sign)


def mails_now(uow: Unit, clock: SetClock, head: Letterhead = WITHOUT_LINKS) -> list[Mail]:
    """The mails that are due to be written by now, each of which is then as good as sent."""

    @contextmanager
    def opened() -> Iterator[Unit]:
        yield uow

    write_due(opened, opened, clock, head)
    found = uow.mails.claim(clock.now(), timedelta(minutes=1), 99)
    for mail in found:
        uow.mails.sent(mail.id)
    return found
