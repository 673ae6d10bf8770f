"""Every operation × nobody, a member, another member; taken from the app itself, so that a new
operation cannot be forgotten."""

from __future__ import annotations

from typing import Any

import pytest

from services.profiles.api import blueprints
from shared.ids import new_id
from tests.support.profiles import Member, ProfilesHome, code_of
from tests.support.web import Visitor

FOR_ANYONE = {
    "/v1/sign-in/codes",
    "/v1/sign-in/sessions",
    "/v1/sign-in/refresh",
    "/v1/sign-out",
    "/v1/weekly-digest/off",  # the link in a mail is what allows it
    "/v1/installation",  # whether anybody is here yet, and nothing of whom
    "/v1/join-links/<string:join_token>",  # the link is what allows it
}
BODIES: dict[tuple[str, str], Any] = {
    ("PATCH", "/v1/people/me"): {"name": "X"},
    ("PATCH", "/v1/people/me/settings"): {"weekly_cap": 1},
    ("PATCH", "/v1/people/me/employments/<uuid:employment_id>"): {"title": "X"},
    ("POST", "/v1/groups/<uuid:group_id>/known"): {"person_ids": [str(new_id())], "lend": True},
    ("PUT", "/v1/groups/<uuid:group_id>/me"): {"show_name": True, "volunteer": False},
    ("POST", "/v1/ties/<uuid:tie_id>/confirm"): {"lend": True},
    ("PUT", "/v1/ties/<uuid:tie_id>/lending"): {"lend": True},
    ("PUT", "/v1/ties/<uuid:tie_id>/own-answer"): {"answer": "met"},
    ("PUT", "/v1/ties/<uuid:tie_id>/messages"): {
        "sent": 1,
        "received": 1,
        "last_on": "2026-11-01",
    },
    ("PUT", "/v1/ties/<uuid:tie_id>/meetings"): {"count": 1, "last_on": "2026-11-01"},
    ("POST", "/v1/imports/<uuid:import_id>/choose"): {"person_ids": [], "lend": True},
}
TAKES_ANY_PERSON = {"/v1/people/me/avoided-people/<uuid:person_id>"}
TAKES_A_BODY = {"POST", "PUT", "PATCH"}
NO_BODY = {
    "/v1/people/me/avoided-people/<uuid:person_id>",
    "/v1/ties/<uuid:tie_id>/deny",
    "/v1/ties/<uuid:tie_id>/withdraw",
    "/v1/imports/<uuid:import_id>/undo",
    "/v1/imports",
    "/v1/weekly-digest/off",
}


def operations(home: ProfilesHome) -> list[tuple[str, str]]:
    """Method and rule of every operation of profiles' own."""
    own = {part.name for part in blueprints()}
    return sorted(
        (method, rule.rule)
        for rule in home.app.url_map.iter_rules()
        if rule.endpoint.split(".")[0] in own
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    )


def call(visitor: Visitor, method: str, rule: str, thing: str, **options: Any) -> Any:
    path = "/".join(thing if part.startswith("<") else part for part in rule.split("/"))
    return visitor.call(method, path, BODIES.get((method, rule)), **options)


def test_nobody_may_do_more_than_sign_in_follow_a_link_and_see_whether_anybody_is_here(
    home: ProfilesHome,
) -> None:
    found = operations(home)
    assert len(found) > 40

    for method, rule in found:
        if rule not in FOR_ANYONE:
            refused = call(home.nobody, method, rule, str(new_id()))
            assert code_of(refused) == (401, "sign_in_needed"), (method, rule)


def test_what_is_not_ones_own_reads_like_what_does_not_exist(
    home: ProfilesHome, ana: Member, bea: Member, cai: Member
) -> None:
    things = things_of(home, ana, bea)
    tried = 0
    for method, rule in operations(home):
        name = rule.partition("<uuid:")[2].partition(">")[0]
        if not name or rule in TAKES_ANY_PERSON:
            continue
        foreign = call(cai.visitor, method, rule, things[name])
        nowhere = call(cai.visitor, method, rule, str(new_id()))
        assert foreign.status_code == 404, (method, rule, foreign.text)
        assert foreign.data == nowhere.data, (method, rule)
        tried += 1
    assert tried >= 20


def test_what_is_ones_own_is_there(home: ProfilesHome, ana: Member, bea: Member) -> None:
    things = things_of(home, ana, bea)

    for method, rule in operations(home):
        name = rule.partition("<uuid:")[2].partition(">")[0]
        if name and method == "GET":
            assert call(ana.visitor, method, rule, things[name]).status_code == 200, rule


@pytest.mark.parametrize("body", [b"{", b"[]", b"null", b'"x"', b'{"\\ud800": 1}', b"\xff"])
def test_an_unreadable_body_is_a_problem_everywhere(
    home: ProfilesHome, ana: Member, body: bytes
) -> None:
    before = home.store_rows("rate_windows")
    tried = 0
    for method, rule in operations(home):
        if method in TAKES_A_BODY and rule not in NO_BODY:
            answer = ana.visitor.call(
                method,
                "/".join(str(ana.id) if part.startswith("<") else part for part in rule.split("/")),
                data=body,
                content_type="application/json",
            )
            assert answer.status_code in (400, 422), (method, rule, answer.text)
            assert code_of(answer)[1] in ("request_unreadable", "input_invalid")
            tried += 1
    assert tried >= 18
    assert home.store_rows("rate_windows") == before


def test_fields_nobody_knows_are_refused_everywhere(home: ProfilesHome, ana: Member) -> None:
    for method, rule in operations(home):
        if method in TAKES_A_BODY and rule not in NO_BODY:
            known = BODIES.get((method, rule), {})
            answer = ana.visitor.call(
                method,
                "/".join(str(ana.id) if part.startswith("<") else part for part in rule.split("/")),
                known | {"nonsense": "x"},
            )
            assert code_of(answer) == (422, "input_invalid"), (method, rule)
            assert answer.json is not None
            assert "nonsense" in answer.json["errors"]


def things_of(home: ProfilesHome, owner: Member, friend: Member) -> dict[str, str]:
    """One of each kind of thing, by the name it has in a path."""
    me = owner.visitor
    job = {"employer_id": str(new_id()), "title": "x", "started": "2020-01-01"}
    membership = {"kind": "event", "name": "x", "year": 2020}
    made = {
        "employment_id": me.post("/v1/people/me/employments", job),
        "education_id": me.post(
            "/v1/people/me/educations", {"school": "x", "started": "2020-01-01"}
        ),
        "membership_id": me.post("/v1/people/me/memberships", membership),
        "group_id": me.post("/v1/groups", {"name": "x", "kind": "class"}),
        "import_id": me.post(
            "/v1/imports?source=linkedin",
            data=b"First Name,Last Name\nA,B\n",
            content_type="text/csv",
        ),
    }
    ids = {name: str((answer.json or {})["id"]) for name, answer in made.items()}
    return ids | {"tie_id": home.know_each_other(owner, friend).rpartition("/")[2]}
