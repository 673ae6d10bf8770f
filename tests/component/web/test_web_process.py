"""A real gunicorn with the configuration that every service is started with."""

from __future__ import annotations

import gc
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests
import structlog

from deploy.local.ports import free_port
from shared.clock import SystemClock
from shared.web.app_factory import create_app
from shared.web.process import start_web_process
from tests.support.wishes import make_container, wishes_settings, wishes_web

ROOT = Path(__file__).parents[3]
APP = """
import os, pathlib
from shared.clock import SystemClock
from shared.web.app_factory import create_app as make
from tests.support.wishes import make_container, wishes_settings, wishes_web
from dataclasses import replace

def create_app():
    settings = wishes_settings(pathlib.Path(os.environ["WISHES"]))
    measured = replace(settings, metrics_port=int(os.environ["METRICS_PORT"]))
    return make(wishes_web(make_container(measured, SystemClock())))
"""


@pytest.fixture
def ports() -> tuple[int, int]:
    return free_port(), free_port()


@pytest.fixture
def server(tmp_path: Path, ports: tuple[int, int]) -> Iterator[subprocess.Popen[str]]:
    (tmp_path / "wishes_app.py").write_text(APP)
    make_container(wishes_settings(tmp_path), SystemClock()).units.database.close()
    environment = os.environ | {
        "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}",
        "WISHES": str(tmp_path),
        "PORT": str(ports[0]),
        "METRICS_PORT": str(ports[1]),
        "WEB_WORKERS": "2",
        "TMPDIR": str(tmp_path),
    }
    command = ["-m", "gunicorn", "-c", str(ROOT / "deploy/gunicorn.conf.py")]
    process = subprocess.Popen(
        [sys.executable, *command, "wishes_app:create_app()"],
        cwd=tmp_path,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_for(f"http://127.0.0.1:{ports[0]}/healthz")
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(url: str, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if requests.get(url, timeout=1).ok:
                return
        except requests.RequestException:
            time.sleep(0.05)
    raise AssertionError(f"{url} never answered")


def test_workers_share_one_key_and_one_metrics_port_and_stop_when_asked(
    server: subprocess.Popen[str], ports: tuple[int, int], tmp_path: Path
) -> None:
    address, figures = (f"http://127.0.0.1:{port}" for port in ports)
    key_sets = {requests.get(f"{address}/.well-known/jwks.json", timeout=5).text for _ in range(20)}
    wait_for(f"{figures}/metrics")
    counted = requests.get(f"{figures}/metrics", timeout=5).text

    server.send_signal(signal.SIGTERM)
    _, log = server.communicate(timeout=20)

    assert len(key_sets) == 1
    answered = 'warmpath_http_requests_total{method="GET",route="/.well-known/jwks.json"'
    assert float(re.findall(re.escape(answered) + r".*\} (\S+)", counted)[0]) == 20
    assert server.returncode == 0
    assert '"event": "request"' in log
    assert '"event": "started"' in log
    assert "Traceback" not in log
    assert list(tmp_path.glob("warmpath-figures-*")) == []


def test_what_was_there_before_the_first_request_is_not_gone_through_again(tmp_path: Path) -> None:
    with ExitStack() as closing:
        container = make_container(wishes_settings(tmp_path), SystemClock())
        closing.callback(container.units.database.close)
        closing.callback(structlog.reset_defaults)
        closing.callback(structlog.contextvars.clear_contextvars)
        closing.callback(gc.unfreeze)
        before = gc.get_freeze_count()

        start_web_process(create_app(wishes_web(container)))

        assert gc.get_freeze_count() > before
