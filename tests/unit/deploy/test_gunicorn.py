"""One process for each core that a container may use, unless told otherwise."""

from __future__ import annotations

import os
import runpy
from pathlib import Path
from typing import Any

import pytest

CONF = Path(__file__).parents[3] / "deploy" / "gunicorn.conf.py"


def configured(quota: Path, monkeypatch: pytest.MonkeyPatch, **told: str) -> dict[str, Any]:
    for name in ("WEB_WORKERS", "WEB_THREADS", "METRICS_PORT"):
        monkeypatch.delenv(name, raising=False)
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    read = Path.read_text

    def read_quota(path: Path, *args: Any, **kwargs: Any) -> str:
        return read(quota if str(path) == "/sys/fs/cgroup/cpu.max" else path, *args, **kwargs)

    monkeypatch.setattr(Path, "read_text", read_quota)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)))
    return runpy.run_path(str(CONF))


@pytest.mark.parametrize(
    ("said", "workers"),
    [
        ("max 100000\n", 8),
        ("200000 100000\n", 2),
        ("150000 100000\n", 1),
        ("50000 100000\n", 1),
        ("1600000 100000\n", 8),
        ("nonsense", 8),
    ],
)
def test_a_quota_bounds_the_processes(
    said: str, workers: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cpu.max").write_text(said)

    assert configured(tmp_path / "cpu.max", monkeypatch)["workers"] == workers


def test_without_a_container_every_core_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert configured(tmp_path / "none", monkeypatch)["workers"] == 8


def test_what_is_told_counts_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = configured(tmp_path / "none", monkeypatch, WEB_WORKERS="3", WEB_THREADS="5")

    assert (told["workers"], told["threads"]) == (3, 5)
