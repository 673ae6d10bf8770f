"""kill -9 of Kafka, Neo4j, Postgres and every process of ours while people give commands.

A command that was acknowledged is never given again, so what it did must be there in the end; one
that was not is repeated with its Idempotency-Key, so nothing may be there twice. Meanwhile people
are told to come back, never that something went wrong.

In every run each process is killed once among a few hundred commands;
`WARMPATH_KILL_COMMANDS=5000` gives so many, and goes on killing.
"""

from __future__ import annotations

import os
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from services.referrals.bootstrap import open_graph
from services.referrals.cli import replay
from shared.cli.home import Home
from shared.cli.ports import SERVICES
from shared.clock import SystemClock
from shared.contracts.postings import OpeningChanged
from shared.contracts.profiles import TieChanged
from shared.eventlog.moving import topics_of
from shared.eventlog.opening import open_event_log
from shared.messaging.back_off import AWAY
from shared.storage.database import Database
from tests.support.commands import Neighbours, give_commands, settle
from tests.support.eventually import eventually
from tests.support.killing import ROLES, SERVERS, Killer
from tests.support.servers import require_local
from tests.support.town import founded
from tests.support.witness import Witness, WitnessedServices

pytestmark = [pytest.mark.real_servers, pytest.mark.timeout(1800)]
COMMANDS = int(os.environ.get("WARMPATH_KILL_COMMANDS", "400"))
PAIRS = 4
KILL_EVERY = 40  # commands: paced by what gets done, so that a slow machine heals in between too
WITHIN = 120.0  # seconds for everything to be up and every event to have taken effect
WAITING = "SELECT count(*) FROM outbox WHERE published_at IS NULL"
SET_ASIDE = "SELECT topic, reason FROM dead_letters"


@dataclass
class Survivor:
    """A home on its own servers after the killing; they still run."""

    home: Home
    pairs: list[Neighbours]
    killed: Counter[str]
    witness: Witness

    def rows(self, service: str, question: str) -> list[tuple[object, ...]]:
        database = Database(self.home.store_url(service))
        try:
            with database.read() as connection:
                return [tuple(row) for row in connection.execute(text(question))]
        finally:
            database.close()

    def sequences(self) -> dict[tuple[str, str], set[int]]:
        """The numbers of each subject's events on the log, by topic and subject."""
        found: dict[tuple[str, str], set[int]] = defaultdict(set)
        store = Database(self.home.store_url("referrals"))
        event_log = open_event_log(self.home.event_log_url, store, SystemClock())
        try:
            for topic in (topic for service in SERVICES for topic in topics_of(service)):
                for record in event_log.replay([topic]):
                    message = record.message
                    found[topic, message.key].add(int(message.headers["ce_sequence"]))
        finally:
            event_log.close()
            store.close()
        return found


@pytest.fixture(scope="module")
def survivor() -> Iterator[Survivor]:
    require_local()
    with founded(real=True) as town:
        witness, urls = Witness(), town.services.urls
        town.services = WitnessedServices(urls, WITHIN, witness)
        pairs = settle(town, PAIRS, WitnessedServices(urls, 0.0, witness))
        killer = Killer(town.home, (*ROLES, *SERVERS), random.Random(11))
        given = give_commands(pairs, COMMANDS, KILL_EVERY, killer.kill_next)
        survivor = Survivor(town.home, pairs, killer.killed, witness)
        eventually(lambda: _settled(survivor), WITHIN, every=0.5)
        sys.stdout.write(f"{given} commands; killed {killer.killed}; {witness.answers}\n")
        yield survivor
        witness.close()


def _settled(survivor: Survivor) -> bool:
    """Everything is published, and the graph has taken all of it in."""
    try:
        waiting = [survivor.rows(service, WAITING) for service in ("profiles", "postings")]
        return waiting == [[(0,)], [(0,)]] and not replayed(survivor)
    except AWAY:  # on its way up
        return False


def replayed(survivor: Survivor) -> str:
    """What `warmpath replay` has to say against the graph."""
    ended = CliRunner().invoke(replay, ["--home", str(survivor.home.root)])
    if isinstance(ended.exception, AWAY):
        raise ended.exception
    return "" if ended.exit_code == 0 else ended.output


@pytest.mark.parametrize("name", [*ROLES, *SERVERS])
def test_each_process_was_killed_on_the_way(survivor: Survivor, name: str) -> None:
    assert survivor.killed[name] >= 1


def test_nobody_was_told_that_something_went_wrong(survivor: Survivor) -> None:
    assert survivor.witness.faults == []


def test_whoever_was_put_off_was_told_when_to_come_back(survivor: Survivor) -> None:
    assert survivor.witness.unadvised == []


def test_every_acknowledged_opening_is_there_once_and_no_other(survivor: Survivor) -> None:
    expected = {
        str(UUID(id_)): title for pair in survivor.pairs for id_, title in pair.openings.items()
    }

    kept = survivor.rows("postings", "SELECT id, title, state FROM openings")

    assert {str(UUID(str(id_))): title for id_, title, _ in kept} == expected
    assert {state for _, _, state in kept} == {"published"}


def test_every_acknowledged_change_took_effect_once(survivor: Survivor) -> None:
    sequences = survivor.sequences()

    for pair in survivor.pairs:
        once_met = 1
        assert max(sequences["profiles.ties", pair.tie]) == once_met + pair.changes
        for opening in pair.openings:
            assert sequences["postings.openings", opening] == {1}


def test_no_event_is_missing_in_the_log(survivor: Survivor) -> None:
    for subject, found in survivor.sequences().items():
        assert found == set(range(1, len(found) + 1)), subject


def test_the_graph_has_what_was_said_last(survivor: Survivor) -> None:
    graph = open_graph(survivor.home.graph_url)
    facts = list(graph.facts())
    graph.close()

    lent = {str(fact.subject): fact.lent for fact in facts if isinstance(fact, TieChanged)}
    openings = {str(fact.subject) for fact in facts if isinstance(fact, OpeningChanged)}

    assert lent == {pair.tie: pair.lends for pair in survivor.pairs}
    assert openings == {opening for pair in survivor.pairs for opening in pair.openings}


def test_the_graph_equals_a_replay_of_the_log(survivor: Survivor) -> None:
    assert replayed(survivor) == ""


@pytest.mark.parametrize("service", SERVICES)
def test_nothing_had_to_be_set_aside(survivor: Survivor, service: str) -> None:
    assert survivor.rows(service, SET_ASIDE) == []
