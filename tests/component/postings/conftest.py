"""postings on a temporary home, for each test anew."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.postings import ADA, BEA, CAI, DITA, EMIL, EVE, House, open_house, works_at
from tests.support.stores import copy_stores

ACME = "Acme"


@pytest.fixture
def empty_house(tmp_path: Path) -> Iterator[House]:
    opened = open_house(tmp_path)
    yield opened
    opened.container.close()


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Bea added Acme; Ada, Dita and Emil work there; Cai and Eve are members from elsewhere.

    It is closed: only its files are copied from then on.
    """
    house = open_house(tmp_path_factory.mktemp("furnished"))
    employer = house.employer(BEA, ACME)
    employees = [works_at(person, employer) for person in (ADA, DITA, EMIL)]
    house.hear(*employees, works_at(CAI), works_at(EVE))
    house.container.close()
    return house


@pytest.fixture
def house(tmp_path: Path, furnished: House) -> Iterator[House]:
    yield from _copy(furnished, tmp_path)


@pytest.fixture(scope="module")
def shared_house(tmp_path_factory: pytest.TempPathFactory, furnished: House) -> Iterator[House]:
    """For tests that only ask, or are refused."""
    yield from _copy(furnished, tmp_path_factory.mktemp("shared"))


@pytest.fixture
def acme(house: House) -> str:
    return house.named(ACME)


@pytest.fixture
def draft(house: House, acme: str) -> str:
    """Ada's draft, with Cai as recruiter and Dita asked to decide."""
    return house.opening(ADA, acme, recruiters=[str(CAI)], hiring_manager=str(DITA))


@pytest.fixture
def published(house: House, draft: str) -> str:
    """The same, published."""
    house.do(ADA, draft, "publish")
    house.told()
    return draft


def _copy(furnished: House, folder: Path) -> Iterator[House]:
    shutil.copytree(furnished.home, folder, dirs_exist_ok=True)
    copy_stores(furnished.home, folder)
    opened = open_house(folder)
    opened.sequences |= furnished.sequences
    opened.told()
    yield opened
    opened.container.close()
