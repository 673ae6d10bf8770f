"""Where mails lead: to the page that shows what they are about to whoever reads them."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort

from services.portal.pages.frame import after
from services.portal.pages.visit import api
from shared.web.operations import Access, allow

pages = Blueprint("landing", __name__)


@pages.get("/introductions/<uuid:introduction_id>")
@allow(Access.MEMBER)
def introduction(introduction_id: UUID) -> Response:
    """My request, or what I was asked: a mail about it does not know which of the two it is."""
    found = api().find("referrals", f"/v1/introductions/{introduction_id}")
    if found is None:
        abort(404)
    part = "requests" if found["role"] == "candidate" else "asked"
    return after(f"/{part}/{introduction_id}")
