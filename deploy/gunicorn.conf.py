"""gunicorn, the same for every service: `gunicorn -c deploy/gunicorn.conf.py "…web:create_app()"`.

HOST, PORT, WEB_WORKERS and WEB_THREADS say where and how many; METRICS_PORT where the figures of
all workers together are read. Requests are logged by the app itself, with route and trace.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8081')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
timeout = 60
graceful_timeout = 20
keepalive = 5
accesslog = None
loglevel = "warning"
control_socket_disable = True  # its default path is one for all services

CANNOT_START = 2  # shared.starting.REFUSED; nothing of ours is imported before the folder is empty
FIGURES = "PROMETHEUS_MULTIPROC_DIR"


def on_starting(server: Any) -> None:
    """Before any worker imports prometheus_client: an empty folder for the figures of this run."""
    # A worker that ends with this code stops the server, which ends with it too; a worker that
    # ends with any other is started again, for ever.
    server.APP_LOAD_ERROR = CANNOT_START
    if "METRICS_PORT" not in os.environ:
        return
    folder = os.environ.setdefault(FIGURES, tempfile.mkdtemp(prefix="warmpath-figures-"))
    shutil.rmtree(folder, ignore_errors=True)
    Path(folder).mkdir(mode=0o700, parents=True)


def post_worker_init(worker: Any) -> None:
    """The app is made: log as it says, and let one of the workers serve the figures."""
    from shared.web.process import start_web_process

    start_web_process(worker.wsgi)


def child_exit(server: Any, worker: Any) -> None:
    """What a worker that is gone measured live no longer counts."""
    if FIGURES in os.environ:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(server: Any) -> None:
    """The figures of this run are of no use to the next."""
    if FIGURES in os.environ:
        shutil.rmtree(os.environ[FIGURES], ignore_errors=True)
