"""Refer somebody in under a minute; what became of my referrals, and of those of me; credit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, request

from services.portal.api_client import Answer, Json, Refused
from services.portal.language import gettext
from services.portal.pages.forms import text
from services.portal.pages.frame import after, after_doing, page
from services.portal.pages.openings import opening_seen, title_of
from services.portal.pages.sign_in import claim
from services.portal.pages.visit import api, meanwhile
from shared.web.operations import Access, allow

pages = Blueprint("referring", __name__)
SHOWN = 20
NOBODY: Json = {"grant": None, "contacts": []}
PLAIN = ("consent", "refuse", "withdraw", "release-hire")
DONE = {
    "consent": "consented",
    "refuse": "refused",
    "withdraw": "referral-withdrawn",
    "release-hire": "released",
}


@pages.get("/openings/<uuid:opening_id>/refer")
@allow(Access.MEMBER)
def write(opening_id: UUID) -> Response:
    """The one form."""
    return _form(str(opening_id))


@pages.post("/openings/<uuid:opening_id>/refer")
@allow(Access.MEMBER)
def submit(opening_id: UUID) -> Response:
    """Name them at profiles, if it is by an address; then refer them. They are asked."""
    new: Json = {
        "opening_id": str(opening_id),
        "relation": text("relation"),
        "vouch": text("vouch"),
    }
    try:
        if text("introduction"):
            new["introduction_id"] = text("introduction")
        else:
            named = {"name": text("name"), "mail": text("mail")}
            new["invited"] = api().post("profiles", "/v1/invitations", named).body["invited"]
        made = api().post("referrals", "/v1/referrals", new).body
    except Refused as refusal:
        if refusal.is_about_no_form:
            raise
        return _form(str(opening_id), refusal)
    return after(f"/referrals/{made['id']}", "referred")


@pages.get("/referrals")
@allow(Access.MEMBER)
def mine() -> Response:
    """Whom I referred, and for what I was."""
    asked = {"after": request.args.get("after") or None, "limit": SHOWN}
    about_me = meanwhile(lambda: api().get("referrals", "/v1/referrals/about-me", limit=SHOWN))
    by_me = api().get("referrals", "/v1/referrals", **asked).body
    of_me = about_me().body
    learn_names_of([*by_me["items"], *of_me["items"]])
    return page(
        "referrals.html",
        by_me=[told(each) for each in by_me["items"]],
        of_me=[told(each) for each in of_me["items"]],
        next=by_me["next"],
    )


@pages.post("/referrals/claim")
@allow(Access.MEMBER)
def look_again() -> Response:
    """Have those wait for me that named me by one of my addresses."""
    return after("/referrals", "claimed" if claim(api()) else "nothing-to-claim")


@pages.get("/referrals/<uuid:referral_id>")
@allow(Access.MEMBER)
def one(referral_id: UUID) -> Response:
    """One of them, as far as it is mine to see, with its credit where it is mine; who runs the
    opening reads what they may see of it under /recruiting.
    """
    found = _answered(referral_id)
    if found.body["role"] == "recruiter":
        return after(f"/recruiting/{referral_id}")
    return page("referral.html", **_shown(found))


@pages.post("/referrals/<uuid:referral_id>/<any(consent,refuse,withdraw,'release-hire'):verb>")
@allow(Access.MEMBER)
def act(referral_id: UUID, verb: str) -> Response:
    """Agree or not, take it back, or let who introduced me know."""
    api().post("referrals", f"/v1/referrals/{referral_id}/{verb}")
    return after(f"/referrals/{referral_id}", DONE[verb])


@pages.post("/referrals/<uuid:referral_id>/stage")
@allow(Access.MEMBER)
def tell_stage(referral_id: UUID) -> Response:
    """What the candidate heard before it was noted here."""
    where = f"/v1/referrals/{referral_id}/moves"
    return _done(
        referral_id, lambda: api().post("referrals", where, {"what": text("what")}), "moved"
    )


@pages.post("/referrals/<uuid:referral_id>/vouch")
@allow(Access.MEMBER)
def reword(referral_id: UUID) -> Response:
    """Other words, until the candidate agreed."""
    body = {"relation": text("relation"), "vouch": text("vouch")}
    where, etag = f"/v1/referrals/{referral_id}", request.form.get("etag")
    return _done(referral_id, lambda: api().patch("referrals", where, body, etag), "saved")


def _done(referral_id: UUID, act: Callable[[], Any], done: str) -> Response:
    def again(refusal: Refused) -> Response:
        shown = _shown(_answered(referral_id))
        return page("referral.html", refusal.status, **shown, problem=refusal)

    return after_doing(act, again, f"/referrals/{referral_id}", done)


def learn_names_of(items: Iterable[Json]) -> None:
    """Ask for the names of a whole list of referrals at once."""
    api().learn_names((each["grant"], _people(each)) for each in items)


def told(item: Json) -> dict[str, Any]:
    """A referral with the names and the title that go with it."""
    names = api().names(item["grant"], *_people(item))
    candidate = names.get(item["candidate"] or "") or names.get(item["invited"] or "")
    return {
        "it": item,
        "title": _title_of(item),
        "candidate": candidate or gettext("Somebody who left"),
        "referrer": names.get(item["referrer"] or "", ""),
    }


def _title_of(item: Json) -> str:
    """As the referral itself says it to its people, also once the opening is over."""
    title, employer = item["opening_title"], item["employer_name"]
    if title and employer:
        return gettext("%(title)s at %(employer)s", title=title, employer=employer)
    return title_of(item["opening_id"])


def _people(item: Json) -> tuple[str | None, ...]:
    return (item["candidate"], item["invited"], item["referrer"])


def credit_of(referral_id: str) -> Json | None:
    """The lines of credit, with their authors, and which milestones are paid and not taken back."""
    found: Json | None = api().find("referrals", f"/v1/referrals/{referral_id}/credit")
    if found is None:
        return None
    names = api().names(found["grant"], *(line["by"] for line in found["lines"]))
    gone = gettext("somebody who left")
    lines = [
        line | {"author": names.get(line["by"], gone) if line["by"] else ""}
        for line in found["lines"]
    ]
    paid = [line["months"] for line in lines if line["kind"] == "award"]
    back = {line["months"] for line in lines if line["kind"] == "clawback"}
    return found | {"lines": lines, "paid": [months for months in paid if months not in back]}


def _answered(referral_id: UUID) -> Answer:
    try:
        return api().get("referrals", f"/v1/referrals/{referral_id}")
    except Refused as refusal:
        if refusal.status == 404:
            abort(404)
        raise


def _shown(answer: Answer) -> dict[str, Any]:
    item = answer.body
    credit = credit_of(item["id"]) if item["role"] == "referrer" else None
    return {"item": told(item), "etag": answer.etag, "credit": credit}


def _form(opening_id: str, problem: Refused | None = None) -> Response:
    opening = opening_seen(opening_id)
    if opening is None:
        abort(404)
    came = meanwhile(lambda: _brought(opening_id))
    fits, to_prove = _fitting(opening_id)
    brought_by = [(each["grant"], [each["candidate"]]) for each in came()]
    names = api().learn_names([*brought_by, (fits["grant"], fits["contacts"])])
    gone = gettext("Somebody who left")
    api().need("profiles")
    return page(
        "refer.html",
        problem.status if problem else 200,
        opening=opening,
        brought=[(each["id"], names.get(each["candidate"], gone)) for each in came()],
        fitting=sorted(names[each] for each in fits["contacts"] if each in names),
        to_prove=to_prove,
        problem=problem,
    )


def _fitting(opening_id: str) -> tuple[Json, bool]:
    """Which of one's own contacts are open to this opening, told to its employees only; and
    whether one still has to prove that one works there.
    """
    try:
        where = f"/v1/openings/{opening_id}/own-contacts"
        found: Json = api().get("referrals", where, limit=SHOWN).body
    except Refused as refusal:
        if refusal.is_about_no_form:
            raise
        return NOBODY, refusal.code == "employment_not_proved"
    return found, False


def _brought(opening_id: str) -> list[Json]:
    """The introductions about this opening that came to an end at me."""
    found = api().get("referrals", "/v1/introductions/asked", limit=SHOWN).body["items"]
    reached = [each for each in found if each["role"] == "target" and each["state"] == "met"]
    return [each for each in reached if each["opening_id"] == opening_id and each["candidate"]]
