"""Sending the mail that waits: at least once, by one process at a time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from functools import partial

from services.profiles.ports import Mail, Mailer, MailerAway, UnitOfWork
from shared.clock import Clock
from shared.logs import warn
from shared.storage.contention import until_alone

TRIES_AGAIN_AFTER = timedelta(minutes=1)
AT_ONCE = 20

Write = Callable[[], AbstractContextManager[UnitOfWork]]


def send_waiting(write: Write, mailer: Mailer, clock: Clock) -> int:
    """Send what is due; how many went out. What could not be sent is tried again in a minute.

    A mail is claimed in a unit of its own, so that no lock is held while it is handed over.
    """
    sent = 0
    for mail in until_alone(lambda: _claim(write, clock)):
        try:
            mailer.send(mail)
        except MailerAway as error:
            warn("mail_waits", why=str(error))
            break
        until_alone(partial(_forget, write, mail))
        sent += 1
    return sent


def _claim(write: Write, clock: Clock) -> list[Mail]:
    with write() as uow:
        return uow.mails.claim(clock.now(), TRIES_AGAIN_AFTER, AT_ONCE)


def _forget(write: Write, mail: Mail) -> None:
    with write() as uow:
        uow.mails.sent(mail.id)
