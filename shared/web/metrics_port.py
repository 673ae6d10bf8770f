"""The port where the figures of all of a service's web processes are read.

With several processes prometheus-client keeps its figures in a folder that the environment names
before its first import, and that must be empty at start: deploy/gunicorn.conf.py sees to both.
"""

from __future__ import annotations

import errno
import os

from prometheus_client import REGISTRY, CollectorRegistry, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector


def serve_metrics(port: int | None) -> bool:
    """Serve /metrics on 127.0.0.1:`port`, unless a sibling process does already.

    Returns whether this process serves. Without a port nothing is served.
    """
    if port is None:
        return False
    try:
        start_http_server(port, addr="127.0.0.1", registry=_everything())
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        return False
    return True


def _everything() -> CollectorRegistry:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry
