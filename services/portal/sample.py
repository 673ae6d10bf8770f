"""Local mode's sample: looking at it as one of its people, and being one after the other.

Nobody who opens the address is signed in by that. What they see is asked for in a session of the
portal's own, kept in this process alone: no browser ever gets it, and it cannot change anything.
Whoever then chooses to be somebody gets a session of their own; where they go on as somebody else,
theirs rests here, so that coming back asks profiles for no further code.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from services.portal.api_client import Api, Away, Refused, Request, Response, Transport
from services.portal.session import EARLY, SignedOut, Tokens
from shared.clock import Clock

NAMES = ("POST", "profiles", "/v1/names")
"""The one question that is asked by POST."""
TRIES_AGAIN = timedelta(minutes=1)


class WouldChange(Exception):
    """Who only looks was about to change something: a fault of ours."""


class Somebody(Protocol):
    """One of the prepared people: `asks` is the search with whose answer the address opens, `says`
    what they would write to whom they ask.
    """

    @property
    def name(self) -> str: ...
    @property
    def mail(self) -> str: ...
    @property
    def shows(self) -> str: ...
    @property
    def contacts(self) -> str: ...
    @property
    def asks(self) -> str: ...
    @property
    def says(self) -> str: ...


class Cast(Protocol):
    """Everybody whom one can be, and the codes that are mailed to them."""

    def everybody(self) -> Sequence[Somebody]: ...
    def one(self, mail: str) -> Somebody | None: ...
    def newest(self, mail: str) -> Any: ...
    def code_after(self, mail: str, before: Any) -> str:
        """Raises SignedOut if none comes."""


@dataclass(frozen=True)
class Signed:
    """A session at profiles."""

    person_id: UUID
    tokens: Tokens


@dataclass(frozen=True)
class LookingOnly:
    """Carries nothing that would change something."""

    transport: Transport

    def send(self, request: Request) -> Response:
        """Raises WouldChange, Away."""
        if request.method != "GET" and (request.method, request.service, request.target) != NAMES:
            raise WouldChange(request.target)
        return self.transport.send(request)


@dataclass
class Sample:
    """The sample as this process has it open. Safe to share between threads."""

    cast: Cast
    transport: Transport
    clock: Clock
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _looking: threading.Lock = field(default_factory=threading.Lock)
    _looks: Signed | None = None
    _begun_at: datetime | None = None
    _failed_at: datetime | None = None
    _mails: dict[UUID, str] = field(default_factory=dict)
    _resting: dict[str, list[Signed]] = field(default_factory=lambda: defaultdict(list))

    @property
    def lead(self) -> Somebody | None:
        """With whose answer the address opens; nobody before the sample is loaded."""
        return next((each for each in self.cast.everybody() if each.asks), None)

    def looking(self, lead: Somebody) -> tuple[Signed, Api] | None:
        """The services as they answer the lead, to be looked at; None where that is not possible
        now, which is not tried again for a minute. Whoever finds the session over says so.
        """
        with self._looking:
            now = self.clock.now()
            if self._failed_at and now < self._failed_at + TRIES_AGAIN:
                return None
            try:
                signed = self._current(lead)
            except (Refused, Away, SignedOut):
                self._failed_at, self._looks = now, None
                return None
            self._looks, self._failed_at = signed, None
        token = signed.tokens.access_token
        return signed, Api(LookingOnly(self.transport), bearer=lambda: token)

    def over(self, signed: Signed) -> None:
        """The session in which one looked has ended: whoever looks next begins another. If it was
        begun just now that would not help, and is not tried for a minute.
        """
        with self._looking:
            if self._looks is signed:
                self._looks = None
                now, begun = self.clock.now(), self._begun_at
                self._failed_at = now if begun and now < begun + TRIES_AGAIN else None

    def be(self, somebody: Somebody) -> Signed:
        """A session as them: one that rests, or a new one. Raises Refused, Away, SignedOut."""
        while (resting := self._taken(somebody.mail)) is not None:
            try:
                return self._fresh(resting)
            except Refused as refusal:
                if refusal.status != 401:
                    raise
        return self._signed_in(somebody)

    def rest(self, person_id: UUID, tokens: Tokens) -> bool:
        """Keep a session that its browser goes on without; whether it is one of the sample's."""
        with self._lock:
            mail = self._mails.get(person_id)
            if mail is not None:
                self._resting[mail].append(Signed(person_id, tokens))
            return mail is not None

    def _current(self, lead: Somebody) -> Signed:
        looks = self._looks
        if looks is not None and not self._is_old(looks):
            return looks
        try:
            if looks is not None:
                return self._fresh(looks)
        except Refused as refusal:
            if refusal.status != 401:
                raise
        self._begun_at = self.clock.now()
        return self._signed_in(lead)

    def _taken(self, mail: str) -> Signed | None:
        with self._lock:
            return self._resting[mail].pop() if self._resting[mail] else None

    def _signed_in(self, somebody: Somebody) -> Signed:
        nobody = Api(self.transport, bearer=lambda: None)
        before = self.cast.newest(somebody.mail)
        nobody.post("profiles", "/v1/sign-in/codes", {"mail": somebody.mail})
        code = self.cast.code_after(somebody.mail, before)
        body = {"mail": somebody.mail, "code": code}
        opened = nobody.post("profiles", "/v1/sign-in/sessions", body).body
        signed = self._named(opened, self.clock.now())
        with self._lock:
            self._mails[signed.person_id] = somebody.mail
        return signed

    def _fresh(self, signed: Signed) -> Signed:
        """The session with tokens that are good now. Raises Refused (401) where it has ended."""
        now, tokens = self.clock.now(), signed.tokens
        opened = {
            "person_id": str(signed.person_id),
            "access_token": tokens.access_token,
            "refresh_token": tokens.refresh_token,
            "expires_in": (tokens.expires_at - now).total_seconds(),
        }
        if self._is_old(signed):
            nobody = Api(self.transport, bearer=lambda: None)
            body = {"refresh_token": tokens.refresh_token}
            opened = nobody.post("profiles", "/v1/sign-in/refresh", body).body
        return self._named(opened, now)

    def _is_old(self, signed: Signed) -> bool:
        return self.clock.now() >= signed.tokens.expires_at - EARLY

    def _named(self, opened: dict[str, Any], now: datetime) -> Signed:
        as_them = Api(self.transport, bearer=lambda: opened["access_token"])
        name = as_them.get("profiles", "/v1/people/me").body["name"]
        return Signed(UUID(opened["person_id"]), Tokens.of_answer(opened, name, now))
