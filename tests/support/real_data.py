"""Real and published data beside the project, in `../shared/data`; each folder has a SOURCE.md."""

from __future__ import annotations

import csv
import gzip
import os
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "shared" / "data"


def real_file(name: str) -> Path:
    """The file, or the end of the test: a failure in CI, a skip that says why elsewhere."""
    path = FOLDER / name
    if not path.exists():
        reason = f"../shared/data/{name} is not here"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return path


def real_rows(name: str, delimiter: str = ",", header: bool = True) -> list[list[str]]:
    """The rows of a CSV file, packed or not, without its header."""
    path = real_file(name)
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8", newline="") as packed:
            rows = list(csv.reader(packed, delimiter=delimiter))
    else:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, delimiter=delimiter))
    return rows[1:] if header else rows
