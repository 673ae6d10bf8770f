"""What gunicorn calls."""

from __future__ import annotations

from flask import Flask

from services.profiles.bootstrap import web, wire
from services.profiles.settings import read_settings
from shared import logs
from shared.web import app_factory


def create_app() -> Flask:
    """The app of one web process."""
    settings = read_settings()
    logs.configure(settings.service, "web", settings.log_level)
    return app_factory.create_app(web(wire(settings)))
