"""`warmpath replay`: is the graph what the event log says, and credit what its history says?"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from time import monotonic, sleep

import click

from services.referrals.bootstrap import VERSIONS, open_graph, stored_credits
from services.referrals.commands.graph import rebuild_graph
from services.referrals.ports import IntroductionGraph
from services.referrals.queries import graph_differences
from services.referrals.reactions import GRAPH_GROUP
from services.referrals.referral_queries import credit_differences
from shared.cli.home import Home, default_home
from shared.clock import SystemClock
from shared.eventlog.opening import open_event_log
from shared.eventlog.port import EventLog
from shared.messaging.builds import building
from shared.storage.database import Database
from shared.storage.migrations import open_migrated

DIFFERS = 1
MOST_SHOWN = 20
GRAPH = (
    "The graph equals a replay of the event log.",
    "`warmpath replay --rebuild` builds it from the log.",
)
CREDIT = (
    "Every line of credit equals a replay of its history.",
    "Nothing was changed; a correction is a line of its own.",
)
CATCHES_UP_WITHIN = 10.0  # seconds that a living worker may be behind


@click.command()
@click.option("--home", type=click.Path(file_okay=False, path_type=Path), help="The installation.")
@click.option("--rebuild", is_flag=True, help="Forget the graph and build it from the log.")
@click.option("--credit", is_flag=True, help="Compare credit with its own history instead.")
def replay(home: Path | None, rebuild: bool, credit: bool) -> None:
    """Compare the graph with a replay of the whole event log.

    With --credit: every line of credit that was told with a replay of the history that it rests on.
    Exit code 0 when they are equal, 1 when they differ. It may run while Warmpath does.
    """
    house = Home((home or default_home()).resolve())
    if not house.root.exists():
        raise click.UsageError(f"there is no installation at {house.root}; see `warmpath up`.")
    if credit and rebuild:
        raise click.UsageError("credit is never built anew: its lines are only added to.")
    if credit:
        _replay_credit(house)
    else:
        _replay_graph(house, rebuild)


def _replay_credit(house: Home) -> None:
    store = open_migrated(house.store_url("referrals"), VERSIONS)
    try:
        with store.read() as connection:
            lines = list(credit_differences(stored_credits(connection)))
    finally:
        store.close()
    _tell(lines, CREDIT)


def _replay_graph(house: Home, rebuild: bool) -> None:
    url, clock = house.store_url("referrals"), SystemClock()
    # Comparing changes nothing, and so not the tables that other processes may be at work on.
    store = open_migrated(url, VERSIONS) if rebuild else Database(url)
    event_log = open_event_log(house.event_log_url, store, clock)
    graph = open_graph(house.graph_url)
    try:
        if rebuild:
            with building(GRAPH_GROUP, store, clock) as told:
                rebuild_graph(graph, event_log, told.counted)
        lines = _differences(graph, event_log)
    finally:
        graph.close()
        event_log.close()
        store.close()
    _tell(lines, GRAPH)


def _differences(graph: IntroductionGraph, event_log: EventLog) -> list[str]:
    """What differs, and goes on differing while a worker takes in what is under way.

    While others write, log and graph are read at two moments; only what stays the same in every
    comparison is a difference.
    """
    deadline = monotonic() + CATCHES_UP_WITHIN
    found = compare(graph, event_log)
    while found and monotonic() < deadline:
        sleep(0.5)
        again = set(compare(graph, event_log))
        found = [line for line in found if line in again]
    return found


def compare(graph: IntroductionGraph, event_log: EventLog) -> list[str]:
    """Where the graph differs from one built from the log at this moment."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = open_graph(f"embedded:///{folder}/graph")
        try:
            rebuild_graph(fresh, event_log)
            return list(graph_differences(graph, fresh))
        finally:
            fresh.close()


def _tell(lines: list[str], of: tuple[str, str]) -> None:
    equal, otherwise = of
    if not lines:
        click.echo(equal)
        return
    for line in lines[:MOST_SHOWN]:
        click.echo(line)
    click.echo(f"{len(lines)} differences. {otherwise}")
    sys.exit(DIFFERS)
