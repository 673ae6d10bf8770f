"""The portal over real services, in a small town: fresh for each test, or shared by a module."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.impatience import wait_shortly
from tests.support.portal_house import PortalHouse
from tests.support.portal_town import Furnished, Town, furnished_town


@pytest.fixture(autouse=True)
def an_impatient_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    wait_shortly(monkeypatch)


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    return furnished_town(tmp_path_factory.mktemp("furnished"))


@pytest.fixture
def town(tmp_path: Path, furnished: Furnished) -> Iterator[Town]:
    with ExitStack() as closing:
        yield furnished.copied(tmp_path, closing)


@pytest.fixture
def house(town: Town) -> PortalHouse:
    return town.house


@pytest.fixture(scope="module")
def shared_town(tmp_path_factory: pytest.TempPathFactory, furnished: Furnished) -> Iterator[Town]:
    """For tests that only look."""
    with ExitStack() as closing:
        yield furnished.copied(tmp_path_factory.mktemp("town"), closing)
