"""Pokes save time where they arrive, and never matter where they do not."""

from __future__ import annotations

import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.pokes import Channel, Listener

LONG = 20.0
AT_ONCE = 5.0


@pytest.fixture
def rooms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder where sockets go, short enough for one."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()


@pytest.fixture
def listener(rooms: Path) -> Iterator[Listener]:
    ear = Channel("sqlite:///a.db").listen()
    yield ear
    ear.close()


def test_a_poke_wakes_who_waits_on_the_same_url(listener: Listener) -> None:
    started = time.monotonic()
    Channel("sqlite:///a.db").poke()

    assert listener.wait(LONG)
    assert time.monotonic() - started < AT_ONCE


def test_everybody_who_listens_is_woken(listener: Listener) -> None:
    other = Channel("sqlite:///a.db").listen()

    Channel("sqlite:///a.db").poke()

    assert listener.wait(LONG)
    assert other.wait(LONG)
    other.close()


def test_a_poke_on_another_url_wakes_nobody(listener: Listener) -> None:
    Channel("sqlite:///b.db").poke()

    assert not listener.wait(0.0)


def test_many_pokes_are_one_piece_of_news(listener: Listener) -> None:
    for _ in range(1000):
        Channel("sqlite:///a.db").poke()

    assert listener.wait(LONG)
    assert not listener.wait(0.0)


def test_poking_where_nobody_listens_is_nothing(rooms: Path) -> None:
    Channel("sqlite:///nobody.db").poke()


def test_a_socket_that_a_killed_listener_left_is_swept_away(rooms: Path) -> None:
    channel = Channel("sqlite:///a.db")
    ear = channel.listen()
    [left] = [path for path in rooms.rglob("*") if path.is_socket()]
    assert ear._ear is not None
    ear._ear.close()

    channel.poke()

    assert not left.exists()


def test_only_the_user_may_enter_where_the_sockets_are(rooms: Path, listener: Listener) -> None:
    folders = [path for path in rooms.rglob("*") if path.is_dir()]

    assert len(folders) == 2
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in folders} == {0o700}


def test_a_folder_that_others_may_enter_is_not_used(rooms: Path) -> None:
    Channel("sqlite:///a.db").listen().close()
    [folder] = rooms.iterdir()
    folder.chmod(0o755)

    ear = Channel("sqlite:///a.db").listen()
    Channel("sqlite:///a.db").poke()

    assert not ear.wait(0.0)
    ear.close()


def test_where_paths_are_too_long_for_sockets_waiting_just_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / ("x" * 100)
    deep.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(deep))

    ear = Channel("sqlite:///a.db").listen()

    assert not ear.wait(0.0)
    assert list(deep.iterdir()) == []
    ear.close()
