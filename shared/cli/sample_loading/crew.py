"""The people of the sample network at work: who is signed in, and what they made so far."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any, TypeVar

from shared.cli.client import Answer, Refused, Services
from shared.cli.sample import SampleNetwork
from shared.cli.sign_in import Codes, SignedIn

HANDS = 8  # requests under way at a time: more only wait for one another
EDITS = 5  # times that an edit is tried against a newer version

T = TypeVar("T")


@dataclass
class Crew:
    """What the steps of loading share. Every dict goes from a sample key to what came of it.

    `name` marks the Idempotency-Keys, so that loading again repeats nothing. `written` holds the
    latest Warmpath-Tokens by kind of thing; `advance` is told of every finished piece of work.
    `in_full` names the people who tell everything there is to tell; the others leave out how
    often they met and wrote to whom, and their work address.
    """

    services: Services
    network: SampleNetwork
    codes: Codes
    name: str
    in_full: frozenset[str]
    advance: Callable[[], None] = lambda: None
    members: dict[str, SignedIn] = field(default_factory=dict)
    employers: dict[str, str] = field(default_factory=dict)
    openings: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    written: dict[str, deque[str]] = field(default_factory=dict)

    def post(self, who: str, service: str, path: str, what: str, body: Any = None) -> Answer:
        """A POST by one of the people; `what` names it within this network, once for ever."""
        return self._call(who, service, "POST", path, body=body or {}, key=f"{self.name}-{what}")

    def upload(self, who: str, what: str, contents: bytes) -> Answer:
        """Somebody's list of connections, as a file."""
        key = f"{self.name}-{what}"
        return self._call(
            who,
            "profiles",
            "POST",
            "/v1/imports",
            params={"source": "linkedin"},
            upload=contents,
            key=key,
        )

    def put(self, who: str, path: str, body: Any = None, etag: str | None = None) -> Answer:
        """A PUT at profiles by one of the people."""
        return self._call(who, "profiles", "PUT", path, body=body or {}, etag=etag)

    def get(self, who: str, service: str, path: str, **options: Any) -> Answer:
        """What one of the people reads."""
        return self._call(who, service, "GET", path, **options)

    def edit(self, who: str, service: str, path: str, body: Any, etag: str | None = None) -> Answer:
        """Change a versioned thing; `etag` as read before, or None to read it now.

        Read again and tried again, should it have moved meanwhile.
        """
        for left in reversed(range(EDITS)):
            version = etag or self.get(who, service, path).etag
            try:
                return self._call(who, service, "PATCH", path, body=body, etag=version)
            except Refused as refusal:
                if refusal.status != 412 or not left:
                    raise
                etag = None
        raise AssertionError("the last try returns or raises")

    def together(self, work: Callable[[T], None], things: Iterable[T]) -> None:
        """Do the work for each thing, several at a time; the first failure stops the rest."""
        with ThreadPoolExecutor(HANDS) as hands:
            pending = [hands.submit(work, thing) for thing in things]
            try:
                for each in as_completed(pending):
                    each.result()
                    self.advance()
            except BaseException:
                hands.shutdown(wait=False, cancel_futures=True)
                raise

    def wait_for(self, kind: str, reader: str, path: str) -> None:
        """Until `reader` has seen the latest writes of that kind ("profiles/ties").

        Another person asks each time: nobody asks more often than people may.
        """
        askers = cycle(self.network.people)
        for token in self.written.get(kind, ()):
            self.get(next(askers).key, reader, path, seen=token)

    def _call(self, who: str, service: str, method: str, path: str, **options: Any) -> Answer:
        bearer = self.members[who].access_token
        answer = self.services.call(service, method, path, bearer=bearer, **options)
        if answer.token:
            kind = f"{service}/{path.split('/')[2]}"
            self.written.setdefault(kind, deque(maxlen=2 * HANDS)).append(answer.token)
        return answer
