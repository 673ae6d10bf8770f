"""What referrals keeps in its own store, and the unit of work that reaches the graph too.

So far the store holds only what every service's does; introductions will add tables of their own.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection

from services.referrals.ports import IntroductionGraph
from shared.clock import Clock
from shared.storage import idempotency
from shared.storage.unit_of_work import UnitOfWork


class ReferralsUnit(UnitOfWork):
    """One transaction on the store, with the graph beside it to ask."""

    def __init__(self, connection: Connection, clock: Clock, graph: IntroductionGraph) -> None:
        super().__init__(connection, clock)
        self.graph = graph

    def forget_person(self, person: UUID) -> None:
        """Drop the answers that were kept for repeated calls of this person."""
        idempotency.forget_caller(self.connection, str(person))
