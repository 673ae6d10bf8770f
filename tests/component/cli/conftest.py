"""What people do at the command line: a kitchen of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.kitchen import Kitchen, open_kitchen


@pytest.fixture
def kitchen(tmp_path: Path) -> Iterator[Kitchen]:
    with open_kitchen(tmp_path) as found:
        yield found
