"""Openings over HTTP: who posts, what is shown, what the others hear."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.postings.bootstrap import jobs
from shared.contracts.envelope import Event
from shared.contracts.postings import OpeningChanged, OpeningClosed, Salary
from shared.contracts.profiles import PersonErased
from shared.contracts.referrals import CandidateHired, ReferralMoved
from shared.ids import new_id
from tests.support.postings import (
    ADA,
    BEA,
    CAI,
    DITA,
    EMIL,
    EVE,
    NOON,
    OPENING,
    POLICY,
    House,
    granted,
    must,
    names,
    person_changed,
    refused,
    works_at,
)


def test_an_employee_drafts_an_opening_and_nobody_hears_of_it(house: House, acme: str) -> None:
    body = OPENING | {
        "employer_id": acme,
        "salary": {"low": 40000, "high": 55000, "currency": "EUR"},
        "valid_through": "2026-12-31",
        "apply_url": "https://acme.example/1",
        "hiring_manager": str(DITA),
        "recruiters": [str(CAI), str(CAI)],
    }
    answer = house.by(ADA).post("/v1/openings", body)

    shown = must(answer, 201)
    assert answer.headers["Location"] == f"/v1/openings/{shown['id']}"
    assert answer.headers["ETag"] == '"1"'
    assert "Warmpath-Token" not in answer.headers
    assert shown == body | {
        "id": shown["id"],
        "employer_name": "Acme",
        "state": "draft",
        "max_introducers": 3,
        "policy_version": None,
        "published_at": None,
        "created_at": NOON.isoformat(),
        "my_roles": ["poster"],
        "posted_by": str(ADA),
        "recruiters": [str(CAI)],
        "hiring_manager": {"accepted": None, "asked": str(DITA), "paused": False},
        "grant": shown["grant"],
    }
    assert granted(shown["grant"]) == {ADA, CAI, DITA}
    assert house.told() == []


def test_only_a_current_employee_of_exactly_that_employer_posts(house: House, acme: str) -> None:
    labs = house.employer(BEA, "Acme Labs")
    house.vouch(labs, parent_id=acme)
    body = OPENING | {"employer_id": labs}

    for person in (ADA, BEA, EVE):
        refused(house.by(person).post("/v1/openings", body), 403, "employment_not_current")
    refused(house.operator.post("/v1/openings", body), 403, "employment_not_current")
    must(house.by(ADA).post("/v1/openings", body | {"employer_id": acme}), 201)


def test_where_the_employer_has_domains_employees_are_verified_first(
    house: House, acme: str
) -> None:
    house.vouch(acme, domains=["acme.example"])
    body = OPENING | {"employer_id": acme}
    refused(house.by(ADA).post("/v1/openings", body), 403, "employment_not_verified")

    house.works(ADA, acme, verified=True)
    must(house.by(ADA).post("/v1/openings", body), 201)


def test_whoever_left_the_employer_posts_there_no_more(house: House, acme: str) -> None:
    house.works(ADA)

    answer = house.by(ADA).post("/v1/openings", OPENING | {"employer_id": acme})

    refused(answer, 403, "employment_not_current")


def test_publishing_tells_the_whole_opening_and_that_the_employer_hires(
    house: House, draft: str
) -> None:
    shown = house.do(ADA, draft, "publish")

    assert (shown["state"], shown["published_at"]) == ("published", NOON.isoformat())
    opening, employer = house.told()
    assert isinstance(opening, OpeningChanged)
    assert (str(opening.subject), opening.state, opening.audience) == (
        draft,
        "published",
        "public",
    )
    assert (opening.posted_by, opening.recruiters, opening.hiring_manager) == (ADA, [CAI], None)
    assert employer.hiring  # type: ignore[attr-defined]


def test_each_state_is_told_once(house: House, published: str) -> None:
    for act in ("pause", "resume", "pause", "fill"):
        house.do(ADA, published, act)

    told = house.told()
    openings = [event for event in told if event.TOPIC == "postings.openings"]
    assert [vars(event).get("state") or vars(event)["reason"] for event in openings] == [
        "paused",
        "published",
        "paused",
        "filled",
    ]
    assert [event.sequence for event in openings] == [2, 3, 4, 5]
    assert [e.hiring for e in told if e.TOPIC == "postings.employers"] == [False, True, False]  # type: ignore[attr-defined]


def test_a_draft_is_dropped_without_anybody_hearing(house: House, draft: str) -> None:
    assert house.do(ADA, draft, "close")["state"] == "closed"
    assert house.told() == []


@pytest.mark.parametrize("act", ["publish", "resume"])
def test_what_the_state_does_not_allow_is_refused_and_tells_nobody(
    house: House, published: str, act: str
) -> None:
    refused(house.by(ADA).post(f"/v1/openings/{published}/{act}"), 409, "opening_state_wrong")
    assert house.told() == []


@pytest.mark.parametrize("audience", ["network", "unlisted"])
def test_openings_that_are_not_advertised_never_say_that_the_employer_hires(
    house: House, acme: str, audience: str
) -> None:
    house.opening(ADA, acme, publish=True, audience=audience)

    assert names(house.told()) == ["OpeningChanged"]
    assert must(house.by(EVE).get(f"/v1/employers/{acme}"), 200)["hiring"] is False


def test_the_employer_hires_until_the_last_advertised_opening_is_gone(
    house: House, acme: str
) -> None:
    first = house.opening(ADA, acme, publish=True)
    second = house.opening(ADA, acme, publish=True, audience="members")
    house.told()

    house.do(ADA, first, "close")
    assert names(house.told()) == ["OpeningClosed"]
    must(house.edit(ADA, second, audience="network"), 200)
    assert names(house.told()) == ["OpeningChanged", "EmployerChanged"]


def test_an_edit_of_a_published_opening_is_told_once_and_of_a_draft_never(
    house: House, draft: str
) -> None:
    must(house.edit(ADA, draft, title="Data Wrangler"), 200)
    assert house.told() == []
    house.do(ADA, draft, "publish")
    house.told()

    must(house.edit(CAI, draft, salary={"low": 1, "high": 2, "currency": "NOK"}), 200)
    [told] = house.told()
    assert isinstance(told, OpeningChanged)
    assert (told.title, told.salary) == ("Data Wrangler", Salary(1, 2, "NOK"))
    must(house.edit(BEA, draft, title="Data Wrangler"), 200)
    assert house.told() == []


def test_what_is_set_to_null_is_gone(house: House, acme: str) -> None:
    opening = house.opening(
        ADA, acme, remote=True, valid_through="2026-12-31", hiring_manager=str(DITA)
    )

    answer = house.edit(ADA, opening, place=None, valid_through=None, hiring_manager=None)

    shown = must(answer, 200)
    assert (shown["place"], shown["valid_through"]) == (None, None)
    assert shown["hiring_manager"] == {"accepted": None, "asked": None, "paused": False}


def test_an_edit_needs_the_version_that_it_changes(house: House, published: str) -> None:
    path = f"/v1/openings/{published}"

    refused(house.by(ADA).patch(path, {"title": "X"}), 428, "version_needed")
    refused(house.by(ADA).patch(path, {"title": "X"}, if_match='"1"'), 412, "version_stale")
    answer = house.by(ADA).patch(path, {"title": "X"}, if_match='"2"')
    assert must(answer, 200)["title"] == "X"
    assert answer.headers["ETag"] == '"3"'


def test_what_is_over_is_no_longer_edited(house: House, published: str) -> None:
    house.do(ADA, published, "close")

    refused(house.edit(ADA, published, title="X"), 409, "opening_over")
    refused(
        house.by(DITA).post(f"/v1/openings/{published}/hiring-manager/accept"),
        409,
        "opening_over",
    )


def test_an_opening_takes_the_policy_that_was_newest_when_it_was_chosen(
    house: House, acme: str
) -> None:
    body = OPENING | {"employer_id": acme, "use_policy": True}
    refused(house.by(ADA).post("/v1/openings", body), 409, "employer_has_no_policy")

    for _ in range(2):
        must(house.by(BEA).post(f"/v1/employers/{acme}/policies", POLICY), 201)
    shown = must(house.by(ADA).post("/v1/openings", body), 201)
    must(house.by(BEA).post(f"/v1/employers/{acme}/policies", POLICY), 201)
    assert shown["policy_version"] == 2

    assert must(house.edit(ADA, shown["id"], title="X"), 200)["policy_version"] == 2
    assert must(house.edit(ADA, shown["id"], use_policy=True), 200)["policy_version"] == 3
    assert must(house.edit(ADA, shown["id"], use_policy=False), 200)["policy_version"] is None


def test_descriptions_lose_their_html_before_anybody_sees_them(house: House, acme: str) -> None:
    opening = house.opening(
        ADA,
        acme,
        publish=True,
        description="**Us** <script>alert(1)</script><b onclick=x>&</b> [x](javascript:x)",
    )

    assert must(house.nobody.get(f"/v1/openings/{opening}"), 200)["description"] == (
        "**Us** & [x](#)"
    )
    assert house.told()[0].description == "**Us** & [x](#)"  # type: ignore[attr-defined]


def test_a_description_of_html_alone_is_none(house: House, acme: str) -> None:
    body = OPENING | {"employer_id": acme, "description": "<script>alert(1)</script>"}

    answer = house.by(ADA).post("/v1/openings", body)

    assert "description" in refused(answer, 422, "input_invalid")["errors"]


def test_an_opening_expires_when_its_last_day_is_over(house: House, acme: str) -> None:
    *_, expire = jobs(house.container)
    through_today = house.opening(ADA, acme, publish=True, valid_through="2026-11-02")
    resting = house.opening(ADA, acme, publish=True, valid_through="2026-11-02")
    house.do(ADA, resting, "pause")
    house.opening(ADA, acme, publish=True, valid_through="2026-11-03")
    house.opening(ADA, acme, valid_through="2026-11-02")
    house.told()

    assert expire.function() == 0
    house.clock.advance(timedelta(days=1))
    assert expire.function() == 2
    told = house.told()
    assert told == [event for event in told if isinstance(event, OpeningClosed)]
    assert {(str(event.subject), vars(event)["reason"]) for event in told} == {
        (through_today, "expired"),
        (resting, "expired"),
    }
    assert expire.function() == 0


def test_the_last_expiry_says_that_the_employer_hires_no_more(house: House, acme: str) -> None:
    house.opening(ADA, acme, publish=True, valid_through="2026-11-02")
    house.told()
    house.clock.advance(timedelta(days=1))

    *_, expire = jobs(house.container)
    expire.function()

    assert names(house.told()) == ["OpeningClosed", "EmployerChanged"]


def test_a_hiring_manager_is_told_only_after_accepting(house: House, published: str) -> None:
    role = f"{published}", "hiring-manager"
    shown = house.do(DITA, "/".join(role), "accept")

    assert shown["my_roles"] == ["hiring_manager"]
    assert shown["hiring_manager"] == {"accepted": str(DITA), "asked": None, "paused": False}
    assert shown["open_to_intros"] is True
    [told] = house.told()
    assert told.hiring_manager == DITA  # type: ignore[attr-defined]
    house.do(DITA, "/".join(role), "accept")
    assert house.told() == []


def test_a_hiring_manager_pauses_and_resumes(house: House, published: str) -> None:
    role = f"{published}/hiring-manager"
    for act in ("accept", "pause", "resume", "decline"):
        house.do(DITA, role, act)

    told = [event.hiring_manager for event in house.told()]  # type: ignore[attr-defined]
    assert told == [DITA, None, DITA, None]


def test_a_delegate_takes_over_only_by_accepting(house: House, published: str) -> None:
    role = f"{published}/hiring-manager"
    house.do(DITA, role, "accept")
    house.told()

    shown = house.do(DITA, role, "delegate", {"person_id": str(EMIL)})
    assert shown["hiring_manager"] == {"accepted": str(DITA), "asked": str(EMIL), "paused": False}
    assert house.told() == []
    house.do(EMIL, role, "accept")
    assert [event.hiring_manager for event in house.told()] == [EMIL]  # type: ignore[attr-defined]


def test_declining_the_role_of_a_network_opening_shows_it_for_the_last_time(
    house: House, acme: str
) -> None:
    opening = house.opening(ADA, acme, publish=True, audience="network", hiring_manager=str(DITA))

    shown = house.do(DITA, f"{opening}/hiring-manager", "decline")

    assert shown["my_roles"] == []
    assert "posted_by" not in shown
    refused(house.by(DITA).get(f"/v1/openings/{opening}"), 404, "opening_not_found")


@pytest.mark.parametrize("person", [CAI, EVE])
def test_a_hiring_manager_works_at_the_employer_or_an_affiliate(
    house: House, acme: str, person: Any
) -> None:
    body = OPENING | {"employer_id": acme, "hiring_manager": str(person)}
    refused(house.by(ADA).post("/v1/openings", body), 422, "hiring_manager_not_employed")

    parent = house.employer(BEA, "Holding")
    house.vouch(acme, parent_id=parent)
    house.works(person, parent)
    must(house.by(ADA).post("/v1/openings", body), 201)


def test_a_delegate_works_there_too(house: House, published: str) -> None:
    answer = house.by(DITA).post(
        f"/v1/openings/{published}/hiring-manager/delegate", {"person_id": str(EVE)}
    )

    refused(answer, 422, "hiring_manager_not_employed")


def test_recruiters_are_members(house: House, acme: str) -> None:
    house.leaves(EVE)
    body = OPENING | {"employer_id": acme, "recruiters": [str(CAI), str(EVE)]}

    refused(house.by(ADA).post("/v1/openings", body), 422, "person_unknown")


def test_whoever_leaves_for_good_is_out_of_openings_and_that_is_told(
    house: House, published: str
) -> None:
    house.do(DITA, f"{published}/hiring-manager", "accept")
    house.told()

    for person in (DITA, CAI, ADA):
        house.leaves(person)

    told = house.told()
    assert names(told) == ["OpeningChanged"] * 3
    assert not {str(person) for person in (ADA, CAI, DITA)} & set(str(told[-1]).split("'"))
    shown = must(house.by(BEA).get(f"/v1/openings/{published}"), 200)
    assert (shown["posted_by"], shown["recruiters"]) == (None, [])
    assert shown["hiring_manager"]["accepted"] is None


def test_an_opening_that_nobody_runs_any_more_is_closed(house: House, published: str) -> None:
    house.hear(*[PersonErased(subject=person) for person in (ADA, CAI, BEA)])

    told = [event for event in house.told() if event.TOPIC == "postings.openings"]
    assert isinstance(told[-1], OpeningClosed)
    refused(house.by(EVE).get(f"/v1/openings/{published}"), 404, "opening_not_found")


def test_a_network_opening_is_closed_when_its_last_own_person_leaves(
    house: House, acme: str
) -> None:
    house.opening(ADA, acme, publish=True, audience="network")
    house.told()

    house.leaves(ADA)

    assert names(house.told()) == ["OpeningClosed"]


def test_leaving_ends_stewardship_silently(house: House, acme: str) -> None:
    house.leaves(BEA)

    assert must(house.operator.get(f"/v1/employers/{acme}"), 200)["stewards"] == []
    assert house.told() == []


def test_whoever_left_never_comes_back_by_a_late_event(house: House, acme: str) -> None:
    house.leaves(ADA)
    house.sequences[ADA] -= 2
    house.hear(works_at(ADA, acme))

    answer = house.by(ADA).post("/v1/openings", OPENING | {"employer_id": acme})
    refused(answer, 403, "employment_not_current")


def test_my_openings_are_those_with_a_part_of_mine_in_any_state(house: House, draft: str) -> None:
    for person, roles in ((ADA, ["poster"]), (CAI, ["recruiter"]), (DITA, ["asked"])):
        [mine] = must(house.by(person).get("/v1/openings/mine"), 200)["openings"]
        assert (mine["id"], mine["my_roles"]) == (draft, roles)
    for person in (BEA, EVE):
        assert must(house.by(person).get("/v1/openings/mine"), 200)["openings"] == []


def test_only_the_one_concerned_sees_whether_they_are_open_to_introductions(
    house: House, draft: str
) -> None:
    house.hear(person_changed(DITA, open_to_intros=False))

    assert must(house.by(DITA).get(f"/v1/openings/{draft}"), 200)["open_to_intros"] is False
    assert "open_to_intros" not in must(house.by(ADA).get(f"/v1/openings/{draft}"), 200)


def hired_for(opening: str, referral: UUID) -> list[Event]:
    """A referral's story; only its end concerns postings."""
    moved = ReferralMoved(subject=referral, state="hired", by="recruiter", reason="none_given")
    hired = CandidateHired(
        subject=referral, opening_id=UUID(opening), candidate_id=CAI, started=date(2026, 12, 1)
    )
    return [moved, hired]


def test_a_hire_fills_the_opening_once(house: House, published: str) -> None:
    house.told()
    house.hear(*hired_for(published, new_id()))

    (told,) = [event for event in house.told() if isinstance(event, OpeningClosed)]
    assert (str(told.subject), told.reason) == (published, "filled")
    house.hear(*hired_for(published, new_id()))
    assert names(house.told()) == []


@pytest.mark.parametrize("act", ["close", None])
def test_a_hire_leaves_what_is_over_or_unknown_as_it_is(
    house: House, published: str, act: str | None
) -> None:
    if act:
        house.do(ADA, published, act)
    house.told()
    house.hear(*hired_for(published if act else str(new_id()), new_id()))

    assert names(house.told()) == []
