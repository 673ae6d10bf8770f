"""Sending the mail that waits: at least once, by one process at a time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from services.profiles.mail_ports import (
    Handover,
    Mail,
    Mailer,
    MailerAway,
    MailPostponed,
    MailRefused,
)
from services.profiles.ports import UnitOfWork
from shared.clock import Clock
from shared.logs import warn
from shared.metrics import count
from shared.storage.contention import until_alone

TRIES_AGAIN_AFTER = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
GIVES_UP_AFTER = timedelta(days=5)
"""As mail servers do (RFC 5321, section 4.5.4.1): then a mail counts as refused."""
ONE_GO = timedelta(seconds=20)
"""After so long no further mail of a batch is begun: what is claimed is so for a minute."""
AT_ONCE = 20

Write = Callable[[], AbstractContextManager[UnitOfWork]]


def send_waiting(write: Write, mailer: Mailer, clock: Clock) -> int:
    """Send what is due, over one connection; how many went out. What could not be sent waits.

    Mails are claimed in a unit of their own, so that no lock is held while they are handed over.
    """
    mails, began, sent = until_alone(lambda: _claim(write, clock)), clock.now(), 0
    if not mails:
        return 0
    try:
        with mailer.connection() as handover:
            for mail in mails:
                if clock.now() - began > ONE_GO:
                    break
                sent += _hand_over(mail, handover, write, clock)
    except MailerAway as error:
        warn("mail_waits", why=str(error))
    return sent


def pause(tries: int) -> timedelta:
    """How long a mail that was not taken waits: a minute, and twice as long each time."""
    return min(TRIES_AGAIN_AFTER * (1 << min(tries, 20)), LONGEST_PAUSE)


def _hand_over(mail: Mail, handover: Handover, write: Write, clock: Clock) -> int:
    try:
        handover.send(mail)
    except MailPostponed as error:
        if clock.now() - mail.written_at >= GIVES_UP_AFTER:
            _refuse(mail, f"{error}, for five days", write, clock)
            return 0
        warn("mail_waits", why=str(error))
        count("mails_total", outcome="postponed")
        later = clock.now() + pause(mail.tries)
        _note(write, lambda uow: uow.mails.postpone(mail.id, later))
        return 0
    except MailRefused as error:
        _refuse(mail, str(error), write, clock)
        return 0
    _note(write, lambda uow: uow.mails.sent(mail.id))
    count("mails_total", outcome="sent")
    return 1


def _refuse(mail: Mail, why: str, write: Write, clock: Clock) -> None:
    warn("mail_refused", mail=str(mail.id), why=why)
    count("mails_total", outcome="refused")
    _note(write, lambda uow: uow.mails.refuse(mail.id, why, clock.now()))


def _claim(write: Write, clock: Clock) -> list[Mail]:
    with write() as uow:
        return uow.mails.claim(clock.now(), TRIES_AGAIN_AFTER, AT_ONCE)


def _note(write: Write, what: Callable[[UnitOfWork], None]) -> None:
    def noted() -> None:
        with write() as uow:
            what(uow)

    until_alone(noted)
