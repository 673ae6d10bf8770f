"""What a service hands to the app factory, and how its views get at it.

The Container is wired by the service's bootstrap.py, one per app. A view hardly needs it: the
decorators of `writes.py` give it its unit of work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from flask import current_app

from shared.clock import Clock
from shared.messaging.sinks import Group
from shared.settings import ServiceSettings
from shared.storage.unit_of_work import Units
from shared.web.blueprint import Blueprint
from shared.web.caller import Caller
from shared.web.keys import Keys

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
    @property
    def groups(self) -> Sequence[Group]: ...


@dataclass(frozen=True, kw_only=True)
class ServiceWeb:
    """One service, as the app factory sees it.

    versions       its own folder of migrations, so that /readyz can tell an old store
    checks         what must be well of its own for /readyz to answer 200, by name
    answers_from   the group whose sink its reads answer from: they wait until it has seen one's
                   own write, if it reacts to what was written
    session_ended  whether the session behind an access token was signed out (profiles only)
    """

    title: str
    container: WebContainer
    blueprints: Sequence[Blueprint]
    versions: Path
    checks: Mapping[str, Check] = field(default_factory=dict)
    answers_from: Group | None = None
    session_ended: Callable[[Caller], bool] | None = None

    @property
    def name(self) -> str:
        """The service's name, as issuers, audiences and settings spell it."""
        return self.container.settings.service


def service_web() -> ServiceWeb:
    """The service whose app answers this request."""
    found: ServiceWeb = current_app.extensions["service_web"]
    return found


def web_container() -> WebContainer:
    """The Container of the app that answers this request, as far as the web part knows it."""
    return service_web().container
