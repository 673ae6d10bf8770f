"""A real SMTP server on this machine, which can be as difficult as servers are.

with smtp_server(Postbox(refuses={"gone@x.example": "550 5.1.1 no such user"})) as server:
    open_mailer(server.url("tls=none"), SENDER)
"""

from __future__ import annotations

import ssl
from asyncio import Server, WriteTransport
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

SENDER = "Warmpath <mail@warmpath.example>"
HOST = "127.0.0.1"
USER, PASSWORD = "warm:path", "p@ss/word?"


@dataclass
class Postbox:
    """What has arrived, and what is made difficult.

    `refuses`: what is answered to a recipient; `drops_at`: it goes away when that mail's text has
    come, without a word; `loses_reply_of`: it keeps that one, and goes away before it says so.
    """

    refuses: Mapping[str, str] = field(default_factory=dict)
    drops_at: str = ""
    loses_reply_of: str = ""
    data_answer: str = "250 OK"
    came: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    sessions: set[int] = field(default_factory=set)
    encrypted: list[bool] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802  (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802  (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        (recipient,) = envelope.rcpt_tos
        self.sessions.add(id(session))
        if recipient == self.drops_at:
            self._goes_away(server)
        if not self.data_answer.startswith("250") or recipient == self.drops_at:
            return self.data_answer
        content = envelope.content
        assert isinstance(content, bytes)
        self.came.append(message_from_bytes(content, _class=EmailMessage, policy=policy.SMTPUTF8))
        self.recipients.append(recipient)
        self.encrypted.append(session.ssl is not None)
        if recipient == self.loses_reply_of:
            self._goes_away(server)
        return self.data_answer

    def _goes_away(self, server: SMTP) -> None:
        assert isinstance(server.transport, WriteTransport)
        server.transport.abort()


@dataclass(frozen=True)
class Running:
    """A server that runs, and how to write to it."""

    port: int
    ca_file: Path | None = None

    def url(self, options: str = "", scheme: str = "smtp", user: str = "", host: str = HOST) -> str:
        trusted = f"ca_file={self.ca_file}" if self.ca_file else ""
        query = "&".join(each for each in (trusted, options) if each)
        return f"{scheme}://{user}{host}:{self.port}" + (f"?{query}" if query else "")


class OnAnyPort(Controller):
    """aiosmtpd's, which knocks at its own door to see whether it runs."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def smtp_server(postbox: Postbox, **options: Any) -> Iterator[Running]:
    """A server that takes what comes, in the clear."""
    controller = OnAnyPort(postbox, HOST, 0, **options)
    try:
        controller.start()
        yield Running(controller.port)
    finally:
        with suppress(AssertionError):
            controller.stop()


@contextmanager
def encrypted_server(folder: Path, postbox: Postbox, name: str = HOST) -> Iterator[Running]:
    """One that wants STARTTLS and a password, with a certificate made for it under this name."""
    ca_file, context = certified(folder, name)
    options: dict[str, Any] = {
        "tls_context": context,
        "require_starttls": True,
        "auth_required": True,
        "authenticator": _known,
    }
    with smtp_server(postbox, **options) as server:
        yield Running(server.port, ca_file)


@contextmanager
def implicit_server(folder: Path, postbox: Postbox) -> Iterator[Running]:
    """One that speaks TLS from the first byte on."""
    ca_file, context = certified(folder, HOST)
    with smtp_server(postbox, ssl_context=context) as server:
        yield Running(server.port, ca_file)


def certified(folder: Path, name: str) -> tuple[Path, ssl.SSLContext]:
    """An authority's file, and a server's context with a certificate of it."""
    authority = trustme.CA()
    ca_file = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)
    return ca_file, context


def _known(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object
) -> AuthResult:
    right = LoginPassword(USER.encode(), PASSWORD.encode())
    # `handled=False` lets the server itself answer a wrong one with 535.
    return AuthResult(success=given == right, handled=False)
