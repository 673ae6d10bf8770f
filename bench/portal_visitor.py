"""Somebody of the sample at the portal of a running installation, as their browser asks it."""

from __future__ import annotations

import gzip
import html
import json
import re
import time
from collections.abc import Mapping

import requests

from bench.first_paint import AS_A_BROWSER, Answer
from shared.cli.home import Home
from shared.cli.ports import SERVICES
from shared.tracing import trace_id

HIDDEN = re.compile(r'name="(token|once)" value="([^"]*)"')
LINK = re.compile(r'(?:href|action)="([^"]*)"')
TURN = 2.0  # seconds: shorter than the server keeps a connection that rests
MOST_TURNS = 60
OFTEN = "That was often in a short time."
"""What a page says, whole or in part, to who asks too often."""


class NotThere(Exception):
    """The sample does not have what a page is about."""


class Visitor:
    """One person's browser, its connection kept."""

    def __init__(self, url: str, home: Home, mail: str = "") -> None:
        self._url, self._home = url, home
        self._session = requests.Session()
        self._session.headers.update(AS_A_BROWSER)
        if mail:
            self.send("/sign-in", "/sign-in/as", mail=mail)

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        """An answer as it is delivered, once it is their turn."""
        while OFTEN in (answer := self._once(address, headers)).text:
            time.sleep(TURN)
        return answer

    def send(self, page: str, action: str, **fields: str) -> str:
        """Send a form of that page; where it leads."""
        hidden = dict(HIDDEN.findall(self.get(page).text))
        said = self._session.post(self._url + action, data=hidden | fields, timeout=30)
        said.raise_for_status()
        return said.url.removeprefix(self._url).partition("?")[0]

    def link(self, page: str, like: str) -> str:
        """The first address on that page that matches. Raises NotThere."""
        for each in LINK.findall(self.get(page).text):
            if re.fullmatch(like, html.unescape(each)):
                return html.unescape(each)
        raise NotThere(f"{page} has no link like {like}")

    def seconds(self, address: str, says: str = "") -> float:
        """How long the page takes that `says` this, from the last byte asked to the last answered;
        who asks too often waits for their turn, which does not count. Raises NotThere.
        """
        for _ in range(MOST_TURNS):
            began = time.perf_counter()
            answer = self._once(address)
            took = time.perf_counter() - began
            if answer.status not in (requests.codes.ok, requests.codes.too_many):
                raise NotThere(f"{address} answers {answer.status}")
            if OFTEN not in answer.text and says in answer.text:
                return took
            time.sleep(TURN)
        raise NotThere(f"{address} does not say {says!r}")

    def calls(self, address: str) -> int:
        """How many requests the services answered for that page, as their logs have it."""
        while OFTEN in (answer := self._session.get(self._url + address)).text:
            time.sleep(TURN)
        trace = trace_id(answer.headers["traceparent"])
        return sum(self._answered(service, trace) for service in SERVICES)

    def _once(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        with self._session.get(self._url + address, headers=headers, stream=True) as answer:
            raw = answer.raw.read(decode_content=False)
        is_packed = answer.headers.get("Content-Encoding") == "gzip"
        text = (gzip.decompress(raw) if is_packed else raw).decode(errors="replace")
        return Answer(answer.status_code, len(raw), text)

    def _answered(self, service: str, trace: str) -> int:
        lines = (self._home.logs / f"{service}.web.log").read_text().splitlines()
        return sum(json.loads(line).get("event") == "request" for line in lines if trace in line)

    def close(self) -> None:
        """Close the connection."""
        self._session.close()
