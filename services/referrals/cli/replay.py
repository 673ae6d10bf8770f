"""`warmpath replay`: is the graph what the event log says? And if not, make it so."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from time import monotonic, sleep

import click

from services.referrals.bootstrap import open_graph
from services.referrals.commands import rebuild_graph
from services.referrals.ports import IntroductionGraph
from services.referrals.queries import graph_differences
from shared.cli.home import Home, default_home
from shared.clock import SystemClock
from shared.eventlog.opening import open_event_log
from shared.eventlog.port import EventLog
from shared.storage.database import Database

DIFFERS = 1
MOST_SHOWN = 20
CATCHES_UP_WITHIN = 10.0  # seconds that a living worker may be behind


@click.command()
@click.option("--home", type=click.Path(file_okay=False, path_type=Path), help="The installation.")
@click.option("--rebuild", is_flag=True, help="Forget the graph and build it from the log.")
def replay(home: Path | None, rebuild: bool) -> None:
    """Compare the graph with a replay of the whole event log.

    Exit code 0 when they are equal, 1 when they differ. It may run while Warmpath does.
    """
    house = Home((home or default_home()).resolve())
    if not house.root.exists():
        raise click.UsageError(f"there is no installation at {house.root}; see `warmpath up`.")
    store = Database(house.store_url("referrals"))
    event_log = open_event_log(house.event_log_url, store, SystemClock())
    graph = open_graph(house.graph_url)
    try:
        if rebuild:
            rebuild_graph(graph, event_log)
        lines = _differences(graph, event_log)
    finally:
        graph.close()
        event_log.close()
        store.close()
    _tell(lines)


def _differences(graph: IntroductionGraph, event_log: EventLog) -> list[str]:
    """What differs, and goes on differing while a worker takes in what is under way.

    While others write, log and graph are read at two moments; only what stays the same in every
    comparison is a difference.
    """
    deadline = monotonic() + CATCHES_UP_WITHIN
    found = _compare(graph, event_log)
    while found and monotonic() < deadline:
        sleep(0.5)
        again = set(_compare(graph, event_log))
        found = [line for line in found if line in again]
    return found


def _compare(graph: IntroductionGraph, event_log: EventLog) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        fresh = open_graph(f"embedded:///{folder}/graph")
        try:
            rebuild_graph(fresh, event_log)
            return list(graph_differences(graph, fresh))
        finally:
            fresh.close()


def _tell(lines: list[str]) -> None:
    if not lines:
        click.echo("The graph equals a replay of the event log.")
        return
    for line in lines[:MOST_SHOWN]:
        click.echo(line)
    click.echo(f"{len(lines)} differences. `warmpath replay --rebuild` builds it from the log.")
    sys.exit(DIFFERS)
