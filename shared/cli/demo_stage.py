"""Where the stories of the demo are told, and who can be asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule

from shared.cli.asking import Asker
from shared.cli.client import Services
from shared.cli.home import Home
from shared.cli.member import Member
from shared.cli.sample_loading import Loaded
from shared.cli.sign_in import SignedIn, signed_in
from shared.clock import AheadClock


class Untold(Exception):
    """An answer that the story needs did not come, or is not what the sample promises."""


@dataclass(frozen=True)
class Stage:
    """Where the stories are told, and who can be asked."""

    console: Console
    services: Services
    home: Home
    loaded: Loaded

    def session(self, key: str) -> SignedIn:
        """One of the sample's people, signed in by a code from the mail folder."""
        return signed_in(self.services, self.home, self.loaded.network.person(key).mail)

    def asker(self, key: str) -> Asker:
        """One of the sample's people, asking."""
        return Asker(self.services, self.session(key))

    def member(self, key: str) -> Member:
        """One of the sample's people, who does something."""
        return Member(self.services, self.session(key))

    def key_of(self, name: str) -> str:
        """Who is called so."""
        return next(each.key for each in self.loaded.network.people if each.name == name)

    def now(self) -> datetime:
        """What time it is in the demo."""
        return AheadClock(self.home.clock).now()

    def days_go_by(self, days: int) -> None:
        """For every process at once. Whoever was signed in signs in again."""
        AheadClock(self.home.clock).advance(timedelta(days=days))
        for session in self.home.sessions.glob("*.json"):
            session.unlink()

    def name(self, key: str) -> str:
        """Their name."""
        return self.loaded.network.person(key).name

    def say(self, text: str) -> None:
        """A paragraph."""
        self.console.print(Padding(text, (1, 2, 0, 2)))

    def show(self, table: Any) -> None:
        """A table, indented."""
        self.console.print(Padding(table, (1, 2, 0, 4)))

    def introduce(self, key: str) -> Asker:
        """A heading with who this is."""
        person = self.loaded.network.person(key)
        self.console.print()
        self.console.print(Rule(f"[bold]{person.name}[/], {person.place}", align="left"))
        return self.asker(key)
