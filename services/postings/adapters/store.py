"""The postings store: one unit of work with all that postings keeps."""

from __future__ import annotations

from sqlalchemy import Connection

from services.postings.adapters.employers import StoredEmployers
from services.postings.adapters.openings import StoredOpenings
from services.postings.adapters.people import StoredPeople
from shared.clock import Clock
from shared.storage.unit_of_work import UnitOfWork


class PostingsUnit(UnitOfWork):
    """Keeps `ports.UnitOfWork`."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        super().__init__(connection, clock)
        self.employers = StoredEmployers(connection)
        self.openings = StoredOpenings(connection)
        self.people = StoredPeople(connection)
