"""Who is looking at the page: the browser's session, and the services as that person calls them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future, wait
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from threading import Lock
from typing import Any, TypeVar
from uuid import UUID

from flask import Flask, abort, current_app, g, request

from services.portal.api_client import Api, Away
from services.portal.pages.container import container
from services.portal.session import (
    Kept,
    Renewal,
    SignedOut,
    Tokens,
    cookie_name,
    form_token,
    new_secret,
)
from shared.web.operations import Access, access_of

WITHOUT_SESSION = frozenset({"assets.asset", "health.healthz", "health.readyz"})
LONGEST_COOKIE = 200
T = TypeVar("T")
U = TypeVar("U")


@dataclass
class Visit:
    """One request of a browser. `fresh` where it brought no cookie of ours, so that it gets one.
    `titles`: of openings that the page names, by their ids, as soon as they are known. `asking`:
    what is asked meanwhile.
    """

    secret: str
    fresh: bool
    kept: Kept | None
    replaced: bool = field(default=False)
    titles: dict[str, Callable[[], str]] = field(default_factory=dict)
    asking: list[Future[Any]] = field(default_factory=list)
    _renewing: Lock = field(default_factory=Lock)
    _renewed: Tokens | SignedOut | Away | None = None

    @cached_property
    def api(self) -> Api:
        """The services, as this person calls them."""
        it = container()
        return Api(
            it.transport,
            bearer=self._bearer,
            seen=self.kept.written if self.kept else None,
            once=request.form.get("once", "")[:100] if request.method == "POST" else "",
            wrote=self._note_write,
            for_everybody=_access() is Access.ANYONE,
        )

    @property
    def tokens(self) -> Tokens | None:
        """Tokens that are good now, for who is signed in. Raises SignedOut, Away: where they cannot
        be renewed that is found out once for all that a page asks.
        """
        if self.kept is None:
            return None
        with self._renewing:
            if self._renewed is None:
                self._renewed = self._current(self.kept)
        if isinstance(self._renewed, Exception):
            raise self._renewed
        return self._renewed

    @property
    def name(self) -> str:
        """One's own name, or nothing."""
        return self.kept.tokens.name if self.kept else ""

    @property
    def person_id(self) -> str:
        """One's own id. Raises SignedOut."""
        if self.kept is None:
            raise SignedOut
        return str(self.kept.person_id)

    @property
    def is_operator(self) -> bool:
        """Whether they run the installation."""
        return self.kept is not None and self.kept.tokens.is_operators

    @property
    def form_token(self) -> str:
        """For the forms of the page."""
        return form_token(self.secret)

    def begin(self, person_id: UUID, tokens: Tokens) -> None:
        """Somebody signed in: under a new cookie, so that one planted before is of no use."""
        it = container()
        self.end()
        self.secret, self.replaced = new_secret(), True
        it.sessions.begin(self.secret, person_id, tokens, it.clock.now())

    def take(self, secret: str) -> None:
        """Go on under the cookie that another request of this browser began."""
        if secret != self.secret:
            it = container()
            self.secret, self.replaced = secret, True
            self.kept = it.sessions.find(secret, it.clock.now())
            self._renewed = None

    def rename(self, name: str) -> None:
        """One calls oneself otherwise from now on."""
        it = container()
        if self.tokens is not None:
            it.sessions.renewed(self.secret, replace(self.tokens, name=name), it.clock.now())

    def end(self) -> None:
        """Forget this browser's session; its forms are of no use any more."""
        if self.kept is not None:
            container().sessions.end(self.secret)
        self.secret, self.replaced, self.kept = new_secret(), True, None

    def _bearer(self) -> str | None:
        tokens = self.tokens
        return tokens.access_token if tokens else None

    def _current(self, kept: Kept) -> Tokens | SignedOut | Away:
        it = container()
        asking = Api(it.transport, bearer=lambda: None)
        try:
            return Renewal(it.sessions, it.clock, asking).current(self.secret, kept)
        except (SignedOut, Away) as failed:
            return failed

    def _note_write(self, token: str) -> None:
        if self.kept is not None:
            container().sessions.note_write(self.secret, token)


def visit() -> Visit:
    """That of this request."""
    found: Visit = g.visit
    return found


def api() -> Api:
    """The services, as whoever looks at this page calls them."""
    return visit().api


def meanwhile(ask: Callable[[], T]) -> Callable[[], T]:
    """Begin to ask while the page goes on; what is returned waits for the answer and gives it, or
    raises what asking raised. It may not be begun by what is itself asked meanwhile: with all
    threads taken by those who wait, none would be left to answer. Only what the page nearly always
    needs is begun, and names are learnt by whoever takes the answer.
    """
    visit().api  # noqa: B018  made once, before any other thread wants it
    future = container().asking.submit(copy_context().run, ask)
    visit().asking.append(future)
    return future.result


def each_meanwhile(ask: Callable[[U], T], items: Iterable[U]) -> list[T]:
    """What each of them gives, all asked at once."""
    return [answer() for answer in [meanwhile(partial(ask, item)) for item in items]]


def identify(app: Flask) -> None:
    """Know who looks before any page is made, and let only those see it who may."""
    app.before_request(_identify)
    app.before_request(_authorise)
    app.teardown_request(_wait)


def _identify() -> None:
    if request.endpoint in WITHOUT_SESSION:
        return
    it = container()
    secret = request.cookies.get(cookie_name(it.settings.public_url), "")[:LONGEST_COOKIE]
    kept = it.sessions.find(secret, it.clock.now()) if secret else None
    g.visit = Visit(secret or new_secret(), not secret, kept)


def _authorise() -> None:
    if request.endpoint is None or request.endpoint in WITHOUT_SESSION:
        return
    access = _access()
    if access is Access.ANYONE:
        return
    if visit().kept is None:
        raise SignedOut
    if access is Access.OPERATOR and not visit().is_operator:
        abort(404)


def _wait(error: BaseException | None = None) -> None:
    """Nothing of a request goes on when it is over, also where its page came to nothing."""
    seen = g.get("visit")
    if seen is not None:
        wait([each for each in seen.asking if not each.cancel()])


def _access() -> Access | None:
    return access_of(current_app.view_functions[request.endpoint or ""])
