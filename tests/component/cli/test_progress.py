"""How far each service is, told to who runs the installation and to nobody else."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from typing import Any

import pytest

from shared.cli.home import write_private
from shared.cli.sign_in import SignedIn, session_file
from shared.contracts.codec import encode
from shared.eventlog.port import Record
from shared.messaging import dead_letters
from shared.messaging.builds import Building
from shared.messaging.heartbeats import Heartbeat
from tests.support.kitchen import Kitchen
from tests.support.messages import ended
from tests.support.profiles import OPERATOR_MAIL


@pytest.fixture
def operator(kitchen: Kitchen) -> str:
    """Signed in at the command line, as the others are."""
    about = {"name": "Olle Perator", "findable": False}
    member = kitchen.network.profiles.sign_in(OPERATOR_MAIL, about)
    token = member.visitor.headers["Authorization"].removeprefix("Bearer ")
    session = SignedIn(member.mail, str(member.id), token, "none", time.time() + 900)
    write_private(session_file(kitchen.home, member.mail), json.dumps(asdict(session)))
    kitchen.members["olle"] = member
    return "olle"


def test_nobody_else_is_told(kitchen: Kitchen) -> None:
    refused = kitchen.says("ray", "progress")

    assert refused.exit_code == 2
    assert "operator_needed" in refused.output


def test_what_is_left_is_told_by_service_and_group(kitchen: Kitchen, operator: str) -> None:
    referrals = kitchen.network.referrals
    store, clock = referrals.container.units.database, referrals.clock
    Heartbeat("referrals.graph", store, clock, lambda: {("profiles.ties", 0): 1200}).beat()
    Building("referrals.graph", store, clock).tell()
    with store.write() as connection:
        record = Record("profiles.ties", 0, 10_000, encode(ended()))
        dead_letters.put(connection, "referrals.store", record, "no such tie", clock.now())
    said = kitchen.says(operator, "progress").output
    found = kitchen.told(operator, "progress")

    assert set(found) == {"profiles", "postings", "referrals"}
    lines = {" ".join(line.split()[:5]): line for line in said.splitlines()}
    graph = lines["referrals to take in, referrals.graph"]
    assert "1,200" in graph
    assert "generation 0, the next one under way since" in graph
    assert "? nothing heard of it yet" in " ".join(
        lines["postings to take in, postings.store"].split()
    )
    assert "referrals set aside 1 to be looked at and replayed" in " ".join(said.split())
    waiting = found["profiles"]["outbox"]["waiting"]
    assert f"profiles to send {waiting} the first since" in " ".join(said.split())


def test_while_one_is_away_the_others_are_told(
    kitchen: Kitchen, operator: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(environ: Any, start_response: Any) -> list[bytes]:
        start_response("503 Service Unavailable", [])
        return [b""]

    monkeypatch.setattr(kitchen.network.apps["postings"], "wsgi_app", away)
    said = kitchen.says(operator, "progress")
    lines = [" ".join(line.split()) for line in said.output.splitlines()]

    assert said.exit_code == 3
    assert any(line.startswith("postings does not answer") for line in lines)
    assert any(line.startswith("referrals to send") for line in lines)
