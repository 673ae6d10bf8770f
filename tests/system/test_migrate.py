"""A single-machine installation that people use moves to Kafka, Neo4j and Postgres and goes on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from services.referrals.cli.replay import replay
from shared.cli.backends import Backends
from shared.cli.home import Home
from shared.cli.ports import SERVICES
from tests.support.combinations import SERVERS, fresh
from tests.support.grown_home import move
from tests.support.town import Town, Townsperson, living

pytestmark = pytest.mark.real_servers


class Cast:
    """Ada knows Bea, who knows Dita, who may be asked."""

    def __init__(self, town: Town) -> None:
        self.ada, self.bea, self.dita = (
            town.join(name) for name in ("Ada Oyelaran", "Bea Santos", "Dita Kovac")
        )

    def meet(self) -> None:
        """They do what makes a path from Ada to Dita."""
        self.dita.edit("/v1/people/me/settings", {"open_to_intros": True})
        self.ada.knows(self.bea)
        self.bea.knows(self.dita)

    def go_to(self, town: Town) -> None:
        """They are still signed in there."""
        for each in (self.ada, self.bea, self.dita):
            each.town = town


def path_of(asker: Townsperson, target: Townsperson) -> list[object]:
    asker.town.settle(asker)
    found = asker.get("referrals", "/v1/introduction-paths", to=target.id)
    return [(row["contact"], row["further_introducers"], row["chance"]) for row in found["paths"]]


def test_people_go_on_where_they_were(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    with living(home) as town:
        cast = Cast(town)
        cast.meet()
        before = path_of(cast.ada, cast.dita)
        assert len(before) == 1

    there = fresh(request, SERVERS)
    moved = move(home, urls_of(there))
    assert moved.exit_code == 0, moved.output

    successor = succeed(home, tmp_path / "successor", there)
    with living(successor) as town:
        cast.go_to(town)
        assert path_of(cast.ada, cast.dita) == before
        tie = cast.bea.get("profiles", "/v1/ties", state="confirmed")["items"][0]["id"]
        cast.bea.post("profiles", f"/v1/ties/{tie}/withdraw")
        assert path_of(cast.ada, cast.dita) == []
        compared = CliRunner().invoke(replay, ["--home", str(successor.root)])
        assert compared.exit_code == 0, compared.output


def urls_of(there: Backends) -> dict[str, str]:
    stores = str(there.stores)
    return {
        **{service: stores.replace("{service}", service) for service in SERVICES},
        "log": str(there.event_log),
        "graph": str(there.graph),
    }


def succeed(home: Home, root: Path, there: Backends) -> Home:
    """A home with the same secrets and mails, whose backends are elsewhere."""
    successor = Home(root)
    successor.make()
    for kept in (home.secrets, home.mail):
        shutil.copytree(kept, root / kept.name, dirs_exist_ok=True)
    successor.note(there)
    return successor
