"""A container's health check says whether its worker goes round."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from shared.clock import SystemClock
from shared.messaging.alive import main
from shared.messaging.heartbeats import Heartbeat
from tests.support.stores import new_store


@pytest.fixture
def beating(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(new_store(tmp_path)) as store:
        Heartbeat("relay", store, SystemClock()).beat()
        monkeypatch.setenv("STORE_URL", store.url)


@pytest.mark.usefixtures("beating")
def test_a_worker_that_goes_round_is_healthy() -> None:
    assert main(["relay"]) == 0


@pytest.mark.usefixtures("beating")
def test_a_loop_that_is_silent_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["relay", "profiles.store"]) == 1
    assert capsys.readouterr().err == "nothing heard of profiles.store\n"


def test_without_a_store_nothing_is_said_to_be_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STORE_URL", raising=False)

    with pytest.raises(SystemExit) as ended:
        main(["relay"])
    assert ended.value.code == 2
