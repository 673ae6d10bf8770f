"""The folder that an installation lives in."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

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
