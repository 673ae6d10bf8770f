"""My data: what others read, what I allow, where I worked, whom I avoid; take it out; leave."""

from __future__ import annotations

import json
from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request

from services.portal.api_client import Json, Refused
from services.portal.language import gettext, pgettext
from services.portal.pages.asking import contacts
from services.portal.pages.container import container
from services.portal.pages.forms import day, number, text, text_or_none, ticked, words
from services.portal.pages.frame import after, page
from services.portal.pages.visit import api, each_meanwhile, meanwhile, visit
from services.portal.places import language_codes
from shared.web.operations import Access, allow

pages = Blueprint("my_data", __name__)
ME = "/v1/people/me"
SWITCHES = (
    "findable",
    "open_to_introduce",
    "willing_to_refer",
    "open_to_intros",
    "open_to_openings",
    "avoid_own_employers",
    "weekly_digest",
)
NUMBERS = ("weekly_cap", "open_ask_cap", "weekly_intros")


@pages.get("/me")
@allow(Access.MEMBER)
def overview() -> Response:
    """All of it on one page."""
    return _overview()


@pages.post("/me/presentation")
@allow(Access.MEMBER)
def present() -> Response:
    """What others read."""
    body = {
        "name": text("name"),
        "headline": text_or_none("headline"),
        "place": text_or_none("place"),
        "languages": language_codes(text("languages")),
        "skills": words("skills"),
        "links": text("links").split(),
    }
    edited = _edited(ME, body)
    if edited.status_code == 303:
        visit().rename(text("name"))
    return edited


@pages.post("/me/settings")
@allow(Access.MEMBER)
def decide() -> Response:
    """What one allows."""
    body: Json = {name: ticked(name) for name in SWITCHES}
    body |= {name: number(name) for name in NUMBERS}
    body["topics"] = words("topics")
    body["quiet_days"] = request.form.getlist("quiet_day")
    body["time_zone"] = text("time_zone")
    return _edited(f"{ME}/settings", body)


@pages.post("/me/employments")
@allow(Access.MEMBER)
def add_employment() -> Response:
    """Where one works or worked; an employer that is not here yet is added."""
    try:
        employer, added = _employer_called(text("employer"))
    except Refused as refusal:
        return _refused(refusal)
    body = {
        "employer_id": employer,
        "title": text("title"),
        "team": text_or_none("team"),
        "started": day("started"),
        "ended": day("ended"),
    }
    try:
        api().post("profiles", f"{ME}/employments", body)
    except Refused as refusal:
        refusal.partly = added  # the employer stays, and sending the form again finds it
        return _refused(refusal)
    return after("/me", "saved")


@pages.post("/me/employments/<uuid:employment_id>/forget")
@allow(Access.MEMBER)
def forget_employment(employment_id: UUID) -> Response:
    """Take it back."""
    api().delete("profiles", f"{ME}/employments/{employment_id}")
    return after("/me", "saved")


@pages.post("/me/avoided")
@allow(Access.MEMBER)
def avoid() -> Response:
    """Avoid one of one's contacts."""
    try:
        api().put("profiles", f"{ME}/avoided-people/{UUID(text('person'))}")
    except ValueError:
        return _refused(Refused(422, "person_unsaid", gettext("Choose somebody.")))
    except Refused as refusal:
        return _refused(refusal)
    return after("/me", "saved")


@pages.post("/me/avoided/<uuid:person_id>/stop")
@allow(Access.MEMBER)
def stop_avoiding(person_id: UUID) -> Response:
    """Avoid them no longer, from seven days on."""
    api().delete("profiles", f"{ME}/avoided-people/{person_id}")
    return after("/me", "saved")


@pages.post("/me/addresses")
@allow(Access.MEMBER)
def add_address() -> Response:
    """Have a code sent to another address, then verify it with the code."""
    mail, code = text("mail"), text("code")
    try:
        if code:
            api().post("profiles", f"{ME}/mail-addresses/verify", {"mail": mail, "code": code})
            return after("/me", "verified")
        api().post("profiles", f"{ME}/mail-addresses", {"mail": mail})
    except Refused as refusal:
        return _refused(refusal, mail)
    return _overview(adding=mail)


@pages.get("/me/export.json")
@allow(Access.MEMBER)
def export() -> Response:
    """Everything that profiles keeps about oneself, as a file."""
    found = api().get("profiles", f"{ME}/export").body
    text_of = json.dumps(found, ensure_ascii=False, indent=2)
    response = Response(text_of, content_type="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="warmpath-my-data.json"'
    return response


@pages.post("/me/leave")
@allow(Access.MEMBER)
def leave() -> Response:
    """Leave for good, if the word was written that says so."""
    sure = pgettext("to type", "leave")
    if text("sure").casefold() != sure.casefold():
        told = gettext(
            "Write “%(word)s” into the field if you mean it. Nothing was erased.", word=sure
        )
        return _refused(Refused(422, "leaving_unsure", told))
    person = UUID(visit().person_id)
    api().delete("profiles", ME)
    container().sessions.end_all(person)
    visit().end()
    return page("left.html")


def _edited(where: str, body: Json) -> Response:
    try:
        api().patch("profiles", where, body, request.form.get("etag"))
    except Refused as refusal:
        return _refused(refusal)
    return after("/me", "saved")


def _refused(refusal: Refused, adding: str = "") -> Response:
    if refusal.is_about_no_form:
        raise refusal
    return _overview(refusal, adding)


def _overview(problem: Refused | None = None, adding: str = "") -> Response:
    services = api()
    known = meanwhile(lambda: contacts(services))
    me, settings, avoids = (
        meanwhile(partial(services.get, "profiles", f"{ME}{part}"))
        for part in ("", "/settings", "/avoided-people")
    )
    jobs = services.get("profiles", f"{ME}/employments").body["items"]
    employers = each_meanwhile(_employer_name, [each["employer_id"] for each in jobs])
    ties = known()
    names = {tie["person"]["id"]: tie["person"]["name"] for tie in ties}
    unknown = gettext("Somebody")
    return page(
        "me.html",
        problem.status if problem else 200,
        me=me().body,
        etag=me().etag,
        allowed=settings().body,
        settings_etag=settings().etag,
        jobs=[job | {"employer": name} for job, name in zip(jobs, employers, strict=True)],
        avoided=[
            each | {"name": names.get(each["person_id"], unknown)}
            for each in avoids().body["items"]
        ],
        contacts=ties,
        adding=adding,
        problem=problem,
    )


def _employer_called(name: str) -> tuple[str, bool]:
    """Its id; one that nobody has named yet is added, which is said too. Raises Refused."""
    if not name:
        raise Refused(422, "employer_unsaid", gettext("Say which employer."))
    found: list[Any] = api().get("postings", "/v1/employers", q=name, limit=20).body["employers"]
    for each in found:
        if name.casefold() in (alias.casefold() for alias in (each["name"], *each["aliases"])):
            return str(each["id"]), False
    return str(api().post("postings", "/v1/employers", {"name": name}).body["id"]), True


def _employer_name(employer_id: str) -> str:
    named = partial(api().find, "postings", f"/v1/employers/{employer_id}")
    found = api().unless_away(named, None)
    return found["name"] if found else gettext("An employer")
