"""Mail leaves with the transaction that caused it, by one process at a time, and is not lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from services.profiles.adapters.mail import MailFolder
from services.profiles.adapters.store.unit import Unit
from services.profiles.commands.mail import AT_ONCE, TRIES_AGAIN_AFTER, send_waiting
from services.profiles.mail_ports import Mail
from shared.clock import SetClock
from shared.ids import new_id
from tests.support.facts import an_id
from tests.support.profiles import NOON


@pytest.fixture
def folder(tmp_path: Path) -> MailFolder:
    return MailFolder(tmp_path / "mail")


def send(uow: Unit, folder: MailFolder, clock: SetClock) -> int:
    """Send what waits, all in the unit of the test."""

    @contextmanager
    def write() -> Iterator[Unit]:
        yield uow

    return send_waiting(write, folder, clock)


def put(uow: Unit, recipient: str = "ana@x.example", number: int = 0) -> Mail:
    mail = Mail(new_id(), recipient, f"Mail {number}", "text\n", NOON)
    uow.mails.put(mail)
    return mail


def sent(folder: MailFolder) -> set[str]:
    return {path.stem for path in folder.folder.glob("*.eml")}


def test_what_waits_is_sent_once_and_then_not_kept(
    uow: Unit, folder: MailFolder, clock: SetClock
) -> None:
    mail = put(uow)

    assert send(uow, folder, clock) == 1
    assert send(uow, folder, clock) == 0

    assert sent(folder) == {str(mail.id)}
    clock.advance(timedelta(days=1))
    assert uow.mails.claim(clock.now(), TRIES_AGAIN_AFTER, 9) == []


def test_a_mail_that_one_process_is_sending_is_no_other_processes_business(
    uow: Unit, folder: MailFolder, clock: SetClock
) -> None:
    mail = put(uow)
    assert [one.id for one in uow.mails.claim(clock.now(), TRIES_AGAIN_AFTER, 9)] == [mail.id]

    assert send(uow, folder, clock) == 0
    clock.advance(TRIES_AGAIN_AFTER)
    assert send(uow, folder, clock) == 1


def test_what_could_not_be_handed_over_is_tried_again(
    uow: Unit, folder: MailFolder, clock: SetClock
) -> None:
    mail = put(uow)
    folder.folder.rmdir()
    assert send(uow, folder, clock) == 0
    folder.folder.mkdir()

    assert send(uow, folder, clock) == 0
    clock.advance(TRIES_AGAIN_AFTER)
    assert send(uow, folder, clock) == 1
    assert sent(folder) == {str(mail.id)}


def test_many_mails_go_out_in_turns(uow: Unit, folder: MailFolder, clock: SetClock) -> None:
    for number in range(AT_ONCE + 1):
        put(uow, number=number)

    assert [send(uow, folder, clock) for _ in range(3)] == [AT_ONCE, 1, 0]


def test_what_waits_for_somebody_who_leaves_is_dropped(
    uow: Unit, folder: MailFolder, clock: SetClock
) -> None:
    put(uow, "ana@x.example")
    uow.mails.put(Mail(new_id(), "new@x.example", "s", "b", NOON, an_id(1)))
    kept = put(uow, "bea@x.example")

    uow.mails.forget(an_id(1), ["ana@x.example"])

    assert send(uow, folder, clock) == 1
    assert sent(folder) == {str(kept.id)}


def test_objecting_is_kept_as_a_hash_until_the_owner_comes_back(uow: Unit) -> None:
    uow.suppressions.add(["one", "two"], NOON)
    uow.suppressions.add(["two"], NOON)

    assert uow.suppressions.among(["one", "two", "three"]) == {"one", "two"}
    uow.suppressions.remove("one")
    assert uow.suppressions.among(["one", "two"]) == {"two"}
