"""For who runs the installation: how each service is, how far, and what it could not take in."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, Response

from services.portal.api_client import Away, Json, Request
from services.portal.pages.container import container
from services.portal.pages.frame import after, page
from services.portal.pages.visit import api, meanwhile
from services.portal.settings import SERVICES
from shared.web.operations import Access, allow

pages = Blueprint("operator", __name__)
SHOWN = 50


@pages.get("/operator")
@allow(Access.OPERATOR)
def overview() -> Response:
    """Each service's own word on itself, how far it is, and its dead letters."""
    asked = {name: _begun(name) for name in SERVICES}
    told = {
        name: {part: answer() for part, answer in parts.items()} for name, parts in asked.items()
    }
    letters = {name: _letters(name, parts["progress"]) for name, parts in told.items()}
    services = {name: parts | {"letters": letters[name]()} for name, parts in told.items()}
    return page("operator.html", services=services)


@pages.post("/operator/<any(profiles,postings,referrals):service>/<uuid:letter_id>/replay")
@allow(Access.OPERATOR)
def replay(service: str, letter_id: UUID) -> Response:
    """Have it taken in again."""
    api().post(service, f"/v1/dead-letters/{letter_id}/replay")
    return after("/operator", "replayed")


def _begun(service: str) -> dict[str, Callable[[], Json | None]]:
    """What is asked of a service, as soon as it is told."""
    return {
        "ready": meanwhile(partial(_ready, service)),
        "progress": meanwhile(partial(_asked, service, "/v1/progress")),
    }


def _letters(service: str, progress: Json | None) -> Callable[[], Json | None]:
    """Its dead letters, which nobody is asked for where it says that there are none."""
    if progress is not None and progress.get("set_aside") == 0:
        return lambda: {"items": []}
    return meanwhile(partial(_asked, service, "/v1/dead-letters", limit=SHOWN))


def _ready(service: str) -> Json:
    """What it says to whoever asks, also while profiles cannot say who does."""
    try:
        answer = container().transport.send(Request(service, "GET", "/readyz", {}))
        found: Json = json.loads(answer.content)
    except (Away, ValueError):
        return {"status": "does not answer", "checks": {}}
    return found


def _asked(service: str, path: str, **query: Any) -> Json | None:
    """None where a service cannot say: it is not ready, or too old to know the question."""
    try:
        found: Json | None = api().find(service, path, **query)
    except Away:
        return None
    return found
