"""A mail as the message that is written or sent: plain text, and nothing that reports back.

The Message-ID is the mail's own id, so a mail that was sent twice is seen to be the same one.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, default
from email.utils import parseaddr

from services.profiles.mail_ports import Mail, MailRefused
from shared.settings import BadSettings

ABOUT = "Warmpath-Person"
# Unfolded, so that a file can be found by its lines; addresses may hold any letter.
BY_LINES = default.clone(utf8=True, max_line_length=998)


@dataclass(frozen=True)
class Sender:
    """From whom mail comes."""

    name: str
    address: str

    @classmethod
    def read(cls, text: str) -> Sender:
        """`Name <address>` or an address. Raises BadSettings."""
        name, address = parseaddr(text)
        local, _, domain = address.rpartition("@")
        if not (local and domain and address.isascii()) or any(map(str.isspace, address)):
            raise BadSettings("MAIL_FROM must be like: Warmpath <mail@example.org>.")
        return cls(name, address)

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


def for_folder(mail: Mail, sender: Sender) -> EmailMessage:
    """The mail as a file, which can be found again by whom it is about. Raises MailRefused."""
    message = _addressed(EmailMessage(BY_LINES), mail, sender)
    if mail.person_id:
        message[ABOUT] = str(mail.person_id)
    message.set_content(mail.body)
    return message


def for_smtp(mail: Mail, sender: Sender) -> EmailMessage:
    """The mail as every server takes it. Raises MailRefused."""
    message = _addressed(EmailMessage(SMTP), mail, sender)
    # Whatever it holds: not every server takes 8 bits, or lines as long as links are.
    message.set_content(mail.body, cte="quoted-printable")
    return message


def _addressed(message: EmailMessage, mail: Mail, sender: Sender) -> EmailMessage:
    try:
        for name, value in _headers(mail, sender).items():
            message[name] = value
        mail.body.encode()
    except ValueError as error:
        raise MailRefused("it cannot be written as a message") from error
    return message


def _headers(mail: Mail, sender: Sender) -> dict[str, object]:
    headers: dict[str, object] = {
        "From": Address(sender.name, addr_spec=sender.address),
        "To": mail.recipient,
        # Whatever a header would take for the end of its line.
        "Subject": " ".join(mail.subject.splitlines()),
        "Date": mail.written_at,
        "Message-ID": f"<{mail.id}@{sender.domain}>",
        "Auto-Submitted": "auto-generated",
    }
    if mail.thread:
        headers["References"] = headers["In-Reply-To"] = f"<{mail.thread}@{sender.domain}>"
    if mail.unsubscribe:
        headers["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
