"""What a web process does once, when its app is made and before its first request."""

from __future__ import annotations

from flask import Flask

from shared.logs import configure, log
from shared.web.metrics_port import serve_metrics
from shared.web.service import ServiceWeb


def start_web_process(app: Flask) -> None:
    """Log as the settings say, and serve the figures if they name a port."""
    web: ServiceWeb = app.extensions["service_web"]
    settings = web.container.settings
    configure(settings.service, "web", settings.log_level)
    serve_metrics(settings.metrics_port)
    log("started", service=settings.service, role="web")
