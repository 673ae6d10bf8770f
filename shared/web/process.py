"""What a web process does once, when its app is made and before its first request.

With several processes prometheus-client keeps its figures in a folder that the environment names
before its first import, and that must be empty at start: deploy/gunicorn.conf.py sees to both.
"""

from __future__ import annotations

import errno
import gc
import os

from flask import Flask
from prometheus_client import REGISTRY, CollectorRegistry, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector

from shared.logs import configure, log
from shared.web.service import ServiceWeb


def start_web_process(app: Flask) -> None:
    """Log as the settings say, serve the figures if they name a port, and keep what is there."""
    web: ServiceWeb = app.extensions["service_web"]
    settings = web.container.settings
    configure(settings.service, "web", settings.log_level)
    if settings.metrics_port is not None:
        serve_metrics(settings.metrics_host, settings.metrics_port)
    log("started", service=settings.service, role="web")
    # What is there before the first request stays: to go through it again and again, a tenth of a
    # second each time, would only make somebody wait.
    gc.collect()
    gc.freeze()


def serve_metrics(host: str, port: int) -> None:
    """Serve the figures of all web processes on host:port, unless a sibling does already."""
    try:
        start_http_server(port, addr=host, registry=_everything())
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise


def _everything() -> CollectorRegistry:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry
