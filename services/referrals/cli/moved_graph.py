"""The graph of an installation that moves: `warmpath migrate` finds it by entry point."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from services.referrals.bootstrap import open_graph
from services.referrals.cli.replay import compare
from services.referrals.commands.graph import rebuild_graph
from shared.eventlog.port import EventLog


class MovedGraph:
    """See shared.cli.moving.Projection. Raises UnknownGraph, Unavailable."""

    def __init__(self, url: str) -> None:
        self._graph = open_graph(url)

    def foreign(self, known: Collection[UUID]) -> int:
        return sum(fact.id not in known for fact in self._graph.facts())

    def rebuild(self, event_log: EventLog) -> int:
        rebuild_graph(self._graph, event_log)
        return sum(1 for _ in self._graph.facts())

    def differences(self, event_log: EventLog) -> list[str]:
        return compare(self._graph, event_log)

    def close(self) -> None:
        self._graph.close()
