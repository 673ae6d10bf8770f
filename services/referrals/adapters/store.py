"""What referrals keeps in its own store, and the unit of work that reaches the graph too."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection

from services.referrals.adapters.ats_hooks import StoredHooks
from services.referrals.adapters.credits import StoredCredits
from services.referrals.adapters.introductions import StoredIntroductions
from services.referrals.adapters.openings import StoredOpenings
from services.referrals.adapters.people import StoredPeople
from services.referrals.adapters.referrals import StoredReferrals
from services.referrals.adapters.share_links import StoredLinks
from services.referrals.adapters.slots import StoredSlots
from services.referrals.ports import IntroductionGraph
from shared.clock import Clock
from shared.storage import idempotency
from shared.storage.unit_of_work import UnitOfWork


class ReferralsUnit(UnitOfWork):
    """One transaction on the store, with the graph beside it to ask."""

    def __init__(self, connection: Connection, clock: Clock, graph: IntroductionGraph) -> None:
        super().__init__(connection, clock)
        self.graph = graph
        self.introductions = StoredIntroductions(connection)
        self.referrals = StoredReferrals(connection)
        self.credits = StoredCredits(connection)
        self.openings = StoredOpenings(connection)
        self.people = StoredPeople(connection)
        self.slots = StoredSlots(connection)
        self.hooks = StoredHooks(connection)
        self.links = StoredLinks(connection)

    def forget_person(self, person: UUID) -> None:
        """Drop the answers kept for repeated calls, how often they asked and were asked, where
        they work, for which openings they hire, and what they share or acts by
        their right.
        """
        self.slots.forget(person)
        self.hooks.forget(person)
        self.links.forget(person)
        self.people.put_employments(person, ())
        self.openings.forget(person)
        idempotency.forget_caller(self.connection, str(person))
