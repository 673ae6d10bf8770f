"""The same rooms in every service, and none of the rooms where things get lost."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVICES = ("profiles", "postings", "referrals")
ROOMS = (
    "README.md",
    "domain",
    "commands",
    "queries",
    "reactions",
    "ports",
    "adapters",
    "api",
    "settings",
    "bootstrap",
    "web",
    "worker",
    "migrations",
)
LOST = {"utils", "helpers", "common", "manager", "base", "util", "misc", "models"}


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("room", ROOMS)
def test_every_service_has_the_same_rooms(service: str, room: str) -> None:
    house = ROOT / "services" / service

    assert any((house / name).exists() for name in (room, f"{room}.py"))


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("entry", ["web.py", "worker.py"])
def test_the_entries_hold_no_mechanics(service: str, entry: str) -> None:
    lines = (ROOT / "services" / service / entry).read_text().splitlines()

    assert len(lines) < 25


def test_no_room_is_called_after_nothing_in_particular() -> None:
    everything = [*ROOT.glob("services/**/*.py"), *ROOT.glob("shared/**/*.py")]

    assert [path for path in everything if path.stem in LOST or path.parent.name in LOST] == []
