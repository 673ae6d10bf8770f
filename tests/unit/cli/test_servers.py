"""What a home is started on, it stays with; and a machine without servers says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from shared.cli.backends import Backends
from shared.cli.home import Home
from shared.cli.servers import NoServers, OtherBackends, settle

REAL = Backends("postgresql://host/{service}", "kafka://host:9092", "bolt://host:7687", True)
ELSEWHERE = Backends(event_log="kafka://host:9092")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.make()
    return home


@pytest.fixture
def no_programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("WARMPATH_JARS", str(tmp_path))


def begin_embedded(home: Home) -> None:
    settle(home, 8080, real=False)


def begin_as_older_versions_did(home: Home) -> None:
    (home.root / "stores" / "profiles.db").touch()


@pytest.mark.parametrize("begin", [begin_embedded, begin_as_older_versions_did])
def test_an_embedded_home_is_not_started_on_servers_and_stays_as_it_is(
    home: Home, begin: Callable[[Home], None]
) -> None:
    begin(home)

    with pytest.raises(OtherBackends, match=r"without --real.*`warmpath migrate`") as refused:
        settle(home, 8080, real=True)

    assert refused.value.exit_code == 2
    assert "\n" not in refused.value.message
    assert home.backends == Backends()
    assert not (home.root / "kafka").exists()


def test_a_home_on_servers_is_not_started_without_them_and_stays_as_it_is(home: Home) -> None:
    home.note(REAL)

    with pytest.raises(OtherBackends, match="start it with --real"):
        settle(home, 8080, real=False)

    assert home.backends == REAL


def test_servers_that_are_not_its_own_stay_noted(home: Home) -> None:
    home.note(ELSEWHERE)

    settle(home, 8080, real=False)

    assert home.backends == ELSEWHERE


def test_a_machine_without_them_says_what_to_install_and_the_home_can_begin_embedded(
    home: Home, no_programs: None
) -> None:
    with pytest.raises(NoServers, match="install") as refused:
        settle(home, 8080, real=True)

    assert refused.value.exit_code == 2
    assert "\n" not in refused.value.message
    settle(home, 8080, real=False)
    assert home.has_begun
