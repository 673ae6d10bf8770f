"""What a service hands to the app factory, and how its views get at it.

The Container lives in `app.extensions["container"]`: one per app, wired by the service's
bootstrap.py. A view asks for it by type, `container(Container)`, or through the decorators of
`writes.py` never needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar
from uuid import UUID

from flask import current_app

from shared.clock import Clock
from shared.contracts.envelope import Event
from shared.messaging.dead_letters import DeadLetters
from shared.settings import ServiceSettings
from shared.storage.unit_of_work import Units
from shared.web.blueprint import Blueprint
from shared.web.caller import Caller
from shared.web.keys import Keys

C = TypeVar("C")
Check = Callable[[], str]
"""Says in a few words what is wrong; an empty answer means that all is well."""


class WebContainer(Protocol):
    """What the web part needs of any service's Container."""

    @property
    def settings(self) -> ServiceSettings: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def units(self) -> Units[Any]: ...
    @property
    def keys(self) -> Keys: ...


@dataclass(frozen=True, kw_only=True)
class ServiceWeb:
    """One service, as the app factory sees it.

    versions       its own folder of migrations, so that /readyz can tell an old store
    checks         what must be well for /readyz to answer 200, by name
    warnings       what /readyz tells but does not refuse for (an outbox that waits for the log)
    waits_for      the events that its projection follows: reads wait for one's own write of these
    seen           how far the projection has come with a subject (0: not at all)
    dead_letters   the service's, with its groups, so that an operator can replay them
    session_ended  whether the session behind an access token was signed out (profiles only)
    """

    title: str
    container: WebContainer
    blueprints: Sequence[Blueprint]
    versions: Path
    checks: Mapping[str, Check] = field(default_factory=dict)
    warnings: Mapping[str, Check] = field(default_factory=dict)
    waits_for: Collection[type[Event]] = ()
    seen: Callable[[UUID], int] | None = None
    dead_letters: DeadLetters | None = None
    session_ended: Callable[[Caller], bool] | None = None

    @property
    def name(self) -> str:
        """The service's name, as issuers, audiences and settings spell it."""
        return self.container.settings.service


def container(kind: type[C]) -> C:
    """The Container of the app that answers this request."""
    found = current_app.extensions["container"]
    if not isinstance(found, kind):
        raise TypeError(f"this app's container is no {kind.__name__}")
    return found


def service_web() -> ServiceWeb:
    """The service whose app answers this request."""
    found: ServiceWeb = current_app.extensions["service_web"]
    return found


def web_container() -> WebContainer:
    """The Container of the app that answers this request, as far as the web part knows it."""
    return service_web().container


def clock() -> Clock:
    """The clock of the app that answers this request."""
    return web_container().clock
