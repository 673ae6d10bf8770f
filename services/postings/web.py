"""What gunicorn calls: `services.postings.web:create_app()`."""

from __future__ import annotations

from flask import Flask

from services.postings.bootstrap import service_web, wire
from services.postings.settings import read_settings
from shared import logs
from shared.starting import starting
from shared.web import app_factory


def create_app() -> Flask:
    """The web app of postings, as the environment says."""
    with starting():
        settings = read_settings()
        logs.configure(settings.service, "web", settings.log_level)
        return app_factory.create_app(service_web(wire(settings)))
