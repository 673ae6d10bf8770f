"""Local mode: the sample's prepared people, and the codes that were mailed to them in a folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from services.portal.session import SignedOut
from shared.cli.mailbox import Code, Mailbox

COMES_WITHIN = 15.0  # seconds


@dataclass(frozen=True)
class Prepared:
    """Somebody of the sample whom one can be with one click, what they show, a list of contacts
    that they could import, what they look for, and what they would write to whom they ask.
    """

    name: str
    mail: str
    shows: str
    contacts: str = ""
    asks: str = ""
    says: str = ""


@dataclass(frozen=True)
class LocalPeople:
    """Who is written in the list, as it is now; nobody else can be signed in through here."""

    listed_in: Path
    mailbox: Mailbox

    def everybody(self) -> list[Prepared]:
        """The prepared people; nobody before the sample was loaded."""
        try:
            return [Prepared(**each) for each in json.loads(self.listed_in.read_bytes())]
        except (OSError, ValueError, TypeError):
            return []

    def one(self, mail: str) -> Prepared | None:
        """The one of that address, if they are on the list."""
        return next((each for each in self.everybody() if each.mail == mail), None)

    def newest(self, mail: str) -> Code | None:
        """The last code that came, before another is asked for."""
        return self.mailbox.newest(mail)

    def code_after(self, mail: str, before: Code | None) -> str:
        """The code that came since. Raises SignedOut if none does."""
        code = self.mailbox.await_code(mail, before, COMES_WITHIN)
        if code is None:
            raise SignedOut
        return code
