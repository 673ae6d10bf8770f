"""THE wiring of the portal: settings → adapters → Container. The web and the tests come here."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from services.portal import migrations
from services.portal.adapters.attempts import StoredAttempts
from services.portal.adapters.http import HttpTransport
from services.portal.adapters.local_people import LocalPeople
from services.portal.adapters.sessions import StoredSessions
from services.portal.api_client import Transport
from services.portal.once import Attempts
from services.portal.sample import Sample
from services.portal.session import Sessions
from services.portal.settings import Settings
from shared.cli.mailbox import Mailbox
from shared.clock import Clock, clock_of
from shared.storage.database import Database
from shared.storage.migrations import open_migrated

VERSIONS = Path(migrations.__path__[0]) / "versions"
MOST_AT_ONCE = 32
"""Questions to services that one process has under way besides those of its own threads."""


@dataclass(frozen=True)
class Container:
    """Everything a process of the portal works with."""

    settings: Settings
    clock: Clock
    database: Database
    sessions: Sessions
    attempts: Attempts
    transport: Transport
    asking: Executor
    sample: Sample | None
    closing: Callable[[], None]

    def close(self) -> None:
        """Wait for what is being asked; close the connections and the store."""
        self.asking.shutdown()
        self.closing()
        self.database.close()


def wire(
    settings: Settings, clock: Clock | None = None, transport: Transport | None = None
) -> Container:
    """The Container for these settings; tests bring a transport to services of their own.

    Raises UnknownStore, NotMigrated.
    """
    database = open_migrated(settings.store_url, VERSIONS)
    over_http = HttpTransport(settings.service_urls)
    carrier, clock = transport or over_http, clock or clock_of(settings.clock_url)
    return Container(
        settings=settings,
        clock=clock,
        database=database,
        sessions=StoredSessions(database),
        attempts=StoredAttempts(database),
        transport=carrier,
        asking=ThreadPoolExecutor(MOST_AT_ONCE, "asking"),
        sample=_sample(settings, carrier, clock),
        closing=over_http.close,
    )


def _sample(settings: Settings, transport: Transport, clock: Clock) -> Sample | None:
    """Only in local mode: both settings are for nothing else."""
    if settings.local_mail is None or settings.local_people is None:
        return None
    cast = LocalPeople(settings.local_people, Mailbox(settings.local_mail))
    return Sample(cast, transport, clock)
