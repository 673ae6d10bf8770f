"""Oneself: what others read, what one allows, whom one avoids, which addresses are one's own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from shared.contracts.profiles import PersonChanged
from shared.ids import new_id
from tests.support.profiles import Member, ProfilesHome, code_of, employer, items

ME = "/v1/people/me"
Json = dict[str, Any]


def edit(member: Member, path: str, body: Json) -> Any:
    version = member.visitor.get(path).headers["ETag"]
    return member.visitor.patch(path, body, if_match=version)


def add_mail(home: ProfilesHome, member: Member, mail: str) -> Any:
    asked = member.visitor.post(f"{ME}/mail-addresses", {"mail": mail})
    assert (asked.status_code, asked.data) == (202, b"{}\n")
    body = {"mail": mail, "code": home.code_for(mail)}
    return member.visitor.post(f"{ME}/mail-addresses/verify", body)


def test_what_others_read_never_travels_in_an_event(home: ProfilesHome, ana: Member) -> None:
    told = len(home.told(PersonChanged))
    changed = edit(ana, ME, {"headline": "Cook", "skills": ["soup"], "place": "Lund"})

    assert changed.status_code == 200
    assert changed.json["headline"] == "Cook"
    assert ana.visitor.get(ME).json == changed.json
    assert len(home.told(PersonChanged)) == told


def test_settings_travel_when_they_change_and_only_then(home: ProfilesHome, ana: Member) -> None:
    body = {"willing_to_refer": True, "weekly_cap": 5, "topics": ["career-change"]}
    first = edit(ana, f"{ME}/settings", body)
    again = edit(ana, f"{ME}/settings", body)

    assert first.json["weekly_cap"] == again.json["weekly_cap"] == 5
    assert "Warmpath-Token" in first.headers
    assert "Warmpath-Token" not in again.headers
    events = home.told_of(PersonChanged, ana.id)
    assert [(event.sequence, event.willing_to_refer) for event in events] == [(1, False), (2, True)]
    assert events[-1].topics == ["career-change"]


def test_an_edit_needs_the_version_it_is_of(home: ProfilesHome, ana: Member) -> None:
    old = ana.visitor.get(ME).headers["ETag"]
    edit(ana, f"{ME}/settings", {"weekly_cap": 7})

    assert code_of(ana.visitor.patch(ME, {"name": "A"})) == (428, "version_needed")
    stale = ana.visitor.patch(ME, {"name": "A"}, if_match=old)
    assert code_of(stale) == (412, "version_stale")
    assert ana.visitor.get(ME).json["name"] == "Ana Reyes"  # type: ignore[index]


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        (ME, {"name": "  "}, "text_missing"),
        (ME, {"name": "A\u0007"}, "text_not_printable"),
        (ME, {"links": ["javascript:alert(1)"]}, "link_not_http"),
        (ME, {"skills": ["s"] * 0 + [str(n) for n in range(60)]}, "items_too_many"),
        (ME, {"nonsense": 1}, "input_invalid"),
        (ME, {"id": str(new_id())}, "input_invalid"),
        (f"{ME}/settings", {"weekly_cap": -1}, "cap_out_of_range"),
        (f"{ME}/settings", {"findable": "perhaps"}, "input_invalid"),
        (f"{ME}/settings", {"topics": ["Not A Code"]}, "topic_invalid"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    home: ProfilesHome, ana: Member, path: str, body: Json, code: str
) -> None:
    before = ana.visitor.get(path)

    assert code_of(edit(ana, path, body)) == (422, code)

    assert ana.visitor.get(path).data == before.data


def test_an_avoided_person_travels_and_is_let_go_after_seven_days(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    path = f"{ME}/avoided-people/{bea.id}"
    assert ana.visitor.put(path).status_code == 204
    assert ana.visitor.delete(path).status_code == 204
    (entry,) = items(ana.visitor.get(f"{ME}/avoided-people"))
    assert entry["person_id"] == str(bea.id)
    assert entry["until"].startswith("2026-11-30T12:00")
    assert home.run_jobs()["lift_removals"] == 0

    home.clock.advance(timedelta(days=7))

    assert home.run_jobs()["lift_removals"] == 1
    avoided = [event.avoid_people for event in home.told_of(PersonChanged, ana.id)]
    assert avoided == [[], [bea.id], []]


def test_at_most_twenty_people_can_be_avoided(home: ProfilesHome, ana: Member) -> None:
    for _ in range(20):
        assert ana.visitor.put(f"{ME}/avoided-people/{new_id()}").status_code == 204

    refused = ana.visitor.put(f"{ME}/avoided-people/{new_id()}")
    oneself = ana.visitor.put(f"{ME}/avoided-people/{ana.id}")

    assert code_of(refused) == (409, "avoided_people_full")
    assert code_of(oneself) == (422, "avoided_person_is_oneself")


def test_a_work_mail_verifies_the_employment_at_its_domain(home: ProfilesHome, ana: Member) -> None:
    firm = new_id()
    home.hears(employer("Norvik", firm, domains=["norvik.example"]))
    job = {"employer_id": str(firm), "title": "Engineer", "started": "2024-01-01"}
    made = ana.visitor.post(f"{ME}/employments", job).json
    assert made is not None
    assert made["verified"] is False

    added = add_mail(home, ana, "ana@norvik.example")

    assert added.json == {"mail_addresses": ["ana@mail.example", "ana@norvik.example"]}
    (shown,) = items(ana.visitor.get(f"{ME}/employments"))
    assert shown["verified"] is True
    verified = [
        [one.verified for one in event.employments] for event in home.told_of(PersonChanged, ana.id)
    ]
    assert verified == [[], [False], [True]]


def test_a_domain_learnt_later_verifies_and_one_taken_away_does_not_any_more(
    home: ProfilesHome, ana: Member
) -> None:
    firm = new_id()
    add_mail(home, ana, "ana@norvik.example")
    job = {"employer_id": str(firm), "title": "Engineer", "started": "2024-01-01"}
    ana.visitor.post(f"{ME}/employments", job)

    home.hears(employer("Norvik", firm, domains=["norvik.example"]))
    home.hears(employer("Norvik", firm, domains=["mail.norvik.example"]))

    verified = [event.employments for event in home.told_of(PersonChanged, ana.id)]
    assert [[one.verified for one in each] for each in verified] == [[], [False], [True], [False]]


def test_an_address_of_somebody_else_can_be_neither_added_nor_probed(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    refused = add_mail(home, ana, bea.mail)
    guessed = ana.visitor.post(
        f"{ME}/mail-addresses/verify", {"mail": "x@mail.example", "code": "123456"}
    )

    assert code_of(refused) == (409, "mail_taken")
    assert code_of(guessed) == (401, "code_refused")


def test_a_code_to_add_an_address_is_no_code_to_sign_in_and_nobody_elses(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    ana.visitor.post(f"{ME}/mail-addresses", {"mail": "new@mail.example"})
    body = {"mail": "new@mail.example", "code": home.code_for("new@mail.example")}

    assert code_of(home.nobody.post("/v1/sign-in/sessions", body)) == (401, "code_refused")
    foreign = bea.visitor.post(f"{ME}/mail-addresses/verify", body)
    assert code_of(foreign) == (401, "code_refused")
    assert ana.visitor.post(f"{ME}/mail-addresses/verify", body).status_code == 200


def test_verifying_again_with_the_same_key_answers_the_same(
    home: ProfilesHome, ana: Member
) -> None:
    ana.visitor.post(f"{ME}/mail-addresses", {"mail": "new@mail.example"})
    body = {"mail": "new@mail.example", "code": home.code_for("new@mail.example")}

    answers = [
        ana.visitor.post(f"{ME}/mail-addresses/verify", body, idempotency_key="v") for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].data == answers[1].data


def test_employments_are_edited_and_taken_back(home: ProfilesHome, ana: Member) -> None:
    job = {"employer_id": str(new_id()), "title": "Cook", "started": "2020-01-01"}
    made = ana.visitor.post(f"{ME}/employments", job).json
    assert made is not None
    path = f"{ME}/employments/{made['id']}"

    changed = ana.visitor.patch(path, {"ended": "2021-01-01", "team": "Soups"})
    backwards = ana.visitor.patch(path, {"ended": "2019-01-01"})

    assert changed.json == made | {"ended": "2021-01-01", "team": "Soups"}
    assert code_of(backwards) == (422, "dates_reversed")
    assert ana.visitor.delete(path).status_code == 204
    assert code_of(ana.visitor.delete(path)) == (404, "employment_not_found")
    ended = [event.employments for event in home.told_of(PersonChanged, ana.id)]
    assert [[one.ended is None for one in each] for each in ended] == [[], [True], [False], []]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("educations", {"school": "Lund", "started": "2010-09-01", "ended": "2014-06-30"}),
        ("memberships", {"kind": "event", "name": "PyCon", "place": "Vilnius", "year": 2024}),
    ],
)
def test_educations_and_memberships_are_kept_and_taken_back(
    home: ProfilesHome, ana: Member, kind: str, body: Json
) -> None:
    made = ana.visitor.post(f"{ME}/{kind}", body).json
    assert made is not None

    assert made.items() >= body.items()
    assert items(ana.visitor.get(f"{ME}/{kind}")) == [made]
    assert ana.visitor.delete(f"{ME}/{kind}/{made['id']}").status_code == 204
    assert items(ana.visitor.get(f"{ME}/{kind}")) == []
    assert len(home.told_of(PersonChanged, ana.id)) == 1


@pytest.mark.parametrize(
    ("kind", "body", "code"),
    [
        ("employments", {"title": "x", "started": "2020-01-01"}, "input_invalid"),
        (
            "employments",
            {"employer_id": str(new_id()), "title": "x", "started": "1820-01-01"},
            "date_out_of_range",
        ),
        ("educations", {"school": "x", "started": "someday"}, "input_invalid"),
        ("memberships", {"kind": "cult", "name": "x", "year": 2020}, "input_invalid"),
        ("memberships", {"kind": "event", "name": "x", "year": 2090}, "date_out_of_range"),
        ("memberships", {"kind": "event", "name": "x", "year": "2020.5"}, "input_invalid"),
    ],
)
def test_an_impossible_past_is_refused(
    home: ProfilesHome, ana: Member, kind: str, body: Json, code: str
) -> None:
    assert code_of(ana.visitor.post(f"{ME}/{kind}", body)) == (422, code)
    assert items(ana.visitor.get(f"{ME}/{kind}")) == []


def test_the_export_holds_everything_one_said_and_nothing_others_said(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    path = home.know_each_other(ana, bea)
    ana.visitor.put(f"{path}/own-answer", {"answer": "well"})
    bea.visitor.put(f"{path}/own-answer", {"answer": "met"})
    ana.visitor.post("/v1/groups", {"name": "Class of 2011", "kind": "class"})
    job = {"employer_id": str(new_id()), "title": "Cook", "started": "2020-01-01"}
    ana.visitor.post(f"{ME}/employments", job)

    kept = ana.visitor.get(f"{ME}/export").json

    assert kept is not None
    assert kept["person"]["name"] == "Ana Reyes"
    assert kept["mail_addresses"] == ["ana@mail.example"]
    assert [group["name"] for group in kept["groups"]] == ["Class of 2011"]
    assert [(tie["answer"], tie["person"]["name"]) for tie in kept["ties"]] == [
        ("well", "Bea Holm")
    ]
    assert "met" not in str(kept)
    assert kept["employments"][0].items() >= job.items()
    assert [one["refreshed_at"] for one in kept["sessions"]] == ["2026-11-23T12:00:00+00:00"]
