"""profiles on a home of its own, and some members."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.profiles import Member, ProfilesHome


@pytest.fixture
def home(tmp_path: Path) -> Iterator[ProfilesHome]:
    with ExitStack() as closing:
        yield ProfilesHome(tmp_path, closing)


@pytest.fixture
def ana(home: ProfilesHome) -> Member:
    return home.member("Ana Reyes")


@pytest.fixture
def bea(home: ProfilesHome) -> Member:
    return home.member("Bea Holm")


@pytest.fixture
def cai(home: ProfilesHome) -> Member:
    return home.member("Cai Lund")
