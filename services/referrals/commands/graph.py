"""Upkeep of the introduction graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from services.referrals.ports import IntroductionGraph
from services.referrals.reactions import GRAPH_REACTIONS
from shared.contracts.codec import decode
from shared.contracts.envelope import Event, InvalidMessage
from shared.eventlog.port import EventLog

GRAPH_TOPICS = sorted({event.TOPIC for event in GRAPH_REACTIONS})


def rebuild_graph(
    graph: IntroductionGraph,
    event_log: EventLog,
    counted: Callable[[Iterator[Event]], Iterator[Event]] = iter,
) -> None:
    """Forget the graph and take in the whole event log again, in one step for every reader.

    `counted`: what the events are passed through on their way, to tell how far it is.
    """
    graph.rebuild(counted(replayed(event_log)))


def replayed(event_log: EventLog) -> Iterator[Event]:
    """Every event that the graph follows, from the beginning; unreadable ones are left out."""
    for record in event_log.replay(GRAPH_TOPICS):
        try:
            yield decode(record.message)
        except InvalidMessage:
            # It lies in the dead letters, with its reason; the graph never had it either.
            continue
