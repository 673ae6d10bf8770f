"""A member at the command line: what they call, and the names that come with the answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

import click
from rich.console import Console, RenderableType

from shared.cli.asking import Asker, Json
from shared.cli.client import Answer, Refused, Services
from shared.cli.home import Home
from shared.cli.options import as_option, home_option, json_option, port_of_home, services_of
from shared.cli.ports import DEFAULT_PORT, portal_at
from shared.cli.sign_in import SignedIn, signed_in

NOTHING = 1


class NothingThere(click.ClickException):
    """There is no such thing, or it is not theirs to know of."""

    exit_code = NOTHING


@dataclass(frozen=True)
class Member:
    """Somebody signed in; `portal` is where their browser goes."""

    services: Services
    session: SignedIn
    portal: str = portal_at(DEFAULT_PORT)

    def get(self, path: str, service: str = "referrals", **params: Any) -> Json:
        """What they read. Raises NothingThere, Refused, Away."""
        asked = {name: value for name, value in params.items() if value is not None}
        shown: Json = self._call(service, "GET", path, params=asked).body
        return shown

    def post(self, path: str, body: Json | None = None, service: str = "referrals") -> Json:
        """What they do; safe to be repeated. Raises NothingThere, Refused, Away."""
        shown: Json = self._call(service, "POST", path, body=body or {}).body
        return shown

    def upload(self, path: str, content: bytes) -> Json:
        """Send a file; safe to be repeated. Raises NothingThere, Refused, Away."""
        shown: Json = self._call("referrals", "POST", path, upload=content).body
        return shown

    def remove(self, path: str) -> None:
        """Take away what they have just read; if it went meanwhile, that is as good.

        Raises Refused, Away.
        """
        with suppress(NothingThere):
            self._call("referrals", "DELETE", path)

    def every(self, path: str, service: str = "referrals", **params: Any) -> Iterator[Json]:
        """All that is there, read page by page as it is wanted."""
        after = None
        while True:
            page = self.get(path, service, limit=100, after=after, **params)
            yield from page["items"]
            after = page["next"]
            if not after:
                return

    def edit(self, path: str, body: Json) -> Json:
        """Change what they have just read there. Raises NothingThere, Refused, Away."""
        etag = self._call("referrals", "GET", path).etag
        shown: Json = self._call("referrals", "PATCH", path, body=body, etag=etag).body
        return shown

    def names(self, rows: Iterable[Json]) -> dict[str, str]:
        """Whoever may be named in these rows, by id; each row has a grant of its own."""
        asker = Asker(self.services, self.session)
        found: dict[str, str] = {}
        for row in rows:
            found |= asker.names(row["grant"])
        return found

    def titles(self, rows: Iterable[Json]) -> dict[str, str]:
        """What the openings of these rows are called, as far as they may see them."""
        ids = dict.fromkeys(row["opening_id"] for row in rows if row["opening_id"])
        return {opening: title for opening in ids if (title := self._title(opening))}

    def contacts(self) -> dict[str, str]:
        """The people they share a confirmed tie with, by id."""
        ties = self.every("/v1/ties", "profiles", state="confirmed")
        return {tie["person"]["id"]: tie["person"]["name"] for tie in ties}

    def _title(self, opening: str) -> str | None:
        for service in ("postings", "referrals"):  # what is for the network only, the latter shows
            try:
                title: str = self.get(f"/v1/openings/{opening}", service)["title"]
            except NothingThere:
                continue
            return title
        return None

    def _call(self, service: str, method: str, path: str, **options: Any) -> Answer:
        bearer = self.session.access_token
        try:
            return self.services.call(service, method, path, bearer=bearer, **options)
        except Refused as refusal:
            if refusal.status == 404:
                raise NothingThere(refusal.message) from None
            raise


def by_member(command: Callable[..., None]) -> Callable[..., None]:
    """`--as`, `--home` and `--json` for a command whose first argument is a Member."""

    @wraps(command)
    def run(mail: str, home: Home, **given: Any) -> None:
        with closing(services_of(home)) as services:
            session = signed_in(services, home, mail)
            command(Member(services, session, portal_at(port_of_home(home))), **given)

    return as_option(home_option(json_option(run)))


def show(data: Json, as_json: bool, *drawn: RenderableType) -> None:
    """The data for programs, or what is drawn of it for people."""
    if as_json:
        click.echo(json.dumps(_without_grants(data), ensure_ascii=False, indent=2))
        return
    console = Console(highlight=False)
    for each in drawn:
        console.print(each)


def nothing(as_json: bool, data: Json, said: str) -> None:
    """Say that there is nothing, and end so."""
    show(data, as_json, said)
    raise SystemExit(NOTHING)


def person_named(said: str, known: dict[str, str]) -> str:
    """Who is meant by an id, or by a name among those known. Raises UsageError."""
    try:
        return str(UUID(said))
    except ValueError:
        pass
    ids = [person for person, name in known.items() if name.casefold() == said.casefold()]
    if len(ids) != 1:
        what = "Nobody you know" if not ids else "More than one whom you know"
        raise click.UsageError(f"{what} is called {said!r}; give their id.")
    return ids[0]


def _without_grants(data: Any) -> Any:
    """A grant is for the next five minutes and names nobody: the names stand beside it."""
    if isinstance(data, dict):
        return {name: _without_grants(value) for name, value in data.items() if name != "grant"}
    return [_without_grants(each) for each in data] if isinstance(data, list) else data
