"""What the pages need of the Container, and how they get at it."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from flask import current_app

from services.portal.api_client import Transport
from services.portal.once import Attempts
from services.portal.pages.assets import Assets
from services.portal.sample import Sample
from services.portal.session import Sessions
from services.portal.settings import Settings
from shared.clock import Clock
from shared.storage.database import Database


class PortalContainer(Protocol):
    """The Container, as `bootstrap.py` wires it."""

    @property
    def settings(self) -> Settings: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def database(self) -> Database: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def attempts(self) -> Attempts: ...
    @property
    def transport(self) -> Transport: ...
    @property
    def asking(self) -> Executor: ...
    @property
    def sample(self) -> Sample | None: ...


@dataclass(frozen=True)
class PortalWeb:
    """What an app of the portal has at hand. `versions` is its folder of migrations."""

    container: PortalContainer
    versions: Path
    assets: Assets


def portal_web() -> PortalWeb:
    """That of the app that answers this request."""
    found: PortalWeb = current_app.extensions["service_web"]
    return found


def container() -> PortalContainer:
    """The Container of the app that answers this request."""
    return portal_web().container
