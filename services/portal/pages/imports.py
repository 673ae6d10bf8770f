"""Import a list of contacts of any kind: preview with its one-time summary, choose, undo; and what
came of the lists before.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, request

from services.portal.api_client import Json, Refused
from services.portal.language import gettext
from services.portal.pages.container import container
from services.portal.pages.forms import text
from services.portal.pages.frame import after, page
from services.portal.pages.network import LENDING
from services.portal.pages.uploads import FILE, FORM
from services.portal.pages.visit import api
from shared.web.operations import MEGABYTE, Access, accepts, allow

pages = Blueprint("imports", __name__)
IMPORTS, OF_ANY_KIND = "/v1/imports", "application/octet-stream"
LARGEST_LIST = 20 * MEGABYTE
"""As profiles takes it: a list of 30,000 contacts, the most that LinkedIn keeps, has four."""


@pages.get("/import")
@allow(Access.MEMBER)
def begin() -> Response:
    """Where to get the file, what becomes of it, and what came of those before."""
    return _form()


@pages.post("/import")
@allow(Access.MEMBER)
@accepts(FILE, max_bytes=LARGEST_LIST)
def upload() -> Response:
    """Who of the list is here. What does not match is forgotten as soon as this page is made, so
    its summary is told here and nowhere else.
    """
    file = request.files.get("file")
    content = file.read() if file else b""
    if not content:
        return _form(Refused(422, "import_file_missing", gettext("Choose the file.")))
    return _compared(content)


@pages.post("/import/sample")
@allow(Access.MEMBER)
def try_sample() -> Response:
    """Local mode: the list that the sample has for this person."""
    sample = _sample_list()
    if not sample:
        abort(404)
    return _compared(sample.encode())


def _form(problem: Refused | None = None) -> Response:
    return page(
        "import.html",
        problem.status if problem else 200,
        sample=bool(_sample_list()),
        earlier=api().unless_away(_earlier, []),
        problem=problem,
    )


def _earlier() -> Any:
    return api().get("profiles", IMPORTS).body["items"]


def _sample_list() -> str:
    sample = container().sample
    if sample is None:
        return ""
    mails = api().get("profiles", "/v1/people/me").body["mail_addresses"]
    found = (sample.cast.one(mail) for mail in mails)
    return next((each.contacts for each in found if each is not None), "")


def _compared(content: bytes) -> Response:
    try:
        made = api().upload("profiles", IMPORTS, content, OF_ANY_KIND).body
    except Refused as refusal:
        if refusal.is_about_no_form:
            raise
        return _form(refusal)
    return _preview(made, made["summary"])


@pages.get("/imports/<uuid:import_id>")
@allow(Access.MEMBER)
def one(import_id: UUID) -> Response:
    """An import, left and come back to."""
    found = api().find("profiles", f"/v1/imports/{import_id}")
    if found is None:
        abort(404)
    return _preview(found)


@pages.post("/imports/<uuid:import_id>/choose")
@allow(Access.MEMBER)
@accepts(FORM, max_bytes=2 * MEGABYTE)
def choose(import_id: UUID) -> Response:
    """Propose ties to those ticked; the others are forgotten."""
    lend = LENDING.get(text("lend"))
    if lend is None:
        told = gettext("Say whether others may use these ties.")
        found = api().get("profiles", f"/v1/imports/{import_id}").body
        return _preview(found, problem=Refused(422, "lend_unsaid", told))
    body = {"person_ids": request.form.getlist("person"), "lend": lend}
    api().post("profiles", f"/v1/imports/{import_id}/choose", body)
    return after(f"/imports/{import_id}", "chosen")


@pages.post("/imports/<uuid:import_id>/undo")
@allow(Access.MEMBER)
def undo(import_id: UUID) -> Response:
    """Take back what nobody has answered yet."""
    api().post("profiles", f"/v1/imports/{import_id}/undo")
    return after(f"/imports/{import_id}", "undone")


def _preview(found: Json, summary: Json | None = None, problem: Refused | None = None) -> Response:
    status = problem.status if problem else 200
    chosen = request.form.getlist("person") if problem else None
    return page(
        "import_preview.html",
        status,
        found=found,
        summary=summary,
        chosen=chosen,
        problem=problem,
    )
