"""A small service's app on a store of its own, at noon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from shared.clock import SetClock
from shared.web.app_factory import create_app
from tests.support.wishes import Container, make_container, wishes_settings, wishes_web


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 11, 23, 12, tzinfo=UTC))


@pytest.fixture
def container(tmp_path: Path, clock: SetClock) -> Iterator[Container]:
    made = make_container(wishes_settings(tmp_path), clock)
    yield made
    made.units.database.close()


@pytest.fixture
def app(container: Container) -> Flask:
    return create_app(wishes_web(container))
