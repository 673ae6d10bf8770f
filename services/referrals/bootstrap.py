"""THE wiring of referrals: settings → adapters → Container. Web, worker and tests come here.

A graph's adapter is imported by whoever opens it: numba and Neo4j's driver take half a second each.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import Connection

from services.referrals import migrations
from services.referrals.adapters.credits import StoredCredits
from services.referrals.adapters.neo4j_graph.address import (
    SCHEMES,
    Address,
    BadAddress,
    address_of,
)
from services.referrals.adapters.store import ReferralsUnit
from services.referrals.api import blueprints
from services.referrals.commands.referral_timetable import (
    lapse_referrals,
    reach_milestones,
    tell_news,
    tell_of_silence,
)
from services.referrals.commands.timetable import lapse_introductions, remind_introducers
from services.referrals.ports import IntroductionGraph, PathSolver
from services.referrals.reactions import GRAPH_GROUP, GRAPH_REACTIONS, STORE_REACTIONS
from services.referrals.referral_ports import Credits
from services.referrals.settings import Settings
from shared.clock import Clock, clock_of
from shared.errors import CannotStart, WarmpathError
from shared.eventlog.opening import open_event_log
from shared.eventlog.port import EventLog
from shared.ids import new_id
from shared.messaging.scheduler import Job
from shared.messaging.sinks import Group, ProjectionSink, StoreSink
from shared.messaging.told_again import tell_again
from shared.storage.migrations import open_migrated
from shared.storage.unit_of_work import Units
from shared.web.keys import Keys, make_keys, rotation
from shared.web.service import ServiceWeb

STORE_GROUP = "referrals.store"
GRAPH_BATCH = 1000
"""A transaction costs a graph more than an event does, and nobody else writes to it."""
LAPSE_EVERY = timedelta(minutes=1)
REMIND_EVERY = timedelta(minutes=15)
CREDIT_EVERY = timedelta(hours=1)
VERSIONS = Path(migrations.__path__[0]) / "versions"


class UnknownGraph(CannotStart):
    """The URL names no graph that Warmpath has."""


@dataclass(frozen=True)
class Container:
    """Everything a process of referrals works with; `random` gives bytes that nobody can guess."""

    settings: Settings
    clock: Clock
    units: Units[ReferralsUnit]
    keys: Keys
    graph: IntroductionGraph
    event_log: EventLog
    groups: tuple[Group, ...]
    random: Callable[[int], bytes] = secrets.token_bytes

    def close(self) -> None:
        """Close the store, the log and the graph."""
        self.event_log.close()
        self.graph.close()
        self.units.database.close()


def wire(settings: Settings, clock: Clock | None = None) -> Container:
    """The Container for these settings.

    Raises UnknownStore, NotMigrated, UnknownLog, UnknownGraph, Unavailable.
    """
    clock = clock or clock_of(settings.clock_url)
    database = open_migrated(settings.store_url, VERSIONS)
    graph = open_graph(settings.graph_url)
    units = Units(database, clock, partial(ReferralsUnit, graph=graph))
    groups = (
        Group(STORE_GROUP, STORE_REACTIONS, StoreSink(STORE_GROUP, units)),
        Group(GRAPH_GROUP, GRAPH_REACTIONS, ProjectionSink(graph), GRAPH_BATCH),
    )
    keys = make_keys(settings, database, clock)
    event_log = open_event_log(settings.event_log_url, database, clock)
    return Container(settings, clock, units, keys, graph, event_log, groups)


def service_web(container: Container) -> ServiceWeb:
    """What the app factory makes the web app of referrals of."""
    _, graph_group = container.groups
    return ServiceWeb(
        title="Warmpath referrals",
        container=container,
        blueprints=blueprints(),
        versions=VERSIONS,
        checks={"graph": lambda: _graph_check(container.graph)},
        answers_from=graph_group,
    )


def jobs(container: Container) -> tuple[Job, ...]:
    """What the worker does now and then."""
    write, clock = container.units.write, container.clock
    return (
        rotation(container.keys),
        Job("hear_again", LAPSE_EVERY, lambda: hear_again(container)),
        Job("lapse_introductions", LAPSE_EVERY, lambda: lapse_introductions(write, clock)),
        Job("remind_introducers", REMIND_EVERY, lambda: remind_introducers(write, clock)),
        Job("lapse_referrals", LAPSE_EVERY, lambda: lapse_referrals(write, clock)),
        Job("tell_referral_news", LAPSE_EVERY, lambda: tell_news(write, clock)),
        Job("tell_of_silence", REMIND_EVERY, lambda: tell_of_silence(write, clock)),
        Job("reach_milestones", CREDIT_EVERY, lambda: reach_milestones(write, clock)),
    )


def hear_again(container: Container) -> int:
    """Take in what the store passed over when it did not keep it yet."""
    return tell_again(STORE_GROUP, STORE_REACTIONS, container.units, container.event_log)


def open_graph(url: str) -> IntroductionGraph:
    """The introduction graph that `url` names.

    `embedded:////absolute/path`, as in SQLite's URLs, or `neo4j://user:password@host:7687/name`.
    Raises UnknownGraph, and Unavailable if its server is away.
    """
    parsed = urlsplit(url)
    if parsed.scheme in SCHEMES:
        from services.referrals.adapters.neo4j_graph.graph import Neo4jGraph

        return Neo4jGraph(_address(url))
    if parsed.scheme != "embedded" or parsed.netloc or not parsed.path:
        raise UnknownGraph("GRAPH_URL must be embedded:///path or neo4j://user:password@host:7687.")
    from services.referrals.adapters.embedded_graph.graph import EmbeddedGraph

    return EmbeddedGraph(Path(parsed.path.removeprefix("/")))


def stored_credits(connection: Connection) -> Credits:
    """The credit that a store keeps, without a graph beside it."""
    return StoredCredits(connection)


def path_solver(url: str) -> PathSolver:
    """The engine of `warmpath paths solve`. Raises UnknownGraph, Unavailable."""
    if urlsplit(url).scheme in SCHEMES:
        from services.referrals.adapters.neo4j_graph.solver import Neo4jSolver

        # Nobody else's, not even of the same command run twice at once.
        return Neo4jSolver(_address(url).named(f"solve{new_id().hex}"))
    if url != "embedded:":
        raise UnknownGraph("paths are solved in embedded: or neo4j://user:password@host:7687.")
    from services.referrals.adapters.embedded_graph.solver import EmbeddedSolver

    return EmbeddedSolver()


def _address(url: str) -> Address:
    try:
        return address_of(url)
    except (BadAddress, ValueError) as error:
        raise UnknownGraph(f"A Neo4j URL does not name a graph: {error}") from error


def _graph_check(graph: IntroductionGraph) -> str:
    try:
        graph.ping()
    except WarmpathError as error:
        return error.detail
    return ""
