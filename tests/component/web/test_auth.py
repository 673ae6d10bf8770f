"""Who may do what: declared on each operation, checked before its view runs."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask

from shared.clock import SetClock
from shared.errors import Unauthenticated
from shared.ids import new_id
from shared.web.app_factory import create_app
from shared.web.auth import issue, verify
from shared.web.blueprint import Blueprint
from shared.web.caller import OPERATOR, Caller, current_caller, current_person
from shared.web.operations import Access, UndeclaredOperation, allow
from shared.web.service import web_container
from tests.support.web import access_token, as_operator, as_person, nobody, with_token
from tests.support.wishes import Container, make_container, wishes_settings, wishes_web

BEA = new_id()


@pytest.fixture
def app(container: Container) -> Flask:
    return create_app(wishes_web(container, three_doors()))


def three_doors() -> Blueprint:
    blueprint = Blueprint("doors", __name__)

    @blueprint.get("/v1/anyone")
    @allow(Access.ANYONE)
    @blueprint.response(200)
    def anyone() -> str | None:
        caller = current_caller()
        return str(caller.person_id) if caller else None

    @blueprint.get("/v1/member")
    @blueprint.response(200)
    @allow(Access.MEMBER)
    def member() -> str:
        return str(current_person())

    @allow(Access.OPERATOR)
    @blueprint.response(200)
    def operator() -> str:
        it = web_container()
        return it.settings.service + it.clock.now().isoformat()

    blueprint.get("/v1/operator")(operator)
    return blueprint


@pytest.mark.parametrize(
    ("who", "anyone", "member", "operator"),
    [("nobody", 200, 401, 401), ("person", 200, 200, 403), ("operator", 200, 200, 200)],
)
def test_each_door_opens_to_whom_it_says(
    app: Flask, who: str, anyone: int, member: int, operator: int
) -> None:
    visitors = {"nobody": nobody(app), "person": as_person(app, BEA), "operator": as_operator(app)}
    doors = {"anyone": anyone, "member": member, "operator": operator}

    opened = {door: visitors[who].get(f"/v1/{door}").status_code for door in doors}

    assert opened == doors


def test_the_view_knows_who_is_asking(app: Flask) -> None:
    assert as_person(app, BEA).get("/v1/member").json == str(BEA)
    assert as_person(app, BEA).get("/v1/anyone").json == str(BEA)
    assert nobody(app).get("/v1/anyone").json is None


def test_outside_of_a_signed_in_request_there_is_no_current_person(app: Flask) -> None:
    with app.test_request_context(), pytest.raises(Unauthenticated):
        current_person()


def test_a_bad_token_is_refused_even_where_anyone_may_come(app: Flask) -> None:
    assert with_token(app, "old").get("/v1/anyone").status_code == 401


def test_who_is_not_signed_in_hears_so_before_their_input_is_looked_at(app: Flask) -> None:
    assert nobody(app).post("/v1/wishes", {"text": 7}).status_code == 401


def test_an_app_with_an_undeclared_operation_is_not_made(container: Container) -> None:
    blueprint = Blueprint("open", __name__)

    @blueprint.get("/v1/open")
    @blueprint.response(200)
    def forgotten() -> None: ...

    with pytest.raises(UndeclaredOperation, match=r"open\.forgotten"):
        create_app(wishes_web(container, blueprint))


def test_a_signed_out_session_is_refused_where_it_is_known(container: Container) -> None:
    ended: set[UUID] = set()
    web = wishes_web(container, three_doors(), session_ended=lambda c: c.session_id in ended)
    app = create_app(web)
    caller = Caller(BEA, new_id())
    token = access_token(app, caller)
    assert with_token(app, token).get("/v1/member").status_code == 200

    ended.add(caller.session_id)

    assert with_token(app, token).get("/v1/member").status_code == 401


def test_what_profiles_issues_is_what_the_others_read(tmp_path: Path, clock: SetClock) -> None:
    profiles = make_container(wishes_settings(tmp_path, "profiles"), clock)
    profiles.keys.own.prepare()
    referrals = make_container(
        wishes_settings(tmp_path, "referrals"), clock, fetch=lambda url: profiles.keys.own.public()
    )
    bea = Caller(BEA, new_id(), frozenset({OPERATOR}))

    token = issue(profiles.keys.own, bea, clock.now())

    for service in (profiles, referrals):
        assert verify(service.keys, token, service.settings.service, clock.now()) == bea
        service.units.database.close()
