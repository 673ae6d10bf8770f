"""For who runs the installation: whether each service is well, and what it could not take in."""

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
    """Each service's own word on itself, and its dead letters."""
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
        letters = api().get(service, "/v1/dead-letters", limit=SHOWN).body
    except (Away, ValueError):
        return {"status": "does not answer", "checks": {}, "letters": None}
    return {"status": ready["status"], "checks": ready["checks"], "letters": letters["items"]}
