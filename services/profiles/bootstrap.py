"""THE wiring of profiles: settings → adapters → Container. Web, worker and tests all come here."""

from __future__ import annotations

import secrets as randomness
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from services.profiles import migrations
from services.profiles.adapters.mail import open_mailer
from services.profiles.adapters.store.unit import MailingUnits, Unit
from services.profiles.api import blueprints
from services.profiles.commands.letters import Letterhead
from services.profiles.commands.mailroom import Mailroom
from services.profiles.commands.people import lift_removals
from services.profiles.commands.ties import weigh_due
from services.profiles.domain.invitation import KEPT
from services.profiles.domain.secrets import Secrets
from services.profiles.mail_ports import Mailer
from services.profiles.ports import UnitOfWork
from services.profiles.queries import session_ended
from services.profiles.reactions import STORE_REACTIONS
from services.profiles.settings import Settings
from shared.clock import Clock, clock_of
from shared.eventlog.opening import open_event_log
from shared.eventlog.port import EventLog
from shared.messaging.scheduler import Job
from shared.messaging.sinks import Group, StoreSink
from shared.storage.migrations import open_migrated
from shared.storage.unit_of_work import Units
from shared.web.answer_links import AnswerLink, sign_answer_link
from shared.web.caller import Caller
from shared.web.keys import Keys, make_keys, rotation
from shared.web.service import ServiceWeb

STORE_GROUP = "profiles.store"
VERSIONS = Path(migrations.__path__[0]) / "versions"
CODES_KEPT = timedelta(days=1)
SESSIONS_KEPT = timedelta(days=60)
PREVIEWS_KEPT = timedelta(days=7)
REFUSED_KEPT = timedelta(days=30)
AT_ONCE = 50


@dataclass(frozen=True)
class Container:
    """Everything a process of profiles works with."""

    settings: Settings
    clock: Clock
    units: MailingUnits
    keys: Keys
    event_log: EventLog
    groups: tuple[Group, ...]
    secrets: Secrets
    mailer: Mailer
    mailroom: Mailroom

    def close(self) -> None:
        """Close the log and the store."""
        self.event_log.close()
        self.units.database.close()


def wire(settings: Settings, clock: Clock | None = None) -> Container:
    """The Container for these settings.

    Raises UnknownStore, NotMigrated, UnknownLog, BadSettings.
    """
    clock = clock or clock_of(settings.clock_url)
    mailer = open_mailer(settings.mail_url, settings.mail_from)
    database = open_migrated(settings.store_url, VERSIONS)
    keys = make_keys(settings, database, clock)
    secrets = Secrets(
        settings.secret_key, randomness.randbelow, lambda: randomness.token_urlsafe(24)
    )
    # Its units are such that nothing follows their commit: it is itself what follows.
    mailroom = Mailroom(
        Units(database, clock, Unit), mailer, clock, _letterhead(settings, secrets, keys, clock)
    )
    portal = settings.public_urls.get("portal", "")
    units = MailingUnits(database, clock, mail_waits=mailroom.after_commit, portal=portal)
    return Container(
        settings=settings,
        clock=clock,
        units=units,
        keys=keys,
        event_log=open_event_log(settings.event_log_url, database, clock),
        groups=(Group(STORE_GROUP, STORE_REACTIONS, StoreSink(STORE_GROUP, units)),),
        secrets=secrets,
        mailer=mailer,
        mailroom=mailroom,
    )


def service_web(container: Container) -> ServiceWeb:
    """What the app factory makes the web app of profiles of."""
    return ServiceWeb(
        title="Warmpath profiles",
        container=container,
        blueprints=blueprints(),
        versions=VERSIONS,
        answers_from=container.groups[0],
        session_ended=lambda caller: _ended(container, caller),
    )


def jobs(container: Container) -> tuple[Job, ...]:
    """What the worker does now and then."""
    return (
        rotation(container.keys),
        Job("send_mail", timedelta(seconds=2), container.mailroom.work),
        Job("weigh_ties", timedelta(seconds=5), lambda: _bit_by_bit(container, weigh_due)),
        Job("lift_removals", timedelta(minutes=5), lambda: _bit_by_bit(container, lift_removals)),
        Job("forget_old", timedelta(hours=1), lambda: _forget_old(container)),
    )


def _letterhead(settings: Settings, secrets: Secrets, keys: Keys, clock: Clock) -> Letterhead:
    def sign(person: UUID, introduction: UUID, answer_by: datetime) -> str:
        link = AnswerLink(person, introduction, answer_by)
        return sign_answer_link(keys.own, link, clock.now())

    return Letterhead(secrets, sign, settings.public_urls, keys.own.prepare)


def _bit_by_bit(container: Container, some: Callable[[UnitOfWork, Clock, int], int]) -> int:
    """All that is due, in short transactions, so that nobody waits long for the store."""
    done = 0
    while True:
        with container.units.write() as uow:
            count = some(uow, container.clock, AT_ONCE)
        done += count
        if count < AT_ONCE:
            return done


def _forget_old(container: Container) -> int:
    now = container.clock.now()
    with container.units.write() as uow:
        codes = uow.codes.forget_older(now - CODES_KEPT)
        sessions = uow.sessions.forget_older(now - SESSIONS_KEPT)
        invitations = uow.invitations.forget_older(now - KEPT)
        previews = uow.imports.forget_previews(now - PREVIEWS_KEPT)
        refused = uow.mails.forget_refused(now - REFUSED_KEPT)
        return codes + sessions + invitations + previews + refused


def _ended(container: Container, caller: Caller) -> bool:
    with container.units.read() as uow:
        return session_ended(caller.session_id, caller.person_id, uow)
