"""The portal of a town, answering over real HTTP, with a copy of all that went to browsers.

with ExitStack() as closing:
    site = open_site(furnished, tmp_path, closing)       what happens reaches everybody at once
    site.delivered_to("Bea Santos").mentions("Hana Oak")
"""

from __future__ import annotations

import gzip
import html
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from services.portal.adapters.http import HttpTransport
from shared.cli.ports import free_ports, port_of
from tests.support.portal_town import Furnished, Town
from tests.support.served_services import ServedApp
from tests.support.three_services import NAMES

NOBODY = "somebody who is not signed in"


@dataclass(frozen=True)
class Delivered:
    """One answer as it went to a browser: of whom, for which address, and all that it said."""

    who: str
    method: str
    address: str
    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes

    @property
    def text(self) -> str:
        """Headers and body, and the same with entities and percent signs read as what they mean."""
        body = gzip.decompress(self.body) if self._is_packed else self.body
        said = body.decode("utf-8", "replace")
        told = "\n".join([*(f"{name}: {value}" for name, value in self.headers), said])
        return "\n".join((told, html.unescape(told), unquote(told)))

    @property
    def _is_packed(self) -> bool:
        return ("content-encoding", "gzip") in [(n.lower(), v) for n, v in self.headers]


class Deliveries(list[Delivered]):
    """Some of what was delivered."""

    def mentions(self, words: str) -> list[str]:
        """Where somebody would read these words, in whatever case."""
        wanted = words.casefold()
        return [each.address for each in self if wanted in each.text.casefold()]


@dataclass
class Recorder:
    """The app, and what it answered. Browsers say in `User-Agent` whose they are."""

    app: WSGIApplication
    delivered: list[Delivered] = field(default_factory=list)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        begun: list[tuple[str, list[tuple[str, str]]]] = []

        def start_and_note(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            begun.append((status, headers))
            return start(status, headers, *rest)

        parts = self.app(environ, start_and_note)
        return self._passed_on(environ, begun, parts)

    def _passed_on(
        self,
        environ: WSGIEnvironment,
        begun: list[tuple[str, list[tuple[str, str]]]],
        parts: Iterable[bytes],
    ) -> Iterator[bytes]:
        kept: list[bytes] = []
        try:
            for part in parts:
                kept.append(part)
                yield part
        finally:
            getattr(parts, "close", lambda: None)()
            status, headers = begun[-1]
            query = environ.get("QUERY_STRING", "")
            self.delivered.append(
                Delivered(
                    environ.get("HTTP_USER_AGENT", ""),
                    environ["REQUEST_METHOD"],
                    environ["PATH_INFO"] + (f"?{query}" if query else ""),
                    int(status.partition(" ")[0]),
                    tuple(headers),
                    b"".join(kept),
                )
            )


@dataclass
class Site:
    """A town whose portal answers at `url`. `services`, by name, where they answer over HTTP too,
    so that one can be stopped.
    """

    town: Town
    url: str
    recorder: Recorder
    services: dict[str, ServedApp] = field(default_factory=dict)

    @property
    def delivered(self) -> Deliveries:
        """All that went out."""
        return Deliveries(self.recorder.delivered)

    def delivered_to(self, *people: str) -> Deliveries:
        """What went to the browsers of these people."""
        return Deliveries(each for each in self.recorder.delivered if each.who in people)

    def letters_to(self, name: str) -> str:
        """All that was mailed to a member, as they read it."""
        profiles = self.town.house.three.profiles
        profiles.run_jobs()
        return "\n".join(profiles.mails_to(self.town.house.member(name).mail))

    def forget(self) -> None:
        """Of what went out until now."""
        self.recorder.delivered.clear()


def open_site(
    furnished: Furnished,
    folder: Path,
    closing: ExitStack,
    port: int = 0,
    over_http: bool = False,
    **told: Any,
) -> Site:
    """A copy of that town for a test or a module alone, at that port or one of its own."""
    port = port or free_ports()
    url = f"http://127.0.0.1:{port}"
    links = {"portal": url, "referrals": f"http://127.0.0.1:{port_of('referrals', port)}"}
    town = furnished.copied(folder, closing, public_url=url, mail_links=links, **told)
    town.house.lively()
    site = Site(town, url, Recorder(town.house.app))
    if over_http:
        _serve_services(site, port, closing)
    closing.callback(ServedApp(site.recorder, port).stop)
    return site


def _serve_services(site: Site, port: int, closing: ExitStack) -> None:
    house = site.town.house
    for name in NAMES:
        served = ServedApp(house.three.apps[name], port_of(name, port))
        closing.callback(served.stop)
        site.services[name] = served
    carrier = HttpTransport({name: each.url for name, each in site.services.items()})
    closing.callback(carrier.close)
    house.transport.carrier = carrier
