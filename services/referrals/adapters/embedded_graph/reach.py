"""The questions about openings, asked of one network in memory."""

from __future__ import annotations

from uuid import UUID

from services.referrals.adapters.embedded_graph.network import Network
from services.referrals.adapters.embedded_graph.questions import Asked
from services.referrals.domain import reach
from services.referrals.domain.paths import (
    ReachableOpenings,
    ReachableOpeningsAnswer,
    Search,
    SeenOpening,
)


def reachable_openings(network: Network, query: ReachableOpenings) -> ReachableOpeningsAnswer:
    """One page of the openings that the candidate can reach."""
    return reach.reachable_openings(Asked(network, query.search), network.board, query)


def find_opening(network: Network, search: Search, opening_id: UUID) -> SeenOpening | None:
    """The opening, if the candidate may see it."""
    opening = network.board.openings.get(opening_id)
    if opening is None or not reach.may_see(Asked(network, reach.widest(search)), opening):
        return None
    return reach.seen_opening(network.board, opening)
