"""What referrals does when something happened elsewhere. Two groups, one sink each."""

from __future__ import annotations

from services.referrals.ports import GraphChanges, UnitOfWork
from shared.contracts.envelope import Event
from shared.contracts.postings import EmployerChanged, OpeningChanged, OpeningClosed
from shared.contracts.profiles import PersonChanged, PersonErased, TieChanged, TieEnded
from shared.messaging.sinks import Reactions


def follow(event: Event, graph: GraphChanges) -> None:
    """A fact about people, ties, employers or openings: the graph takes it in as it is."""
    graph.apply(event)


def forget_person(event: PersonErased, uow: UnitOfWork) -> None:
    """Somebody left for good: what we still keep of them outside the graph goes too."""
    uow.forget_person(event.subject)


GRAPH_GROUP = "referrals.graph"
GRAPH_REACTIONS: Reactions = {
    PersonChanged: follow,
    PersonErased: follow,
    TieChanged: follow,
    TieEnded: follow,
    EmployerChanged: follow,
    OpeningChanged: follow,
    OpeningClosed: follow,
}

STORE_REACTIONS: Reactions = {
    PersonErased: forget_person,
}
