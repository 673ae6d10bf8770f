"""What somebody reads who has never been here: of a group what it is, and of nobody anything."""

from __future__ import annotations

from typing import Any, cast

import pytest

from services.profiles.api.beginning import FOLLOWED
from tests.support.profiles import Member, ProfilesHome, code_of
from tests.support.web import Visitor

CLASS = {
    "name": "FEUP 2018",
    "kind": "class",
    "place": "Porto",
    "first_year": 2016,
    "last_year": 2018,
}


@pytest.fixture
def stranger(home: ProfilesHome) -> Visitor:
    return Visitor(home.app)


def started(by: Member) -> dict[str, Any]:
    answer = by.visitor.post("/v1/groups", CLASS)
    assert answer.status_code == 201, answer.text
    return cast("dict[str, Any]", answer.json)


def test_an_installation_begins_with_its_first_member(
    home: ProfilesHome, stranger: Visitor
) -> None:
    before = stranger.get("/v1/installation").json
    home.member("Ana Reyes")

    assert before == {"has_members": False}
    assert stranger.get("/v1/installation").json == {"has_members": True}


def test_a_link_tells_which_group_it_is_and_nothing_of_its_members(
    home: ProfilesHome, stranger: Visitor, ana: Member
) -> None:
    group = started(ana)

    answer = stranger.get(f"/v1/join-links/{group['join_token']}")

    assert answer.json == CLASS | {"joined_id": None}
    for told in (str(ana.id), "Ana", group["id"], group["join_token"]):
        assert told not in answer.text


def test_a_member_of_the_group_learns_that_they_are_in_it(ana: Member, bea: Member) -> None:
    group = started(ana)
    path = f"/v1/join-links/{group['join_token']}"

    assert (ana.visitor.get(path).json or {})["joined_id"] == group["id"]
    assert (bea.visitor.get(path).json or {})["joined_id"] is None


def test_a_link_that_leads_nowhere_says_what_a_group_that_is_gone_says(
    stranger: Visitor, ana: Member
) -> None:
    group = started(ana)
    ana.visitor.delete(f"/v1/groups/{group['id']}/me")

    gone = stranger.get(f"/v1/join-links/{group['join_token']}")
    never = stranger.get("/v1/join-links/never")

    assert code_of(gone) == code_of(never) == (404, "group_not_found")
    assert gone.data == never.data


def test_links_cannot_be_tried_without_end(stranger: Visitor) -> None:
    tried = [stranger.get("/v1/join-links/never").status_code for _ in range(FOLLOWED.most)]

    assert set(tried) == {404}
    assert stranger.get("/v1/join-links/never").status_code == 429
