from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.referrals import Referrals, open_referrals


@pytest.fixture
def referrals(tmp_path: Path) -> Iterator[Referrals]:
    house = open_referrals(tmp_path)
    yield house
    house.close()
