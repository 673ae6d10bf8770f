"""What gunicorn calls: `services.portal.web:create_app()`."""

from __future__ import annotations

from flask import Flask

from services.portal.bootstrap import VERSIONS, wire
from services.portal.pages import make_app
from services.portal.settings import read_settings
from shared import logs
from shared.starting import starting


def create_app() -> Flask:
    """The web app of the portal, as the environment says."""
    with starting():
        settings = read_settings()
        logs.configure(settings.service, "web", settings.log_level)
        return make_app(wire(settings), VERSIONS)
