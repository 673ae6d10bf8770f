"""Finding somebody's code among the mails of local mode."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pytest

from shared.cli.mailbox import Mailbox

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def mailbox(tmp_path: Path) -> Mailbox:
    return Mailbox(tmp_path)


def deliver(mailbox: Mailbox, name: str, to: str, text: str, at: datetime = NOON) -> None:
    mail = EmailMessage()
    mail["To"], mail["Subject"], mail["Date"] = to, "Mail", format_datetime(at)
    mail.set_content(text)
    path = mailbox.folder / f"{name}.eml"
    path.write_bytes(mail.as_bytes())
    os.utime(path, ns=(int(at.timestamp() * 1e9), int(at.timestamp() * 1e9) + ord(name[-1])))


def digits(mailbox: Mailbox, address: str) -> str | None:
    code = mailbox.newest(address)
    return code.digits if code else None


def test_the_newest_code_of_an_address_is_found(mailbox: Mailbox) -> None:
    deliver(mailbox, "b", "ada@a.example", "Your code is 222222", NOON + timedelta(minutes=1))
    deliver(mailbox, "a", "ada@a.example", "Your code is 111111", NOON)

    assert digits(mailbox, "ada@a.example") == "222222"


def test_of_two_codes_in_one_second_the_later_file_counts(mailbox: Mailbox) -> None:
    deliver(mailbox, "a", "ada@a.example", "Your code is 111111")
    deliver(mailbox, "b", "ada@a.example", "Your code is 222222")

    assert digits(mailbox, "ada@a.example") == "222222"


def test_other_peoples_codes_are_left_alone(mailbox: Mailbox) -> None:
    deliver(mailbox, "a", "bea@b.example", "Your code is 111111")

    assert digits(mailbox, "ada@a.example") is None


def test_addresses_are_compared_without_case(mailbox: Mailbox) -> None:
    deliver(mailbox, "a", "Ada@A.example", "Your code is 111111")

    assert digits(mailbox, "ada@a.EXAMPLE") == "111111"


def test_a_mail_without_a_code_changes_nothing(mailbox: Mailbox) -> None:
    deliver(mailbox, "a", "ada@a.example", "Your code is 111111")
    deliver(mailbox, "b", "ada@a.example", "In 2026 somebody proposed a tie.", NOON)

    assert digits(mailbox, "ada@a.example") == "111111"


def test_mail_that_comes_later_is_seen(mailbox: Mailbox) -> None:
    assert digits(mailbox, "ada@a.example") is None

    deliver(mailbox, "a", "ada@a.example", "Your code is 111111")

    assert digits(mailbox, "ada@a.example") == "111111"


def test_a_code_is_waited_for(mailbox: Mailbox) -> None:
    deliver(mailbox, "a", "ada@a.example", "Your code is 111111")
    old = mailbox.newest("ada@a.example")
    later = NOON + timedelta(seconds=9)

    def while_waiting(seconds: float) -> None:
        deliver(mailbox, "b", "ada@a.example", "Your code is 222222", later)

    assert mailbox.await_code("ada@a.example", after=old, pause=while_waiting) == "222222"


def test_where_no_newer_code_comes_the_latest_is_tried(mailbox: Mailbox) -> None:
    deliver(mailbox, "a", "ada@a.example", "Your code is 111111")
    old = mailbox.newest("ada@a.example")

    assert mailbox.await_code("ada@a.example", after=old, within=0.0) == "111111"


def test_where_no_code_ever_came_there_is_none(mailbox: Mailbox) -> None:
    assert mailbox.await_code("ada@a.example", after=None, within=0.0) is None


def test_digits_in_the_links_of_other_mails_are_no_code(mailbox: Mailbox) -> None:
    deliver(mailbox, "a", "ada@a.example", "Your code is 111111")
    later = NOON + timedelta(minutes=1)
    deliver(mailbox, "b", "ada@a.example", "Pass:\nhttps://a.example?link=ab-222222.x", later)

    assert digits(mailbox, "ada@a.example") == "111111"
