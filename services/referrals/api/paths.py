"""Who can introduce me, to whom, and to which openings."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import astuple
from datetime import timedelta
from typing import Any
from uuid import UUID

from services.referrals import queries
from services.referrals.api.shapes import (
    Bounds,
    OpeningShown,
    OpeningsShown,
    OwnContactsShown,
    PathsShown,
    ToOpening,
    ToPerson,
    Within,
    opening_shape,
)
from services.referrals.domain.answers import ShownPath
from services.referrals.domain.paths import Mark, OpeningFilters, Search
from services.referrals.ports import UnitOfWork
from services.referrals.reactions import GRAPH_GROUP
from shared.messaging import heartbeats
from shared.storage.rate_limits import Limit
from shared.web.blueprint import Blueprint
from shared.web.caller import current_person
from shared.web.grants import sign_grant
from shared.web.limits import limited
from shared.web.operations import Access, allow
from shared.web.pages import PageAsked
from shared.web.sealing import seal, unseal
from shared.web.service import web_container
from shared.web.writes import reading

QUESTIONS = (
    Limit("path_questions", most=60, per=timedelta(minutes=1)),
    Limit("path_questions_a_day", most=1000, per=timedelta(days=1)),
)
"""Path questions could map the network: nobody gets to ask them by the thousand."""

blueprint = Blueprint("paths", __name__, description="Who can introduce me, and to which openings.")


@blueprint.get("/v1/introduction-paths")
@allow(Access.MEMBER)
@limited(*QUESTIONS)
@blueprint.arguments(ToPerson, location="query")
@reading
@blueprint.response(200, PathsShown)
def introduction_paths(asked: dict[str, Any], *, uow: UnitOfWork) -> dict[str, Any]:
    """Who can introduce me to this person?

    No path, an unknown person and one who does not accept introductions answer alike.
    """
    to, alternatives = asked.pop("to"), asked.pop("alternatives")
    found = queries.find_introductions(_search(asked), to, alternatives, uow)
    return _answer(found.paths) | vars(found)


@blueprint.get("/v1/openings/<uuid:opening_id>")
@allow(Access.MEMBER)
@limited(*QUESTIONS)
@reading
@blueprint.response(200, OpeningShown)
def opening(opening_id: UUID, *, uow: UnitOfWork) -> dict[str, Any]:
    """An opening that I may see, also one that is for the network only."""
    return opening_shape(queries.find_opening(_search({}), opening_id, uow))


@blueprint.get("/v1/openings/<uuid:opening_id>/who-can-refer")
@allow(Access.MEMBER)
@limited(*QUESTIONS)
@blueprint.arguments(ToOpening, location="query")
@reading
@blueprint.response(200, PathsShown)
def who_can_refer(asked: dict[str, Any], opening_id: UUID, *, uow: UnitOfWork) -> dict[str, Any]:
    """Who can refer me for this opening, and whom do I ask first?

    One row for each who can refer; or, `by=contact`, one for each whom I could ask first.
    """
    by_contact = asked.pop("by") == "contact"
    question = queries.whom_to_ask if by_contact else queries.who_can_refer
    found = question(_search(asked), opening_id, uow)
    return _answer(found.paths) | vars(found)


@blueprint.get("/v1/openings/<uuid:opening_id>/own-contacts")
@allow(Access.MEMBER)
@limited(*QUESTIONS)
@blueprint.arguments(PageAsked, location="query")
@reading
@blueprint.response(200, OwnContactsShown)
def own_contacts(asked: dict[str, Any], opening_id: UUID, *, uow: UnitOfWork) -> dict[str, Any]:
    """Whom of my own contacts do I know for this opening of my employer?

    Those who are open to openings, in no order that says anything; who is not among them may not
    be, may work with me, may avoid me, or may be no contact.
    """
    page = queries.own_contacts_for(_search({}), opening_id, asked["after"], asked["limit"], uow)
    return _named(page.items) | {"contacts": page.items, "next": page.next}


@blueprint.get("/v1/reachable-openings")
@allow(Access.MEMBER)
@limited(*QUESTIONS)
@blueprint.arguments(Within, location="query")
@reading
@blueprint.response(200, OpeningsShown)
def reachable_openings(asked: dict[str, Any], *, uow: UnitOfWork) -> dict[str, Any]:
    """Where could I get in at all? Openings that somebody could introduce me to."""
    bounds = {name: asked[name] for name in Bounds().fields} | {"k": asked["limit"]}
    filters = {name: asked[name] for name in ("text", "employer", "country", "place", "remote")}
    after = _opened(asked["after"]) if asked["after"] else None
    found = queries.reachable_openings(_search(bounds), OpeningFilters(**filters), after, uow)
    rows = [{"opening": opening_shape(each.opening), "path": each.path} for each in found.openings]
    following = (
        seal(web_container().keys.own, json.dumps(astuple(found.next))) if found.next else None
    )
    shown = _answer(each.path for each in found.openings)
    return shown | {"openings": rows, "next": following, "total": found.total}


def _search(bounds: dict[str, Any]) -> Search:
    return Search(candidate=current_person(), today=web_container().clock.now().date(), **bounds)


def _answer(shown: Iterable[ShownPath]) -> dict[str, Any]:
    return _named({path.contact.person_id for path in shown})


def _named(people: Iterable[UUID]) -> dict[str, Any]:
    container = web_container()
    now = container.clock.now()
    return {
        "grant": sign_grant(container.keys.own, current_person(), people, now),
        "stale_since": heartbeats.silent_since(container.units.database, GRAPH_GROUP, now),
    }


def _opened(cursor: str) -> Mark:
    weight, people, opening_id = json.loads(unseal(web_container().keys.own, cursor))
    return Mark(weight, tuple(people), opening_id)
