from datetime import date

import pytest

from shared.cli.sample import SampleNetwork, generate
from tests.support.sample_paths import Paths

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def network() -> SampleNetwork:
    return generate(today=TODAY)


@pytest.fixture(scope="session")
def paths(network: SampleNetwork) -> Paths:
    return Paths(network)
