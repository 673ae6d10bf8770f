"""A unit of work on a store of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.profiles.adapters.store.unit import Unit
from shared.clock import SetClock
from tests.support.profiles import NOON, profiles_unit


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOON)


@pytest.fixture
def uow(tmp_path: Path, clock: SetClock) -> Iterator[Unit]:
    with profiles_unit(tmp_path, clock) as unit:
        yield unit
