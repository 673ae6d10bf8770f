"""Two services joined by an event log, in the test's own process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.mailroom import Mailroom


@pytest.fixture
def mailroom(tmp_path: Path) -> Iterator[Mailroom]:
    with ExitStack() as closing:
        yield Mailroom(tmp_path, closing)
