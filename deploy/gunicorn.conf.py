"""gunicorn, the same for every service: `gunicorn -c deploy/gunicorn.conf.py "…web:create_app()"`.

| setting | meaning | default |
|---|---|---|
| `HOST` | the address that the web process is bound to | `127.0.0.1` |
| `PORT` | the port that it listens on | `8081` |
| `WEB_WORKERS` | how many processes share it | one for each core it may use |
| `WEB_THREADS` | threads of each | `8` |

METRICS_PORT says where the figures of all processes together are read. Requests are logged by the
app itself, with route and trace.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

QUOTA = Path("/sys/fs/cgroup/cpu.max")  # of a container: microseconds of CPU, in so many


def cores() -> int:
    """How many cores this process may use: those it may run on, and no more than its quota."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    try:
        quota, period = QUOTA.read_text().split()
        allowed = min(allowed or 1, int(quota) // int(period))
    except (OSError, ValueError):  # no container, or no quota
        pass
    return max(1, allowed or 1)


bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8081')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS") or cores())
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
    server.halt = partial(halt, server)
    if "METRICS_PORT" not in os.environ:
        return
    folder = os.environ.setdefault(FIGURES, tempfile.mkdtemp(prefix="warmpath-figures-"))
    shutil.rmtree(folder, ignore_errors=True)
    Path(folder).mkdir(mode=0o700, parents=True)


def halt(server: Any, *told: Any, **named: Any) -> None:
    """End the server. While it waits for its workers, another that cannot start changes nothing.

    gunicorn itself would end with a traceback and 1 if two found that out at the same time.
    """
    server.APP_LOAD_ERROR = server.WORKER_BOOT_ERROR = -1  # as no process ends
    type(server).halt(server, *told, **named)


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
