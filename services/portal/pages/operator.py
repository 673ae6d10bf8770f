"""For who runs the installation: how each service is, how far, and what it could not take in."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from flask import Blueprint, Response

from services.portal.api_client import Away, Json, Request
from services.portal.pages.container import container
from services.portal.pages.frame import after, page
from services.portal.pages.visit import api
from services.portal.settings import SERVICES
from shared.web.operations import Access, allow

pages = Blueprint("operator", __name__)
SHOWN = 50


@pages.get("/operator")
@allow(Access.OPERATOR)
def overview() -> Response:
    """Each service's own word on itself, how far it is, and its dead letters."""
    return page("operator.html", services={name: _state(name) for name in SERVICES})


@pages.post("/operator/<any(profiles,postings,referrals):service>/<uuid:letter_id>/replay")
@allow(Access.OPERATOR)
def replay(service: str, letter_id: UUID) -> Response:
    """Have it taken in again."""
    api().post(service, f"/v1/dead-letters/{letter_id}/replay")
    return after("/operator", "replayed")


def _state(service: str) -> dict[str, Any]:
    try:
        answer = container().transport.send(Request(service, "GET", "/readyz", {}))
        ready: Json = json.loads(answer.content)
    except (Away, ValueError):
        return {"status": "does not answer", "checks": {}, "progress": None, "letters": None}
    letters = _asked(service, "/v1/dead-letters", limit=SHOWN)
    return {
        "status": ready["status"],
        "checks": ready["checks"],
        "progress": _asked(service, "/v1/progress"),
        "letters": letters["items"] if letters else None,
    }


def _asked(service: str, path: str, **query: Any) -> Json | None:
    """None where a service that is not ready cannot say."""
    try:
        found: Json = api().get(service, path, **query).body
    except Away:
        return None
    return found
