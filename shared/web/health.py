"""/healthz: the process answers. /readyz: it can do its work, and if not, what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from pathlib import Path

from flask import Blueprint, Response, json
from sqlalchemy.exc import SQLAlchemyError

from shared.clock import Clock
from shared.errors import WarmpathError
from shared.messaging import heartbeats
from shared.storage import migrations
from shared.storage.database import Database
from shared.web.operations import Access, allow
from shared.web.service import Check, service_web

WAITS_TOO_LONG = timedelta(seconds=60)


def health_blueprint() -> Blueprint:
    """What a load balancer and `warmpath up` ask."""
    blueprint = Blueprint("health", __name__)
    blueprint.add_url_rule("/healthz", view_func=allow(Access.ANYONE)(healthz))
    blueprint.add_url_rule("/readyz", view_func=allow(Access.ANYONE)(readyz))
    return blueprint


def healthz() -> Response:
    """The process answers."""
    return _json({"status": "ok"}, 200)


def readyz() -> Response:
    """Whether this process can do its work; 503 names what is missing."""
    web = service_web()
    database, clock = web.container.units.database, web.container.clock
    loops = ["relay", *(group.name for group in web.container.groups)]
    checks = {
        "store": lambda: store_check(database),
        "migrations": lambda: migrations_check(database, web.versions),
        "worker": lambda: worker_check(database, clock, loops),
        **web.checks,
    }
    failed = _failing(checks)
    told = {name: failed.get(name) or "ok" for name in checks}
    told |= _failing({"outbox": lambda: outbox_check(database, clock)})
    ready = {"status": "not ready" if failed else "ready", "checks": told}
    return _json(ready, 503 if failed else 200)


def store_check(database: Database) -> str:
    """Whether the store answers."""
    database.ping()
    return ""


def migrations_check(database: Database, versions: Path) -> str:
    """Whether the store is at the newest migration."""
    try:
        migrations.check(database, versions)
    except migrations.NotMigrated:
        return "the store is not at the newest migration"
    return ""


def worker_check(database: Database, clock: Clock, loops: Iterable[str]) -> str:
    """Whether the service's worker goes round: its `relay` and consumer groups, by name."""
    silent = heartbeats.silent(database, loops, clock.now())
    return f"nothing heard of {', '.join(silent)}" if silent else ""


def outbox_check(database: Database, clock: Clock) -> str:
    """Whether events wait too long for the relay. A warning: writes go on without the log."""
    age = heartbeats.outbox_age(database, clock.now())
    return f"events wait since {age.total_seconds():.0f} s" if age > WAITS_TOO_LONG else ""


def _failing(checks: Mapping[str, Check]) -> dict[str, str]:
    found = {name: _outcome(check) for name, check in checks.items()}
    return {name: wrong for name, wrong in found.items() if wrong}


def _outcome(check: Callable[[], str]) -> str:
    try:
        return check()
    except WarmpathError as error:
        return error.detail
    except (SQLAlchemyError, OSError):
        return "does not answer"


def _json(document: object, status: int) -> Response:
    return Response(json.dumps(document), status, content_type="application/json")
