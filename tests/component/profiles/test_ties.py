"""Who knows whom, and what each of the two gets to see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast
from uuid import UUID

import pytest

from shared.contracts.profiles import TieChanged, TieEnded
from shared.ids import new_id, tie_id
from tests.support.profiles import Member, ProfilesHome, code_of, employer, items

Json = dict[str, Any]


def seen_by(member: Member, other: Member) -> Json:
    answer = member.visitor.get(member.tie_with(other))
    assert answer.status_code == 200, answer.text
    return cast("Json", answer.json)


def listed(member: Member, state: str) -> list[str]:
    return [tie["person"]["name"] for tie in items(member.visitor.get(f"/v1/ties?state={state}"))]


def test_a_tie_needs_both_and_then_the_others_hear_of_it(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    ana.visitor.post("/v1/ties", {"mail": bea.mail, "lend": True})
    assert home.told(TieChanged) == []
    assert listed(bea, "proposed") == ["Ana Reyes"]

    confirmed = bea.visitor.post(f"{ana.tie_with(bea)}/confirm", {"lend": True})

    assert confirmed.status_code == 200
    assert confirmed.headers["Warmpath-Token"]
    (event,) = home.told(TieChanged)
    assert event.subject == tie_id(ana.id, bea.id)
    assert (event.first_to_second_cost, event.lent) == (120, True)
    assert listed(ana, "confirmed") == ["Bea Holm"]


def test_two_proposals_that_meet_confirm_the_tie(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    ana.visitor.post("/v1/ties", {"mail": bea.mail, "lend": True})
    bea.visitor.post("/v1/ties", {"mail": ana.mail, "lend": False})

    assert seen_by(ana, bea)["state"] == "confirmed"
    assert [event.lent for event in home.told(TieChanged)] == [False]


def test_proposing_by_mail_never_tells_who_is_a_member(home: ProfilesHome, ana: Member) -> None:
    hidden = home.member("Hidde Away", findable=False)
    answers = [
        ana.visitor.post("/v1/ties", {"mail": mail, "lend": True})
        for mail in (hidden.mail, "nobody@mail.example", ana.mail)
    ]

    assert {(answer.status_code, answer.data) for answer in answers} == {(202, b"{}\n")}
    assert listed(ana, "proposed") == []
    unknown = ana.visitor.get(f"/v1/ties/{new_id()}")
    assert ana.visitor.get(ana.tie_with(hidden)).data == unknown.data
    assert ana.visitor.post(f"{ana.tie_with(hidden)}/withdraw").data == unknown.data
    assert listed(hidden, "proposed") == ["Ana Reyes"]


def test_what_somebody_hidden_confirms_is_shown_to_both(home: ProfilesHome, ana: Member) -> None:
    hidden = home.member("Hidde Away", findable=False)
    home.know_each_other(ana, hidden)

    assert listed(ana, "confirmed") == ["Hidde Away"]


def test_a_denied_proposal_reads_like_silence(home: ProfilesHome, ana: Member, bea: Member) -> None:
    ana.visitor.post("/v1/ties", {"mail": bea.mail, "lend": True})
    before = seen_by(ana, bea)

    assert bea.visitor.post(f"{ana.tie_with(bea)}/deny").status_code == 200

    assert seen_by(ana, bea) == before
    assert listed(bea, "proposed") == []
    again = bea.visitor.post(f"{ana.tie_with(bea)}/confirm", {"lend": True})
    assert code_of(again) == (409, "tie_not_proposed")


def test_a_denied_tie_ends_for_everybody_and_reads_as_withdrawn(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    path = home.know_each_other(ana, bea)

    bea.visitor.post(f"{path}/deny")

    assert seen_by(ana, bea)["state"] == "withdrawn"
    assert [event.subject for event in home.told(TieEnded)] == [tie_id(ana.id, bea.id)]


def test_a_withdrawn_tie_that_is_made_again_goes_on_in_sequence(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    path = home.know_each_other(ana, bea)
    ana.visitor.post(f"{path}/withdraw")
    home.know_each_other(bea, ana)

    assert [event.sequence for event in home.told(TieChanged)] == [1, 3]
    assert [event.sequence for event in home.told(TieEnded)] == [2]


def test_a_proposal_taken_back_can_be_answered_no_more(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    ana.visitor.post("/v1/ties", {"mail": bea.mail, "lend": True})
    ana.visitor.post(f"{ana.tie_with(bea)}/withdraw")

    assert listed(bea, "proposed") == []
    assert home.told(TieEnded) == []
    late = bea.visitor.post(f"{ana.tie_with(bea)}/confirm", {"lend": True})
    assert code_of(late) == (409, "tie_not_proposed")


def test_either_end_may_keep_a_tie_to_the_two(home: ProfilesHome, ana: Member, bea: Member) -> None:
    path = home.know_each_other(ana, bea)

    kept = bea.visitor.put(f"{path}/lending", {"lend": False})

    assert kept.json is not None
    assert (kept.json["lend"], kept.json["lent"]) == (False, False)
    assert (seen_by(ana, bea)["lend"], seen_by(ana, bea)["lent"]) == (True, False)
    assert [event.lent for event in home.told(TieChanged)] == [True, False]


def test_confirming_without_saying_whether_to_lend_is_refused(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    ana.visitor.post("/v1/ties", {"mail": bea.mail, "lend": True})

    refused = bea.visitor.post(f"{ana.tie_with(bea)}/confirm", {})

    assert code_of(refused) == (422, "input_invalid")
    assert seen_by(bea, ana)["state"] == "proposed"


def test_an_own_answer_is_never_shown_to_the_other_and_raises_only_together(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    path = home.know_each_other(ana, bea)
    before = seen_by(bea, ana)

    ana.visitor.put(f"{path}/own-answer", {"answer": "would_vouch"})
    assert seen_by(ana, bea)["own_answer"] == "would_vouch"
    assert seen_by(bea, ana) == before
    assert len(home.told(TieChanged)) == 1

    bea.visitor.put(f"{path}/own-answer", {"answer": "well"})
    newest = home.told(TieChanged)[-1]
    assert newest.first_to_second_cost == newest.second_to_first_cost == 45
    assert seen_by(ana, bea)["own_answer"] == "would_vouch"


def test_counts_of_messages_count_only_when_both_gave_theirs(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    path = home.know_each_other(ana, bea)
    day = (home.clock.now().date() - timedelta(days=200)).isoformat()

    ana.visitor.put(f"{path}/messages", {"sent": 14, "received": 16, "last_on": day})
    assert seen_by(bea, ana)["reasons"] == []

    bea.visitor.put(f"{path}/messages", {"sent": 500, "received": 14, "last_on": day})
    assert seen_by(ana, bea)["reasons"] == [{"code": "messages", "amount": 30}]
    (reason,) = home.told(TieChanged)[-1].reasons
    assert (reason.code, reason.amount) == ("messages", 30)


def test_meetings_count_too(home: ProfilesHome, ana: Member, bea: Member) -> None:
    path = home.know_each_other(ana, bea)
    for member in (ana, bea):
        met = {"count": 4, "last_on": "2026-11-01"}
        assert member.visitor.put(f"{path}/meetings", met).status_code == 200

    assert seen_by(ana, bea)["reasons"] == [{"code": "meetings", "amount": 4}]


def test_having_worked_together_is_found_and_weighed_by_headcount(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    firm = new_id()
    home.hears(employer("Norvik", firm, headcount=40))
    for member in (ana, bea):
        job = {"employer_id": str(firm), "title": "Engineer", "started": "2024-11-23"}
        member.visitor.post("/v1/people/me/employments", job)
    home.know_each_other(ana, bea)
    assert seen_by(ana, bea)["reasons"] == [{"code": "worked_together", "amount": 24}]
    assert seen_by(ana, bea)["strength"] == "strong"

    home.hears(employer("Norvik", firm, headcount=20_000))
    home.run_jobs()

    assert seen_by(ana, bea)["strength"] == "weak"
    costs = [event.first_to_second_cost for event in home.told(TieChanged)]
    assert costs == [52, 116]


def test_a_new_employment_weighs_the_ties_of_the_person(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    home.know_each_other(ana, bea)
    school = {"school": "Lund University", "started": "2010-09-01", "ended": "2014-06-30"}
    for member in (ana, bea):
        member.visitor.post("/v1/people/me/educations", school)
    home.run_jobs()

    assert [reason.code for reason in home.told(TieChanged)[-1].reasons] == ["same_school"]


def test_ties_fade_and_are_weighed_again_within_a_month(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    path = home.know_each_other(ana, bea)
    for member in (ana, bea):
        counts = {"sent": 40, "received": 40, "last_on": "2026-11-20"}
        member.visitor.put(f"{path}/messages", counts)
    told = len(home.told(TieChanged))

    home.clock.advance(timedelta(days=28))

    assert home.run_jobs()["weigh_ties"] == 1
    assert home.run_jobs()["weigh_ties"] == 0
    assert len(home.told(TieChanged)) == told + 1


def test_an_answer_that_changes_nothing_for_others_is_not_told(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    path = home.know_each_other(ana, bea)
    ana.visitor.put(f"{path}/lending", {"lend": True})
    ana.visitor.put(f"{path}/own-answer", {"answer": "know"})
    ana.visitor.put(f"{path}/own-answer", {"answer": None})

    assert len(home.told(TieChanged)) == 1


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("own-answer", {"answer": "well"}),
        ("messages", {"sent": 1, "received": 1, "last_on": "2026-11-01"}),
        ("meetings", {"count": 1, "last_on": "2026-11-01"}),
    ],
)
def test_of_a_mere_proposal_there_is_nothing_to_describe(
    home: ProfilesHome, ana: Member, bea: Member, what: str, body: Json
) -> None:
    ana.visitor.post("/v1/ties", {"mail": bea.mail, "lend": True})

    refused = ana.visitor.put(f"{ana.tie_with(bea)}/{what}", body)

    assert code_of(refused) == (409, "tie_not_confirmed")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"sent": -1, "received": 1, "last_on": "2026-11-01"}, "count_out_of_range"),
        ({"sent": 1, "received": 10**9, "last_on": "2026-11-01"}, "count_out_of_range"),
        ({"sent": 1, "received": 1, "last_on": "2026-11-24"}, "date_in_future"),
        ({"sent": "many", "received": 1, "last_on": "2026-11-01"}, "input_invalid"),
    ],
)
def test_impossible_counts_are_refused_and_nothing_changes(
    home: ProfilesHome, ana: Member, bea: Member, body: Json, code: str
) -> None:
    path = home.know_each_other(ana, bea)

    assert code_of(ana.visitor.put(f"{path}/messages", body)) == (422, code)
    assert len(home.told(TieChanged)) == 1


def test_ties_come_in_pages_by_id(home: ProfilesHome, ana: Member) -> None:
    others = [home.member(f"Other{number} Person") for number in range(5)]
    for other in others:
        home.know_each_other(ana, other)
    found: list[str] = []
    address = "/v1/ties?limit=2"
    while address:
        page = ana.visitor.get(address)
        found += [tie["id"] for tie in items(page)]
        assert page.json is not None
        address = f"/v1/ties?limit=2&after={page.json['next']}" if page.json["next"] else ""

    expected = {tie_id(ana.id, other.id) for other in others}
    assert [UUID(one) for one in found] == sorted(expected, key=lambda one: one.bytes)


def test_repeating_a_confirmation_with_its_key_does_nothing_again(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    ana.visitor.post("/v1/ties", {"mail": bea.mail, "lend": True})
    path = f"{ana.tie_with(bea)}/confirm"

    answers = [bea.visitor.post(path, {"lend": True}, idempotency_key="7") for _ in range(2)]

    assert answers[0].data == answers[1].data
    assert [answer.status_code for answer in answers] == [200, 200]
    assert len(home.told(TieChanged)) == 1
