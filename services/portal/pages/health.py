"""/healthz: the process answers. /readyz: it can make pages. Services that are away are no reason
not to: the pages then say what still works."""

from __future__ import annotations

from flask import Blueprint, Response, json

from services.portal.pages.container import portal_web
from shared.errors import WarmpathError
from shared.web.health import migrations_check, store_check
from shared.web.operations import Access, allow

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@allow(Access.ANYONE)
def healthz() -> Response:
    """The process answers."""
    return _json({"status": "ok"}, 200)


@blueprint.get("/readyz")
@allow(Access.ANYONE)
def readyz() -> Response:
    """Whether this process can do its work; 503 names what is missing."""
    web = portal_web()
    try:
        store_check(web.container.database)
        wrong = migrations_check(web.container.database, web.versions)
    except WarmpathError as error:
        wrong = error.detail
    told = {"status": "not ready" if wrong else "ready", "checks": {"store": wrong or "ok"}}
    return _json(told, 503 if wrong else 200)


def _json(document: object, status: int) -> Response:
    return Response(json.dumps(document), status, content_type="application/json")
