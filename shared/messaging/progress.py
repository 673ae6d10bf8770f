"""How far a service has come: with what it takes in, what it builds of it, and what it tells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from shared.messaging import outbox
from shared.messaging.back_off import AWAY
from shared.messaging.builds import Build, build_of
from shared.messaging.heartbeats import heard_at, is_silent
from shared.messaging.sinks import Group, Sink
from shared.storage.database import Database
from shared.storage.tables import lags, told_again


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
    """A service as it stands; numbers are as old as the worker's last heartbeat."""

    groups: Sequence[GroupProgress]
    outbox: OutboxProgress


def progress(store: Database, groups: Iterable[Group], now: datetime) -> Progress:
    """How far the service is to which this store and these groups belong."""
    with store.read() as connection:
        waits = OutboxProgress(outbox.count_waiting(connection), outbox.oldest_waiting(connection))
    return Progress([_of_group(store, group, now) for group in groups], waits)


def _of_group(store: Database, group: Group, now: datetime) -> GroupProgress:
    heard = heard_at(store, group.name)
    with store.read() as connection:
        topics, again = _lags(connection, group), _told_again(connection, group.name)
        build = build_of(connection, group.name, now)
    return GroupProgress(
        name=group.name,
        heard_at=heard,
        is_silent=heard is None or is_silent(heard, now),
        topics=topics,
        told_again=again,
        projection=_version(group.sink, build),
    )


def _lags(connection: Connection, group: Group) -> list[TopicLag]:
    # Of topics that it read before and no longer does, rows may have stayed.
    mine = (lags.c.group == group.name) & lags.c.topic.in_(group.topics)
    summed = select(lags.c.topic, func.sum(lags.c.behind)).where(mine).group_by(lags.c.topic)
    return [TopicLag(topic, int(behind)) for topic, behind in sorted(connection.execute(summed))]


def _told_again(connection: Connection, name: str) -> list[str]:
    return sorted(connection.scalars(select(told_again.c.topic).where(told_again.c.sink == name)))


def _version(sink: Sink, build: Build) -> ProjectionVersion | None:
    try:
        generation = sink.generation()
    except AWAY:
        return ProjectionVersion(None, build)
    return None if generation is None else ProjectionVersion(generation, build)
