"""Groups: a link to join by, names only of who shows theirs, ticks that propose ties."""

from __future__ import annotations

from typing import Any, cast

import pytest

from shared.contracts.profiles import InGroup, PersonChanged, TieChanged
from shared.ids import new_id
from tests.support.profiles import Member, ProfilesHome, code_of, items

Json = dict[str, Any]


@pytest.fixture
def group(ana: Member) -> Json:
    answer = ana.visitor.post(
        "/v1/groups", {"name": "Class of 2011", "kind": "class", "first_year": 2008}
    )
    assert answer.status_code == 201, answer.text
    return cast("Json", answer.json)


def join(member: Member, group: Json, show_name: bool = True) -> None:
    body = {"join_token": group["join_token"], "show_name": show_name}
    answer = member.visitor.post("/v1/groups/join", body)
    assert answer.status_code == 200, answer.text


def members(asker: Member, group: Json) -> list[str]:
    return [one["name"] for one in items(asker.visitor.get(f"/v1/groups/{group['id']}/members"))]


def test_whoever_has_the_link_joins_and_the_others_hear_of_it(
    home: ProfilesHome, ana: Member, bea: Member, group: Json
) -> None:
    join(bea, group)

    assert items(bea.visitor.get("/v1/groups"))[0]["name"] == "Class of 2011"
    in_it = [str(one.group_id) for one in home.told_of(PersonChanged, bea.id)[-1].groups]
    assert in_it == [group["id"]]


def test_only_those_who_show_their_name_are_seen(
    home: ProfilesHome, ana: Member, bea: Member, cai: Member, group: Json
) -> None:
    join(bea, group)
    join(cai, group, show_name=False)

    assert members(ana, group) == ["Bea Holm"]
    assert sorted(members(cai, group)) == ["Ana Reyes", "Bea Holm"]


def test_a_group_does_not_exist_for_those_outside(
    home: ProfilesHome, ana: Member, bea: Member, group: Json
) -> None:
    inside, nowhere = f"/v1/groups/{group['id']}", f"/v1/groups/{new_id()}"
    part = {"show_name": True, "volunteer": False}
    known = {"person_ids": [str(ana.id)], "lend": True}

    for suffix in ("", "/members"):
        assert bea.visitor.get(inside + suffix).data == bea.visitor.get(nowhere + suffix).data
        assert code_of(bea.visitor.get(inside + suffix)) == (404, "group_not_found")
    assert code_of(bea.visitor.put(f"{inside}/me", part)) == (404, "group_not_found")
    assert code_of(bea.visitor.delete(f"{inside}/me")) == (404, "group_not_found")
    assert code_of(bea.visitor.post(f"{inside}/known", known)) == (404, "group_not_found")
    guess = {"join_token": "guess", "show_name": True}
    assert code_of(bea.visitor.post("/v1/groups/join", guess)) == (404, "group_not_found")


def test_ticking_proposes_and_two_ticks_that_meet_confirm(
    home: ProfilesHome, ana: Member, bea: Member, group: Json
) -> None:
    join(bea, group)
    path = f"/v1/groups/{group['id']}/known"

    first = ana.visitor.post(path, {"person_ids": [str(bea.id)], "lend": True})
    assert (first.status_code, home.told(TieChanged)) == (204, [])
    bea.visitor.post(path, {"person_ids": [str(ana.id)], "lend": True})

    assert [event.lent for event in home.told(TieChanged)] == [True]


def test_who_hides_their_name_cannot_be_ticked_and_nobody_else_is_then(
    home: ProfilesHome, ana: Member, bea: Member, cai: Member, group: Json
) -> None:
    join(bea, group)
    join(cai, group, show_name=False)
    body = {"person_ids": [str(bea.id), str(cai.id)], "lend": True}

    refused = ana.visitor.post(f"/v1/groups/{group['id']}/known", body)

    assert code_of(refused) == (404, "group_member_not_found")
    assert items(bea.visitor.get("/v1/ties")) == []


def test_a_volunteer_shows_their_name_and_the_others_hear_of_it(
    home: ProfilesHome, ana: Member, group: Json
) -> None:
    path = f"/v1/groups/{group['id']}/me"

    hidden = ana.visitor.put(path, {"show_name": False, "volunteer": True})
    shown = ana.visitor.put(path, {"show_name": True, "volunteer": True})

    assert code_of(hidden) == (422, "volunteer_hides_name")
    assert shown.status_code == 200
    (now,) = home.told_of(PersonChanged, ana.id)[-1].groups
    assert (str(now.group_id), now.volunteer) == (group["id"], True)


def test_hiding_ones_name_is_not_told_to_other_services(
    home: ProfilesHome, ana: Member, group: Json
) -> None:
    told = len(home.told(PersonChanged))

    ana.visitor.put(f"/v1/groups/{group['id']}/me", {"show_name": False, "volunteer": False})

    assert len(home.told(PersonChanged)) == told


def test_a_group_that_its_last_member_left_is_gone(
    home: ProfilesHome, ana: Member, bea: Member, group: Json
) -> None:
    assert ana.visitor.delete(f"/v1/groups/{group['id']}/me").status_code == 204

    body = {"join_token": group["join_token"], "show_name": True}
    assert code_of(bea.visitor.post("/v1/groups/join", body)) == (404, "group_not_found")
    last: list[InGroup] = home.told_of(PersonChanged, ana.id)[-1].groups
    assert last == []


def test_members_and_groups_come_in_pages(home: ProfilesHome, ana: Member, group: Json) -> None:
    for number in range(3):
        join(home.member(f"Member{number} Person"), group)
    path = f"/v1/groups/{group['id']}/members?limit=2"

    first = ana.visitor.get(path)
    assert first.json is not None
    second = ana.visitor.get(f"{path}&after={first.json['next']}")

    assert len(items(first)) == 2
    assert [one["name"] for one in items(second)] == ["Member2 Person"]
    assert second.json is not None
    assert second.json["next"] is None
    assert code_of(ana.visitor.get(f"{path}&after=rubbish")) == (422, "cursor_unreadable")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"name": "", "kind": "class"}, "input_invalid"),
        ({"name": " ", "kind": "class"}, "text_missing"),
        ({"name": "x", "kind": "clique"}, "input_invalid"),
        ({"name": "x", "kind": "class", "first_year": 2011, "last_year": 2008}, "dates_reversed"),
        ({"name": "x", "kind": "class", "first_year": 12}, "date_out_of_range"),
    ],
)
def test_an_impossible_group_is_refused(
    home: ProfilesHome, ana: Member, body: Json, code: str
) -> None:
    assert code_of(ana.visitor.post("/v1/groups", body)) == (422, code)
    assert items(ana.visitor.get("/v1/groups")) == []


def test_somebody_is_in_a_hundred_groups_at_most(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    token = ana.visitor.post("/v1/groups", {"name": "Choir", "kind": "class"}).get_json()
    ask = {"join_token": token["join_token"], "show_name": True}
    assert bea.visitor.post("/v1/groups/join", ask).status_code == 200
    for _ in range(99):
        bea.visitor.post("/v1/groups", {"name": "Another", "kind": "class"})

    refused = bea.visitor.post("/v1/groups", {"name": "One more", "kind": "class"})

    assert code_of(refused) == (409, "groups_full")
    assert bea.visitor.post("/v1/groups/join", ask).status_code == 200
