"""Mail by SMTP: one connection for a batch, encrypted, and what is said of each mail understood.

MailerAway     nothing can be sent now: nobody there, no TLS, the user or the sender is refused
MailPostponed  this mail not now (4xx), or for a policy that the operator may mend (5.7.x)
MailRefused    this mail never (5xx): there is no such recipient, it is too large
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit
from uuid import UUID

from services.profiles.adapters.message import Sender, for_smtp
from services.profiles.mail_ports import Mail, MailerAway, MailPostponed, MailRefused
from shared.settings import BadSettings

SCHEMES = ("smtp", "smtps")
PORTS = {"smtp": 587, "smtps": 465}
OPTIONS = ("tls", "ca_file", "timeout")
CLOSING = 421
POLICY = re.compile(rb"\s*5\.7\.")
Tls = Literal["starttls", "implicit", "none"]


@dataclass(frozen=True)
class Server:
    """Where mail is sent. `timeout` in seconds, of each thing that is waited for."""

    host: str
    port: int
    tls: Tls = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: str | None = None
    timeout: float = 10.0


def smtp_server(url: str) -> Server:
    """`smtp://user:password@host:587` (STARTTLS) or `smtps://…:465`; `?tls=none` is not encrypted.

    Raises BadSettings, which never repeats the URL: it may hold a password.
    """
    try:
        found = _server(url)
    except (ValueError, KeyError):
        raise BadSettings(
            "MAIL_URL is not like smtp://user:password@host:587?timeout=10."
        ) from None
    if found.user and found.tls == "none":
        raise BadSettings("MAIL_URL: a password is only sent over TLS; leave out tls=none.")
    if not (found.user + found.password).isascii():
        raise BadSettings("MAIL_URL: user and password may hold ASCII only.")
    return found


def _server(url: str) -> Server:
    parsed = urlsplit(url)
    options = dict(parse_qsl(parsed.query, strict_parsing=bool(parsed.query)))
    timeout = float(options.get("timeout", "10"))
    wanted = options.get("tls", "required")
    beside = parsed.path.strip("/") or parsed.fragment or set(options) - set(OPTIONS)
    whole = bool(parsed.username) == bool(parsed.password) and parsed.hostname
    if beside or not whole or wanted not in ("required", "none") or not 0 < timeout <= 60:
        raise ValueError("not such a URL")
    return Server(
        host=parsed.hostname or "",
        port=parsed.port or PORTS[parsed.scheme],
        tls=_tls(parsed.scheme, wanted),
        user=unquote(parsed.username or ""),
        password=unquote(parsed.password or ""),
        ca_file=options.get("ca_file"),
        timeout=timeout,
    )


def _tls(scheme: str, wanted: str) -> Tls:
    if scheme == "smtps":
        if wanted == "none":
            raise ValueError("smtps is TLS")
        return "implicit"
    return "none" if wanted == "none" else "starttls"


class Smtp:
    """Keeps `mail_ports.Mailer`."""

    prompt = False

    def __init__(self, server: Server, sender: Sender) -> None:
        self._server = server
        self._sender = sender
        try:
            self._context = ssl.create_default_context(cafile=server.ca_file)
        except (OSError, ssl.SSLError):
            raise BadSettings("MAIL_URL: ca_file is no file of certificates (PEM).") from None

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A connection for a batch. Raises MailerAway."""
        try:
            client = self._client()
        except OSError as error:
            raise self._away(error) from error
        try:
            yield Connection(client, self._sender)
        finally:
            with suppress(OSError):
                client.quit()
            client.close()

    def forget(self, person_id: UUID, addresses: Collection[str]) -> None:
        """Nothing is kept here."""

    def _client(self) -> smtplib.SMTP:
        it = self._server
        if it.tls == "implicit":
            client: smtplib.SMTP = smtplib.SMTP_SSL(
                it.host, it.port, self._sender.domain, timeout=it.timeout, context=self._context
            )
        else:
            client = smtplib.SMTP(it.host, it.port, self._sender.domain, timeout=it.timeout)
        try:
            self._introduce(client)
        except BaseException:
            client.close()
            raise
        return client

    def _introduce(self, client: smtplib.SMTP) -> None:
        if self._server.tls == "starttls":
            client.starttls(context=self._context)
        if self._server.user:
            client.login(self._server.user, self._server.password)

    def _away(self, error: OSError) -> MailerAway:
        # Never what the server said: it may repeat who signed in.
        return MailerAway(f"{self._server.host}: {_kind(error)}")


class Connection:
    """Keeps `mail_ports.Handover`."""

    def __init__(self, client: smtplib.SMTP, sender: Sender) -> None:
        self._client = client
        self._sender = sender

    def send(self, mail: Mail) -> None:
        """Raises MailerAway, MailPostponed, MailRefused."""
        message = for_smtp(mail, self._sender)
        try:
            self._client.send_message(message, self._sender.address, [mail.recipient])
        except smtplib.SMTPRecipientsRefused as error:
            ((code, said),) = error.recipients.values()
            raise _refusal(code, said) from error
        except smtplib.SMTPDataError as error:
            raise _refusal(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise MailRefused("the server takes no addresses beyond ASCII") from error
        except OSError as error:
            raise MailerAway(_kind(error)) from error


def _kind(error: OSError) -> str:
    code = str(getattr(error, "smtp_code", ""))
    return f"{type(error).__name__} {code}".rstrip()


def _refusal(code: int, said: bytes | str) -> Exception:
    """What an answer means for the mail it is about. Codes only: the words may hold an address."""
    text = said.encode() if isinstance(said, str) else said
    if code == CLOSING:
        return MailerAway("the server closes")
    if code < 500 or POLICY.match(text):
        return MailPostponed(str(code))
    return MailRefused(str(code))
