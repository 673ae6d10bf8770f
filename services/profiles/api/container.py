"""What the views need of the Container beside its units."""

from __future__ import annotations

from typing import Protocol, cast

from services.profiles.domain.secrets import Secrets
from services.profiles.mail_ports import Mailer
from services.profiles.settings import Settings
from shared.web.service import WebContainer, web_container


class ProfilesContainer(WebContainer, Protocol):
    """The Container of profiles, as `bootstrap.py` wires it."""

    @property
    def settings(self) -> Settings: ...
    @property
    def secrets(self) -> Secrets: ...
    @property
    def mailer(self) -> Mailer: ...


def container() -> ProfilesContainer:
    """The Container of the app that answers this request."""
    return cast("ProfilesContainer", web_container())
