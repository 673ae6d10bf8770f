"""postings on a temporary home, for each test anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.postings import ADA, BEA, CAI, DITA, EMIL, EVE, House, open_house


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    opened = open_house(tmp_path)
    yield opened
    opened.container.close()


@pytest.fixture
def acme(house: House) -> str:
    """Bea added it; Ada, Dita and Emil work there; Cai and Eve are members from elsewhere."""
    employer = house.employer(BEA, "Acme")
    for person in (ADA, DITA, EMIL):
        house.works(person, employer)
    for person in (CAI, EVE):
        house.works(person)
    house.told()
    return employer


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
