"""`warmpath replay`: the graph is what the event log says, or the command says where it is not."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from services.referrals.bootstrap import VERSIONS, open_graph
from services.referrals.cli.replay import replay
from services.referrals.reactions import GRAPH_GROUP
from shared.cli.home import Home
from shared.clock import SystemClock
from shared.contracts.codec import encode
from shared.contracts.envelope import Event
from shared.eventlog.opening import open_event_log
from shared.messaging.builds import builds_of
from shared.storage import migrations
from shared.storage.database import Database
from tests.support.facts import an_id, person, tie
from tests.support.messages import poison

ADA, BEA, CAI = (an_id(0x100 * n) for n in range(1, 4))


class Installation:
    """A stopped installation whose log and graph a test fills by hand."""

    def __init__(self, home: Home) -> None:
        self.home = home
        home.make()
        self.store = Database(home.store_url("referrals"))
        migrations.upgrade(self.store, VERSIONS)
        self.log = open_event_log(home.event_log_url, self.store, SystemClock())
        self.graph = open_graph(home.graph_url)

    def publish(self, *events: Event) -> None:
        publisher = self.log.publisher("profiles", 1)
        publisher.publish([encode(event) for event in events])
        publisher.close()

    def replay(self, *options: str) -> Result:
        return CliRunner().invoke(replay, ["--home", str(self.home.root), *options])

    def close(self) -> None:
        self.graph.close()
        self.log.close()
        self.store.close()


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    # Nobody works here: there is nothing to wait for.
    module = sys.modules[replay.callback.__module__]
    monkeypatch.setattr(module, "CATCHES_UP_WITHIN", 0.0)
    found = Installation(Home(tmp_path / "home"))
    yield found
    found.close()


def test_a_graph_that_took_in_everything_equals_the_log(installation: Installation) -> None:
    facts = [person(ADA), person(BEA), tie(ADA, BEA)]
    installation.publish(*facts)
    installation.graph.apply(facts)

    answer = installation.replay()

    assert answer.exit_code == 0
    assert "equals" in answer.output


def test_an_event_that_the_graph_missed_is_told(installation: Installation) -> None:
    installation.publish(person(ADA), person(BEA))
    installation.graph.apply([person(ADA)])

    answer = installation.replay()

    assert answer.exit_code == 1
    assert f"{BEA}: nothing in the graph, number 1 in the log" in answer.output


def test_a_fact_that_nobody_published_is_told(installation: Installation) -> None:
    installation.publish(person(ADA))
    installation.graph.apply([person(ADA), person(CAI)])

    answer = installation.replay()

    assert answer.exit_code == 1
    assert f"{CAI}: number 1 in the graph, nothing in the log" in answer.output


def test_an_older_fact_is_told(installation: Installation) -> None:
    installation.publish(person(ADA), person(ADA, 2))
    installation.graph.apply([person(ADA)])

    assert f"{ADA}: number 1 in the graph, number 2 in the log" in installation.replay().output


def test_a_fact_of_the_same_number_that_says_something_else_is_told(
    installation: Installation,
) -> None:
    installation.publish(person(ADA))
    installation.graph.apply([person(ADA, willing_to_refer=False)])

    assert installation.replay().exit_code == 1


def test_a_rebuild_makes_the_graph_what_the_log_says(installation: Installation) -> None:
    installation.publish(person(ADA), person(BEA), tie(ADA, BEA, cost=40))
    installation.graph.apply([person(CAI), tie(ADA, BEA, cost=99)])

    answer = installation.replay("--rebuild")

    assert answer.exit_code == 0
    assert installation.graph.seen(CAI) == 0
    assert {fact.subject for fact in installation.graph.facts()} >= {ADA, BEA}


def test_a_rebuild_tells_of_how_many_events_the_graph_was_built(installation: Installation) -> None:
    installation.publish(person(ADA), person(BEA), tie(ADA, BEA))

    installation.replay("--rebuild")

    with installation.store.read() as connection:
        build = builds_of(connection, [GRAPH_GROUP], SystemClock().now())[GRAPH_GROUP]
    assert (build.built_from, build.next) == (3, None)
    assert installation.graph.generation() == 1


def test_what_cannot_be_read_was_never_in_the_graph(installation: Installation) -> None:
    installation.publish(person(ADA))
    publisher = installation.log.publisher("profiles", 1)
    publisher.publish([poison()])
    publisher.close()
    installation.graph.apply([person(ADA)])

    assert installation.replay().exit_code == 0


def test_many_differences_are_counted_and_not_all_listed(installation: Installation) -> None:
    installation.publish(*(person(an_id(0x10 * n)) for n in range(1, 31)))

    lines = installation.replay().output.splitlines()

    assert len(lines) == 21
    assert lines[-1].startswith("30 differences.")


def test_a_home_that_was_never_made_is_bad_use(tmp_path: Path) -> None:
    answer = CliRunner().invoke(replay, ["--home", str(tmp_path / "nowhere")])

    assert answer.exit_code == 2
    assert "no installation" in answer.output
    assert not (tmp_path / "nowhere").exists()


def test_comparing_changes_nothing(installation: Installation) -> None:
    installation.publish(person(ADA))

    installation.replay()

    assert installation.graph.seen(ADA) == 0
    with installation.store.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM offsets")).scalar() == 0
