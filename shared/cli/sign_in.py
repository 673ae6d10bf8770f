"""Signing in at the command line by a code sent to a mail address, and staying signed in."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from shared.cli.client import Refused, Services
from shared.cli.home import Home, write_private
from shared.cli.mailbox import Code, Mailbox

EARLY = 60  # seconds before its end at which an access token is renewed

Codes = Callable[[str], Callable[[], str]]
"""Called with an address before a code is asked for; the answer gives the code once it came."""


class NoMember(click.ClickException):
    """Nobody has that address yet."""

    exit_code = 2


@dataclass(frozen=True)
class SignedIn:
    """A member's session. `expires_at` is in seconds since 1970."""

    mail: str
    person_id: str
    access_token: str
    refresh_token: str
    expires_at: float

    @property
    def ends_soon(self) -> bool:
        """The access token is over, or so nearly that it is to be renewed."""
        return self.expires_at - EARLY <= time.time()


def sign_in(
    services: Services,
    mail: str,
    codes: Codes,
    sign_up: dict[str, Any] | None = None,
) -> SignedIn:
    """Ask for a code and exchange it. `sign_up` (name, findable) makes the account if need be.

    Raises Refused with code `sign_up_needed` where there is no account and no `sign_up`.
    """
    code = codes(mail)
    services.call("profiles", "POST", "/v1/sign-in/codes", body={"mail": mail})
    wanted: dict[str, Any] = {"mail": mail, "code": code()}
    if sign_up is not None:
        wanted["sign_up"] = sign_up
    answer = services.call("profiles", "POST", "/v1/sign-in/sessions", body=wanted)
    return _session(mail, answer.body)


def renew(services: Services, session: SignedIn) -> SignedIn:
    """The same session with fresh tokens. Raises Refused if it is over."""
    body = {"refresh_token": session.refresh_token}
    return _session(
        session.mail, services.call("profiles", "POST", "/v1/sign-in/refresh", body=body).body
    )


def from_folder(mailbox: Mailbox) -> Codes:
    """Reads the codes that local mode writes to the mail folder."""

    def codes(address: str) -> Callable[[], str]:
        before = mailbox.newest(address)
        return lambda: _came(mailbox, address, before)

    return codes


def from_keyboard(address: str) -> Callable[[], str]:
    """Asks the person at the keyboard."""
    return lambda: str(click.prompt(f"The code sent to {address}", err=True)).strip()


def _came(mailbox: Mailbox, address: str, before: Code | None) -> str:
    code = mailbox.await_code(address, after=before)
    if code is None:
        raise click.ClickException(f"No code for {address} came to {mailbox.folder}.")
    return code


def signed_in(services: Services, home: Home, mail: str, codes: Codes | None = None) -> SignedIn:
    """The kept session of that member, renewed if need be, or a new one by code."""
    kept = _kept(home, mail)
    if kept and not kept.ends_soon:
        return kept
    session = kept and _renewed(services, kept)
    if not session:
        session = _by_code(services, mail, codes or _codes(home))
    _keep(home, session)
    return session


def become_member(
    services: Services, home: Home, mail: str, about: dict[str, Any], codes: Codes | None = None
) -> SignedIn:
    """Sign up with `name` and `findable`, and keep the session. Raises Refused."""
    session = sign_in(services, mail, codes or _codes(home), about)
    _keep(home, session)
    return session


def forget(home: Home, mail: str) -> None:
    """Drop the kept session."""
    session_file(home, mail).unlink(missing_ok=True)


def _codes(home: Home) -> Codes:
    return from_folder(Mailbox(home.mail)) if home.mail.is_dir() else from_keyboard


def _by_code(services: Services, mail: str, codes: Codes) -> SignedIn:
    try:
        return sign_in(services, mail, codes)
    except Refused as refusal:
        if refusal.code != "sign_up_needed":
            raise
        raise NoMember(
            f"Nobody here has the address {mail}. Become a member with: "
            f"warmpath sign-up --as {mail}"
        ) from None


def _keep(home: Home, session: SignedIn) -> None:
    home.sessions.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_private(session_file(home, session.mail), json.dumps(asdict(session)))


def _renewed(services: Services, session: SignedIn) -> SignedIn | None:
    try:
        return renew(services, session)
    except Refused:
        return None


def _kept(home: Home, mail: str) -> SignedIn | None:
    try:
        return SignedIn(**json.loads(session_file(home, mail).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def session_file(home: Home, mail: str) -> Path:
    return home.sessions / f"{hashlib.sha256(mail.casefold().encode()).hexdigest()[:24]}.json"


def _session(mail: str, body: dict[str, Any]) -> SignedIn:
    return SignedIn(
        mail=mail,
        person_id=body["person_id"],
        access_token=body["access_token"],
        refresh_token=body["refresh_token"],
        expires_at=time.time() + body["expires_in"],
    )
