"""How far a service has come: with what it takes in, what it builds of it, and what it tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from shared.messaging import dead_letters, outbox
from shared.messaging.back_off import AWAY
from shared.messaging.builds import Build, builds_of
from shared.messaging.heartbeats import heard_at, is_silent
from shared.messaging.sinks import Group, Sink
from shared.storage.database import Database
from shared.storage.tables import lags, told_again

_GROUPS: BindParameter[str] = bindparam("groups", expanding=True)
_LAGS = (
    select(lags.c.group, lags.c.topic, func.sum(lags.c.behind))
    .where(lags.c.group.in_(_GROUPS))
    .group_by(lags.c.group, lags.c.topic)
    .order_by(lags.c.topic)
)
_TOLD_AGAIN = (
    select(told_again.c.sink, told_again.c.topic)
    .where(told_again.c.sink.in_(_GROUPS))
    .order_by(told_again.c.topic)
)


@dataclass(frozen=True)
class TopicLag:
    """How many records of a topic a group has left to read, at most."""

    topic: str
    behind: int


@dataclass(frozen=True)
class ProjectionVersion:
    """Which building of a projection answers: `generation` counts how often it was built anew.

    None while it does not answer.
    """

    generation: int | None
    build: Build


@dataclass(frozen=True)
class GroupProgress:
    """How far a consumer group is.

    `heard_at` is None for one that never began; `topics` holds those that it has read of.
    `told_again` names topics of which its store is told once more. `projection` is None for a
    group whose sink is a store.
    """

    name: str
    heard_at: datetime | None
    is_silent: bool
    topics: Sequence[TopicLag]
    told_again: Sequence[str]
    projection: ProjectionVersion | None


@dataclass(frozen=True)
class OutboxProgress:
    """How many events wait for the relay, and since when the first of them does."""

    waiting: int
    oldest_at: datetime | None


@dataclass(frozen=True)
class Progress:
    """A service as it stands; numbers are as old as the worker's last heartbeat.

    `set_aside`: how many dead letters wait to be replayed.
    """

    groups: Sequence[GroupProgress]
    outbox: OutboxProgress
    set_aside: int


def progress(store: Database, groups: Iterable[Group], now: datetime) -> Progress:
    """How far the service is to which this store and these groups belong."""
    groups = list(groups)
    names = [group.name for group in groups]
    with store.read() as connection:
        set_aside = dead_letters.count(connection)
        waits = OutboxProgress(*outbox.waiting_since(connection))
        heard = heard_at(connection, names)
        behind = _lags(connection, names)
        again = _told_again(connection, names)
        builds = builds_of(connection, names, now)
    told = [
        GroupProgress(
            name=group.name,
            heard_at=heard.get(group.name),
            is_silent=group.name not in heard or is_silent(heard[group.name], now),
            # Of topics that it read before and no longer does, rows may have stayed.
            topics=[each for each in behind[group.name] if each.topic in group.topics],
            told_again=again[group.name],
            projection=_version(group.sink, builds[group.name]),
        )
        for group in groups
    ]
    return Progress(told, waits, set_aside)


def _lags(connection: Connection, names: Collection[str]) -> Mapping[str, list[TopicLag]]:
    found = defaultdict[str, list[TopicLag]](list)
    for group, topic, behind in connection.execute(_LAGS, {"groups": list(names)}):
        found[group].append(TopicLag(topic, int(behind)))
    return found


def _told_again(connection: Connection, names: Collection[str]) -> Mapping[str, list[str]]:
    found = defaultdict[str, list[str]](list)
    for group, topic in connection.execute(_TOLD_AGAIN, {"groups": list(names)}):
        found[group].append(topic)
    return found


def _version(sink: Sink, build: Build) -> ProjectionVersion | None:
    try:
        generation = sink.generation()
    except AWAY:
        return ProjectionVersion(None, build)
    return None if generation is None else ProjectionVersion(generation, build)
