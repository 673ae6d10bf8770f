"""kill -9 of every process while the sample network is loaded: nothing acknowledged is lost.

A request that was acknowledged is never sent again, so what it did must be there in the end; one
that was not is repeated with its Idempotency-Key, so nothing may be there twice.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from rich.console import Console
from sqlalchemy import text

from services.referrals.bootstrap import open_graph
from services.referrals.commands.graph import rebuild_graph
from services.referrals.ports import IntroductionGraph
from services.referrals.queries import graph_differences
from shared.cli.home import Home
from shared.cli.ports import free_ports
from shared.cli.running import installation
from shared.cli.sample import SampleNetwork
from shared.cli.sample_loading import load
from shared.clock import SystemClock
from shared.contracts.postings import OpeningChanged
from shared.contracts.profiles import PersonChanged, TieChanged
from shared.eventlog.opening import open_event_log
from shared.ids import tie_id
from shared.storage.database import Database
from tests.support.eventually import eventually
from tests.support.killing import ROLES, killing
from tests.support.up import all_ready

pytestmark = pytest.mark.timeout(900)

MEMORY = Path("/dev/shm")


@dataclass
class Survivor:
    """A home after the killing, with its processes stopped, and what was to be loaded."""

    home: Home
    network: SampleNetwork
    killed: dict[str, int]

    def rows(self, service: str, question: str) -> list[tuple[object, ...]]:
        database = Database(self.home.store_url(service))
        try:
            with database.read() as connection:
                return [tuple(row) for row in connection.execute(text(question))]
        finally:
            database.close()

    def person_ids(self) -> dict[str, UUID]:
        """The id of each person by their key in the sample."""
        by_name = {str(name): UUID(str(id_)) for id_, name in self.rows("profiles", PEOPLE)}
        return {person.key: by_name[person.name] for person in self.network.people}


PEOPLE = "SELECT id, name FROM people"
CONFIRMED = "SELECT id FROM ties WHERE state = 'confirmed'"
WAITING = "SELECT count(*) FROM outbox WHERE published_at IS NULL"
SET_ASIDE = "SELECT topic, reason FROM dead_letters"


@pytest.fixture(scope="module")
def survivor() -> Iterator[Survivor]:
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        home = Home(Path(folder) / "home")
        with installation(home, free_ports()) as started:
            with killing(home, ROLES, 7, lambda: all_ready(started.port)) as killer:
                loaded = load(Console(file=io.StringIO()), home, started.port, brief=True)
            survivor = Survivor(home, loaded.network, dict(killer.killed))
            eventually(lambda: _settled(survivor), within=120)
        yield survivor


def _settled(survivor: Survivor) -> bool:
    """Everything is published, and the graph has taken all of it in."""
    waiting = sum(
        int(str(survivor.rows(service, WAITING)[0][0])) for service in ("profiles", "postings")
    )
    return waiting == 0 and not _differences(survivor)


def _differences(survivor: Survivor) -> list[str]:
    store = Database(survivor.home.store_url("referrals"))
    event_log = open_event_log(survivor.home.event_log_url, store, SystemClock())
    graph = open_graph(survivor.home.graph_url)
    with tempfile.TemporaryDirectory() as folder:
        fresh = open_graph(f"embedded:///{folder}/graph")
        try:
            rebuild_graph(fresh, event_log)
            return list(graph_differences(graph, fresh))
        finally:
            for opened in (fresh, graph, event_log, store):
                opened.close()


@pytest.fixture(scope="module")
def graph(survivor: Survivor) -> Iterator[IntroductionGraph]:
    graph = open_graph(survivor.home.graph_url)
    yield graph
    graph.close()


@pytest.mark.parametrize("role", ROLES)
def test_every_process_was_killed_on_the_way(survivor: Survivor, role: str) -> None:
    assert survivor.killed[role] >= 1


def test_everybody_who_was_told_they_signed_up_is_there_once(survivor: Survivor) -> None:
    names = sorted(str(name) for _, name in survivor.rows("profiles", PEOPLE))

    assert names == sorted([*(person.name for person in survivor.network.people), "Operator"])


def test_every_confirmed_tie_is_there_and_no_other(survivor: Survivor) -> None:
    people = survivor.person_ids()
    expected = {tie_id(people[tie.one], people[tie.other]) for tie in survivor.network.ties}

    assert {UUID(str(row[0])) for row in survivor.rows("profiles", CONFIRMED)} == expected


def test_employers_and_openings_are_there_once(survivor: Survivor) -> None:
    network = survivor.network

    assert survivor.rows("postings", "SELECT count(*) FROM employers") == [
        (len(network.employers),)
    ]
    titles = [row[0] for row in survivor.rows("postings", "SELECT title FROM openings")]
    assert sorted(map(str, titles)) == sorted(opening.title for opening in network.openings)


def test_the_graph_has_every_person_tie_and_opening(
    survivor: Survivor, graph: IntroductionGraph
) -> None:
    facts = list(graph.facts())
    people = survivor.person_ids()
    lent = {fact.subject: fact.lent for fact in facts if isinstance(fact, TieChanged)}

    assert {fact.subject for fact in facts if isinstance(fact, PersonChanged)} >= set(
        people.values()
    )
    assert lent == {
        tie_id(people[tie.one], people[tie.other]): tie.lent for tie in survivor.network.ties
    }
    assert len([fact for fact in facts if isinstance(fact, OpeningChanged)]) == len(
        survivor.network.openings
    )


def test_the_graph_equals_a_replay_of_the_log(survivor: Survivor) -> None:
    assert _differences(survivor) == []


@pytest.mark.parametrize("service", ["profiles", "postings", "referrals"])
def test_nothing_had_to_be_set_aside(survivor: Survivor, service: str) -> None:
    assert survivor.rows(service, SET_ASIDE) == []
