"""The folder that an installation lives in."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from shared.cli.backends import Backends
from shared.cli.home import Home, HomeInUse, default_home, write_private


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.make()
    return home


def test_only_the_owner_can_look_into_a_home(home: Home) -> None:
    folders = [home.root, *home.root.iterdir()]

    assert {mode(folder) for folder in folders} == {0o700}


def test_a_home_that_became_readable_is_closed_again(home: Home) -> None:
    home.root.chmod(0o755)

    home.make()

    assert mode(home.root) == 0o700


def test_making_a_home_again_keeps_what_is_in_it(home: Home) -> None:
    (home.mail / "kept.eml").write_text("kept")

    home.make()

    assert (home.mail / "kept.eml").read_text() == "kept"


def test_a_secret_is_made_once_long_and_readable_by_the_owner_only(home: Home) -> None:
    secret = home.secret("profiles")

    assert len(secret) >= 32
    assert home.secret("profiles") == secret
    assert mode(home.root / "secrets" / "profiles") == 0o600


def test_every_secret_is_another(home: Home) -> None:
    assert home.secret("one") != home.secret("two")


def test_two_cannot_hold_one_home(home: Home) -> None:
    with (
        home.lock(8080),
        pytest.raises(HomeInUse, match="already runs on") as refused,
        home.lock(9090),
    ):
        pass

    assert refused.value.exit_code == 2


def test_a_refused_second_start_does_not_change_the_noted_port(home: Home) -> None:
    with home.lock(8080):
        with pytest.raises(HomeInUse), home.lock(9090):
            pass

        assert home.port() == 8080


def test_a_home_can_be_held_again_after_it_was_let_go(home: Home) -> None:
    with home.lock(8080):
        assert home.is_locked()
    assert not home.is_locked()
    with home.lock(9090):
        assert home.port() == 9090


def test_a_home_remembers_its_port_after_it_stopped(home: Home) -> None:
    with home.lock(18080):
        pass

    assert home.port() == 18080


def test_a_home_that_never_ran_has_no_port(tmp_path: Path) -> None:
    assert Home(tmp_path).port() is None
    assert not Home(tmp_path).is_locked()


def test_each_service_has_a_store_of_its_own(home: Home) -> None:
    assert len({home.store_url(name) for name in ("profiles", "postings", "referrals")}) == 3


def test_a_new_home_has_everything_embedded(home: Home) -> None:
    assert home.backends == Backends()
    assert not home.has_begun


def test_a_home_remembers_where_its_stores_log_and_graph_are(home: Home) -> None:
    noted = Backends("postgresql://host/{service}", "kafka://host:9092", "bolt://host:7687", True)

    home.note(noted)

    assert Home(home.root).backends == noted
    assert home.store_url("profiles") == "postgresql://host/profiles"
    assert home.event_log_url == "kafka://host:9092"
    assert home.graph_url == "bolt://host:7687"
    assert mode(home.root / "backends.json") == 0o600


@pytest.mark.parametrize(
    "backends",
    [
        Backends(stores="other://place"),
        Backends(event_log="other://place"),
        Backends(graph="other://place"),
    ],
)
def test_each_axis_may_be_embedded_or_not(home: Home, backends: Backends) -> None:
    embedded = home.store_url("profiles"), home.event_log_url, home.graph_url

    home.note(backends)

    told = home.store_url("profiles"), home.event_log_url, home.graph_url
    assert sum(url == "other://place" for url in told) == 1
    assert len(set(told) & set(embedded)) == 2


def test_a_home_of_an_older_warmpath_has_begun(home: Home) -> None:
    (home.root / "stores" / "profiles.db").touch()

    assert home.has_begun
    assert home.backends == Backends()


def test_the_default_home_can_be_chosen_by_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WARMPATH_HOME", str(tmp_path))
    assert default_home() == tmp_path

    monkeypatch.delenv("WARMPATH_HOME")
    assert default_home() == Path.home() / ".warmpath"


def test_a_private_file_replaces_the_old_one_and_leaves_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / "note"
    write_private(path, "old")

    write_private(path, "new")

    assert path.read_text() == "new"
    assert mode(path) == 0o600
    assert list(tmp_path.iterdir()) == [path]
