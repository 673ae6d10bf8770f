"""Each of the three services on a stage of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.stages import SERVICES, Stage, open_stage


@pytest.fixture(scope="module", params=SERVICES)
def stage(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    with open_stage(request.param, tmp_path_factory.mktemp(request.param)) as opened:
        yield opened
