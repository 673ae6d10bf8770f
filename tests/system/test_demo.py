"""`warmpath demo`: every answer comes, and nothing is left."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

PATIENCE = 540.0  # on a busy machine; a quiet one needs a minute
pytestmark = pytest.mark.timeout(600)
FOLDERS = (Path(tempfile.gettempdir()), Path("/dev/shm"))


@pytest.fixture(scope="module")
def left_before() -> set[Path]:
    """What demos have left that were killed."""
    return left()


@pytest.fixture(scope="module")
def told(left_before: set[Path]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "shared.cli.main", "demo"],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        env={**os.environ, "COLUMNS": "120"},
    )


def test_the_demo_ends_well(told: subprocess.CompletedProcess[str]) -> None:
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.parametrize("name", ["Ada Oyelaran", "Noor Haddad", "Ingrid Solberg"])
def test_each_prepared_person_is_told_of(told: subprocess.CompletedProcess[str], name: str) -> None:
    assert f"{name}, " in told.stdout


@pytest.mark.parametrize(
    "said",
    [
        "Ask Bea Santos first",
        "Bea Santos ends her tie with Ada",
        "Ask Cai Moreau first",
        "volunteers for your group",
        "Ask Oda Fjelde first",
        "Lars would be warmer",
        "Cai passes. Nobody can tell",
        "say yes, one after the other",
        "Sofia Lagarto agreed to meet you",
        "offered",
        "(E) Sofia Lagarto, referrer",
        "Employed for 3 months: 100 % of the bonus",
    ],
)
def test_what_the_stories_promise_is_in_them(
    told: subprocess.CompletedProcess[str], said: str
) -> None:
    assert said in told.stdout


def test_no_id_is_shown(told: subprocess.CompletedProcess[str]) -> None:
    assert "somebody you know" not in told.stdout
    assert "-7" not in told.stdout  # as in every UUIDv7


def test_nothing_is_left(told: subprocess.CompletedProcess[str], left_before: set[Path]) -> None:
    assert told.returncode == 0
    assert left() <= left_before


def left() -> set[Path]:
    return {path for folder in FOLDERS for path in folder.glob("warmpath-demo-*")}
