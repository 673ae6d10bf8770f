"""The demo's days go by for all of its processes, and for nobody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from rich.console import Console

from shared.cli.client import Services
from shared.cli.demo_stage import Stage
from shared.cli.home import Home, write_private
from shared.cli.processes import processes, settings_of
from shared.cli.sample import generate
from shared.cli.sample_loading import Loaded
from shared.clock import AHEAD

TODAY = datetime(2026, 11, 23, tzinfo=UTC).date()


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return Loaded(generate(today=TODAY), {})


@pytest.fixture
def stage(home: Home, services: Services, loaded: Loaded) -> Stage:
    write_private(home.clock, "0")
    return Stage(Console(file=StringIO()), services, home, loaded)


def test_days_go_by_and_whoever_was_signed_in_signs_in_again(stage: Stage) -> None:
    session = stage.home.sessions / "someone.json"
    write_private(session, "{}")

    stage.days_go_by(4)
    stage.days_go_by(1)

    ahead = stage.now() - datetime.now(UTC)
    assert timedelta(days=4, hours=23) < ahead <= timedelta(days=5)
    assert not session.exists()


def test_every_process_of_such_a_home_reads_its_clock(stage: Stage) -> None:
    told = {each.name: each.settings.get("CLOCK_URL") for each in processes(stage.home, 8080)}

    assert set(told.values()) == {f"{AHEAD}{stage.home.clock}"}


def test_no_other_home_has_a_clock_of_its_own(home: Home) -> None:
    assert "CLOCK_URL" not in settings_of("referrals", home, 8080)


def test_a_name_of_the_sample_leads_to_who_has_it(stage: Stage) -> None:
    assert stage.key_of("Bea Santos") == "bea-santos"
    assert stage.name("bea-santos") == "Bea Santos"
