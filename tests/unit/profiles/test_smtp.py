"""Mail by SMTP, against a real server: encrypted, in batches, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

import pytest

from deploy.local.ports import free_port
from services.profiles.adapters.mail import open_mailer
from services.profiles.adapters.store.unit import Unit
from services.profiles.adapters.tables import mails
from services.profiles.commands.mail import (
    GIVES_UP_AFTER,
    LONGEST_PAUSE,
    TRIES_AGAIN_AFTER,
    pause,
    send_waiting,
)
from services.profiles.mail_ports import Mail, Mailer, MailerAway, MailRefused
from shared.clock import SetClock
from shared.ids import new_id
from shared.settings import BadSettings
from tests.support.profiles import NOON
from tests.support.smtp_servers import (
    PASSWORD,
    SENDER,
    USER,
    Postbox,
    Running,
    encrypted_server,
    implicit_server,
    smtp_server,
)

SIGNED_IN = f"{quote(USER)}:{quote(PASSWORD, safe='')}@"
DAY = timedelta(days=1)


def send(uow: Unit, mailer: Mailer, clock: SetClock) -> int:
    """Send what waits, all in the unit of the test."""

    @contextmanager
    def write() -> Iterator[Unit]:
        yield uow

    return send_waiting(write, mailer, clock)


def in_the_clear(server: Running, options: str = "timeout=5") -> Mailer:
    return open_mailer(server.url(f"tls=none&{options}"), SENDER)


def put(uow: Unit, *recipients: str) -> list[Mail]:
    """A mail for each, in this order."""
    made = [
        Mail(new_id(), to, f"Mail {number}", "Grüße\n", NOON + timedelta(seconds=number))
        for number, to in enumerate(recipients)
    ]
    for mail in made:
        uow.mails.put(mail)
    return made


def kept(uow: Unit) -> dict[UUID, str | None]:
    """What still waits or was refused, and why."""
    return {row.id: row.refusal for row in uow.connection.execute(mails.select())}


def test_a_batch_goes_over_one_connection_and_reads_as_it_was_written(
    uow: Unit, clock: SetClock
) -> None:
    first, second = put(uow, "ana@x.example", "bea@x.example")
    postbox = Postbox()
    with smtp_server(postbox) as server:
        assert send(uow, in_the_clear(server), clock) == 2

    assert len(postbox.sessions) == 1
    assert kept(uow) == {}
    message = postbox.came[0]
    assert message["Message-ID"] == f"<{first.id}@warmpath.example>"
    assert message["From"] == SENDER
    assert (message["To"], message["Subject"]) == ("ana@x.example", "Mail 0")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().splitlines() == ["Grüße"]
    assert message.get_content_type() == "text/plain"
    assert postbox.came[1]["Message-ID"] == f"<{second.id}@warmpath.example>"


def test_what_is_sent_says_nothing_of_whom_it_is_about(uow: Unit, clock: SetClock) -> None:
    uow.mails.put(Mail(new_id(), "ana@x.example", "s", "b", NOON, person_id=UUID(int=7)))
    postbox = Postbox()
    with smtp_server(postbox) as server:
        send(uow, in_the_clear(server), clock)

    assert str(UUID(int=7)) not in postbox.came[0].as_string()


def test_a_thread_and_the_way_out_are_told_to_mail_programs(uow: Unit, clock: SetClock) -> None:
    mail = Mail(new_id(), "ana@x.example", "s", "b", NOON, thread="t1", unsubscribe="https://x/off")
    uow.mails.put(mail)
    postbox = Postbox()
    with smtp_server(postbox) as server:
        send(uow, in_the_clear(server), clock)

    message = postbox.came[0]
    assert message["References"] == message["In-Reply-To"] == "<t1@warmpath.example>"
    assert message["List-Unsubscribe"] == "<https://x/off>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("line_end", ["\n", "\r", "\u2028", "\x85"])
def test_a_name_cannot_write_headers(line_end: str, uow: Unit, clock: SetClock) -> None:
    subject = f"Ana{line_end}Bcc: eve@x.example asks you"
    uow.mails.put(Mail(new_id(), "ana@x.example", subject, "b", NOON))
    postbox = Postbox()
    with smtp_server(postbox) as server:
        assert send(uow, in_the_clear(server), clock) == 1

    assert postbox.came[0]["Bcc"] is None
    assert postbox.recipients == ["ana@x.example"]


def test_a_mail_that_cannot_be_written_blocks_nobody(uow: Unit, clock: SetClock) -> None:
    # What no store would take: so it is handed over without one.
    broken = Mail(new_id(), "ana@x.example", "s", "\ud800", NOON)
    postbox = Postbox()
    with smtp_server(postbox) as server, in_the_clear(server).connection() as handover:
        with pytest.raises(MailRefused):
            handover.send(broken)
        handover.send(Mail(new_id(), "bea@x.example", "s", "b", NOON))

    assert postbox.recipients == ["bea@x.example"]


def test_starttls_with_a_made_certificate_and_a_password(
    uow: Unit, clock: SetClock, tmp_path: Path
) -> None:
    put(uow, "ana@x.example")
    postbox = Postbox()
    with encrypted_server(tmp_path, postbox) as server:
        mailer = open_mailer(server.url(user=SIGNED_IN), SENDER)
        assert send(uow, mailer, clock) == 1

    assert postbox.encrypted == [True]


def test_tls_from_the_first_byte(uow: Unit, clock: SetClock, tmp_path: Path) -> None:
    put(uow, "ana@x.example")
    postbox = Postbox()
    with implicit_server(tmp_path, postbox) as server:
        assert send(uow, open_mailer(server.url(scheme="smtps"), SENDER), clock) == 1

    assert postbox.recipients == ["ana@x.example"]


def refused_connection(url: str) -> str:
    with pytest.raises(MailerAway) as away, open_mailer(url, SENDER).connection():
        pass
    return str(away.value)


def test_nothing_is_sent_in_the_clear_or_to_whom_we_cannot_trust(tmp_path: Path) -> None:
    (tmp_path / "another").mkdir()
    postbox = Postbox()
    with smtp_server(postbox) as plain:
        assert "SMTPNotSupportedError" in refused_connection(plain.url())
    with encrypted_server(tmp_path, postbox) as server:
        unknown = Running(server.port).url(user=SIGNED_IN)
        assert "CertVerificationError" in refused_connection(unknown)
    with encrypted_server(tmp_path / "another", postbox, "mail.example") as server:
        assert "CertVerificationError" in refused_connection(server.url(user=SIGNED_IN))

    assert postbox.came == []


def test_a_wrong_password_keeps_everything_waiting_and_is_not_repeated_in_logs(
    uow: Unit, clock: SetClock, tmp_path: Path
) -> None:
    (mail,) = put(uow, "ana@x.example")
    with encrypted_server(tmp_path, Postbox()) as server:
        url = server.url(user="warmpath:wrong-secret@")
        said = refused_connection(url)
        assert send(uow, open_mailer(url, SENDER), clock) == 0

    assert "SMTPAuthenticationError 535" in said
    assert "wrong-secret" not in said
    assert kept(uow) == {mail.id: None}


def test_a_server_that_is_away_loses_nothing(uow: Unit, clock: SetClock) -> None:
    (mail,) = put(uow, "ana@x.example")
    nobody = Running(free_port())
    assert send(uow, in_the_clear(nobody), clock) == 0
    assert kept(uow) == {mail.id: None}

    clock.advance(TRIES_AGAIN_AFTER)
    postbox = Postbox()
    with smtp_server(postbox) as server:
        assert send(uow, in_the_clear(server), clock) == 1


def test_one_refused_recipient_is_not_tried_again_and_the_others_get_theirs(
    uow: Unit, clock: SetClock
) -> None:
    _, gone, _ = put(uow, "ana@x.example", "gone@x.example", "bea@x.example")
    postbox = Postbox(refuses={"gone@x.example": "550 5.1.1 gone@x.example is unknown"})
    with smtp_server(postbox) as server:
        assert send(uow, in_the_clear(server), clock) == 2
        clock.advance(DAY)
        assert send(uow, in_the_clear(server), clock) == 0

    assert postbox.recipients == ["ana@x.example", "bea@x.example"]
    assert len(postbox.sessions) == 1
    assert kept(uow) == {gone.id: "550"}, "kept for who looks into it, without its words"
    assert uow.mails.forget_refused(NOON) == 0
    assert uow.mails.forget_refused(clock.now()) == 1


@pytest.mark.parametrize("said", ["451 4.7.1 greylisted", "554 5.7.1 relay access denied"])
def test_a_mail_that_is_not_taken_now_is_tried_again_later_and_later(
    uow: Unit, clock: SetClock, said: str
) -> None:
    (mail,) = put(uow, "ana@x.example")
    postbox = Postbox(refuses={"ana@x.example": said})
    with smtp_server(postbox) as server:
        mailer = in_the_clear(server)
        assert send(uow, mailer, clock) == 0
        clock.advance(pause(0))
        assert send(uow, mailer, clock) == 0
        postbox.refuses = {}
        clock.advance(pause(0))
        assert send(uow, mailer, clock) == 0, "after the second time it rests twice as long"
        clock.advance(pause(1) - pause(0))
        assert send(uow, mailer, clock) == 1

    assert postbox.came[0]["Message-ID"] == f"<{mail.id}@warmpath.example>"
    assert [pause(number) for number in (0, 1, 60)] == [
        TRIES_AGAIN_AFTER,
        2 * TRIES_AGAIN_AFTER,
        LONGEST_PAUSE,
    ]


def test_after_five_days_of_trying_a_mail_counts_as_refused(uow: Unit, clock: SetClock) -> None:
    (mail,) = put(uow, "ana@x.example")
    postbox = Postbox(refuses={"ana@x.example": "452 mailbox full"})
    clock.advance(GIVES_UP_AFTER)
    with smtp_server(postbox) as server:
        assert send(uow, in_the_clear(server), clock) == 0

    assert kept(uow) == {mail.id: "452, for five days"}


def test_a_connection_that_drops_in_the_middle_sends_the_rest_later_and_none_twice(
    uow: Unit, clock: SetClock
) -> None:
    put(uow, "ana@x.example", "bea@x.example", "cai@x.example")
    postbox = Postbox(drops_at="bea@x.example")
    with smtp_server(postbox) as server:
        assert send(uow, in_the_clear(server), clock) == 1
        postbox.drops_at = ""
        clock.advance(TRIES_AGAIN_AFTER)
        assert send(uow, in_the_clear(server), clock) == 2

    assert postbox.recipients == ["ana@x.example", "bea@x.example", "cai@x.example"]


def test_a_mail_whose_receipt_was_lost_comes_again_as_the_same_mail(
    uow: Unit, clock: SetClock
) -> None:
    put(uow, "ana@x.example")
    postbox = Postbox(loses_reply_of="ana@x.example")
    with smtp_server(postbox) as server:
        assert send(uow, in_the_clear(server), clock) == 0
        postbox.loses_reply_of = ""
        clock.advance(TRIES_AGAIN_AFTER)
        assert send(uow, in_the_clear(server), clock) == 1

    first, second = postbox.came
    assert first["Message-ID"] == second["Message-ID"]


def test_text_that_is_refused_is_refused_for_good(uow: Unit, clock: SetClock) -> None:
    (mail,) = put(uow, "ana@x.example")
    with smtp_server(Postbox(data_answer="554 5.6.0 no")) as server:
        assert send(uow, in_the_clear(server), clock) == 0

    assert kept(uow) == {mail.id: "554"}


def test_addresses_of_every_script_go_where_the_server_takes_them(
    uow: Unit, clock: SetClock
) -> None:
    put(uow, "añá@x.example", "bea@x.example")
    modern, old = Postbox(), Postbox()
    with smtp_server(modern, enable_SMTPUTF8=True) as server:
        assert send(uow, in_the_clear(server), clock) == 2
    (mail, _) = put(uow, "añá@x.example", "bea@x.example")
    with smtp_server(old, enable_SMTPUTF8=False) as server:
        assert send(uow, in_the_clear(server), clock) == 1

    assert modern.recipients == ["añá@x.example", "bea@x.example"]
    assert old.recipients == ["bea@x.example"]
    assert list(kept(uow)) == [mail.id]


def test_a_mail_that_says_nothing_any_more_is_not_sent(uow: Unit, clock: SetClock) -> None:
    uow.mails.put(Mail(new_id(), "ana@x.example", "s", "b", NOON, good_until=NOON + DAY))
    clock.advance(DAY)
    postbox = Postbox()
    with smtp_server(postbox) as server:
        assert send(uow, in_the_clear(server), clock) == 0

    assert (kept(uow), postbox.came) == ({}, [])


@pytest.mark.parametrize(
    "url",
    [
        "smtp://",
        "smtp://:587",
        "smtp://host:port",
        "smtp://host/path",
        "smtp://user@host",
        "smtp://user:secret@host?tls=none",
        "smtp://us%C3%A9r:secret@host",
        "smtp://host?tls=perhaps",
        "smtp://host?timeout=0",
        "smtp://host?timeout=soon",
        "smtp://host?unknown=1",
        "smtp://host?ca_file=/nowhere/authority.pem",
        "smtps://host?tls=none",
    ],
)
def test_a_url_that_cannot_be_meant_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(BadSettings, match="MAIL_URL") as refused:
        open_mailer(url, SENDER)

    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "sender", ["", "Warmpath", "a@", "Warmpath <a b@x.example>", "ä@x.example"]
)
def test_mail_by_smtp_needs_a_sender(sender: str) -> None:
    with pytest.raises(BadSettings, match="MAIL_FROM"):
        open_mailer("smtp://host", sender)
    with pytest.raises(BadSettings, match="MAIL_FROM"):
        open_mailer("smtp://host")
