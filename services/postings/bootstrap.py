"""THE wiring of postings: settings → adapters → Container. Web, worker and tests all come here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from services.postings import migrations
from services.postings.adapters.store import PostingsUnit
from services.postings.api import blueprints
from services.postings.commands.openings import expire_openings
from services.postings.reactions import STORE_REACTIONS
from shared.clock import Clock, clock_of
from shared.eventlog.opening import open_event_log
from shared.eventlog.port import EventLog
from shared.messaging.scheduler import Job
from shared.messaging.sinks import Group, StoreSink
from shared.settings import ServiceSettings
from shared.storage.migrations import open_migrated
from shared.storage.unit_of_work import Units
from shared.web.keys import Keys, make_keys, rotation
from shared.web.service import ServiceWeb

STORE_GROUP = "postings.store"
VERSIONS = Path(migrations.__path__[0]) / "versions"
EXPIRE_EVERY = timedelta(minutes=5)


@dataclass(frozen=True)
class Container:
    """Everything a process of postings works with."""

    settings: ServiceSettings
    clock: Clock
    units: Units[PostingsUnit]
    keys: Keys
    event_log: EventLog
    groups: tuple[Group, ...]

    def close(self) -> None:
        """Close the log and the store."""
        self.event_log.close()
        self.units.database.close()


def wire(settings: ServiceSettings, clock: Clock | None = None) -> Container:
    """The Container for these settings. Raises UnknownStore, NotMigrated, UnknownLog."""
    clock = clock or clock_of(settings.clock_url)
    database = open_migrated(settings.store_url, VERSIONS)
    units = Units(database, clock, PostingsUnit)
    return Container(
        settings=settings,
        clock=clock,
        units=units,
        keys=make_keys(settings, database, clock),
        event_log=open_event_log(settings.event_log_url, database, clock),
        groups=(Group(STORE_GROUP, STORE_REACTIONS, StoreSink(STORE_GROUP, units)),),
    )


def service_web(container: Container) -> ServiceWeb:
    """What the app factory makes the web app of postings of."""
    return ServiceWeb(
        title="Warmpath postings",
        container=container,
        blueprints=blueprints(),
        versions=VERSIONS,
        answers_from=container.groups[0],
    )


def jobs(container: Container) -> tuple[Job, ...]:
    """What the worker does now and then."""
    return (
        rotation(container.keys),
        Job("expire_openings", EXPIRE_EVERY, lambda: _expire(container)),
    )


def _expire(container: Container) -> int:
    with container.units.write() as uow:
        return expire_openings(uow, container.clock)
