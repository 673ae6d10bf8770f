"""Mail as files: whole, private, found again, and about any address that we take."""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from email import message_from_bytes, message_from_string, policy
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as some

from services.profiles.adapters.mail import MailFolder, open_mailer
from services.profiles.adapters.message import Sender, for_folder
from services.profiles.domain.texts import clean_mail
from services.profiles.mail_ports import NO_REPLY, Mail, MailerAway
from shared.errors import Invalid
from shared.ids import new_id
from shared.settings import BadSettings

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANA, BEA = UUID(int=1), UUID(int=2)


def a_mail(recipient: str = "ana@mail.example", about: UUID | None = None) -> Mail:
    return Mail(new_id(), recipient, "A code", "Your code is 123456\n", NOON, about)


@pytest.fixture
def folder(tmp_path: Path) -> MailFolder:
    return MailFolder(tmp_path / "mail")


def written(folder: MailFolder) -> list[Path]:
    return sorted(folder.folder.iterdir())


def test_a_mail_is_one_file_that_only_its_owner_reads(folder: MailFolder) -> None:
    mail = a_mail()
    folder.send(mail)

    (path,) = written(folder)
    assert path.name == f"{mail.id}.eml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    read = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert (read["To"], read["Subject"]) == ("ana@mail.example", "A code")
    assert read.get_content() == mail.body


def test_sending_again_is_harmless(folder: MailFolder) -> None:
    mail = a_mail()
    folder.send(mail)
    folder.send(mail)

    assert len(written(folder)) == 1


def test_a_folder_that_is_gone_is_worth_another_try(folder: MailFolder) -> None:
    folder.folder.rmdir()

    with pytest.raises(MailerAway):
        folder.send(a_mail())


def test_forgetting_takes_what_went_to_an_address_or_is_about_a_person(
    folder: MailFolder,
) -> None:
    folder.send(a_mail("ana@mail.example"))
    folder.send(a_mail("new@mail.example", about=ANA))
    kept = a_mail("ana@mail.example.org", about=BEA)
    folder.send(kept)

    folder.forget(ANA, ["ana@mail.example"])

    assert [path.stem for path in written(folder)] == [str(kept.id)]


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    name=some.text(some.characters(categories=["L", "M", "N", "S"]), min_size=1, max_size=64),
    domain=some.text("aä-", min_size=1, max_size=80),
)
def test_every_address_that_is_taken_can_be_written_to_and_forgotten(
    folder: MailFolder, name: str, domain: str
) -> None:
    try:
        address = clean_mail(f"{name}@{domain}.example")
    except Invalid:
        assume(False)
    folder.send(a_mail(address))
    folder.forget(ANA, [address])

    assert written(folder) == []


@settings(max_examples=200, deadline=None)
@example(name="=?q?eve=40evil.example=2C?=", domain="mill")
@given(
    name=some.text("=?q_bB40.%!ä+-\u0301İ", min_size=1, max_size=20),
    domain=some.text("aä-b0", min_size=1, max_size=20),
)
def test_a_mail_goes_to_the_very_address_that_was_checked(name: str, domain: str) -> None:
    """A header may be read as another address than the one that was written into it."""
    try:
        address = clean_mail(f"{name}@{domain}.example")
    except Invalid:
        assume(False)
    read = message_from_string(
        str(for_folder(a_mail(address), Sender.read(NO_REPLY))), policy=policy.SMTPUTF8
    )

    assert [f"{one.username}@{one.domain}" for one in read["To"].addresses] == [address]


@pytest.mark.parametrize("url", ["imap://x", "folder:relative", "folder://", "/var/mail", ""])
def test_an_unknown_mailer_is_refused(url: str) -> None:
    with pytest.raises(BadSettings, match="MAIL_URL"):
        open_mailer(url)
