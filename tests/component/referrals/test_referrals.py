"""Referrals over HTTP: consent first, one owner, the candidate before all, blind to the network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.referrals.adapters.tables import metadata
from shared.web.grants import read_grant
from tests.support.facts import employer, erased, opening, opening_closed, person, works_at
from tests.support.introductions import ids_in
from tests.support.referrals import Referrals, open_referrals
from tests.support.referring_house import (
    BARE,
    BOSS,
    CAM,
    ELM,
    EVERYBODY,
    JOB,
    OAK,
    RAY,
    REC,
    STRANGER,
    SUE,
    agrees,
    claims,
    days_go_by,
    does,
    firm,
    hired,
    invited,
    letters,
    listed,
    met,
    moves,
    on_time,
    proof,
    refers,
    refused,
    refuses,
    sees,
    told,
)

NOWHERE = "/v1/referrals/01890000-0000-7000-8000-000000000001"
NONE = "referral_not_found"
TEXT = "She cooks."


@pytest.fixture
def house(referrals: Referrals) -> Referrals:
    referrals.hears(*firm())
    return referrals


# --- submitting


def test_a_name_and_an_address_are_enough_to_refer_somebody(house: Referrals) -> None:
    where = refers(house, relation="", vouch="")
    shown = sees(house, RAY, where)

    assert (shown["state"], shown["candidate"], shown["role"]) == ("submitted", None, "referrer")
    granted = read_grant(house.container.keys, shown["grant"], RAY, house.clock.now())
    assert granted.people == {RAY, UUID(shown["invited"])}
    assert letters(house, UUID(shown["invited"])) == ["referral_asked"]
    assert [name for name, _ in told(house)] == ["ReferralSubmitted"]


def test_no_event_tells_what_stands_for_an_address(house: Referrals) -> None:
    refers(house)

    assert "cam's" not in repr(told(house))
    assert TEXT not in repr(told(house))


def test_whom_an_introduction_brought_is_referred_by_it(house: Referrals) -> None:
    brought = met(house, CAM, SUE, RAY)
    where = refers(house, invited=None, introduction_id=brought)

    assert sees(house, CAM, where)["state"] == "submitted"
    assert sees(house, RAY, where)["candidate"] == str(CAM)
    assert letters(house, CAM) == ["referral_asked"]


@pytest.mark.parametrize("way", [(CAM, RAY, SUE), (CAM, SUE)])
def test_an_introduction_that_did_not_reach_the_referrer_brings_nobody(
    house: Referrals, way: tuple[UUID, ...]
) -> None:
    body = {"opening_id": str(JOB), "introduction_id": met(house, *way)}

    assert refused(house, RAY, "/v1/referrals", body) == (404, "introduction_not_found")


def test_an_introduction_for_one_opening_refers_to_no_other(house: Referrals) -> None:
    body = {"opening_id": str(BARE), "introduction_id": met(house, CAM, RAY)}

    assert refused(house, RAY, "/v1/referrals", body) == (404, "introduction_not_found")


@pytest.mark.parametrize("by", [CAM, STRANGER])
def test_only_employees_of_exactly_that_employer_refer(house: Referrals, by: UUID) -> None:
    house.hears(person(STRANGER, sequence=2, employments=[works_at(ELM)]))
    body = {"opening_id": str(JOB), "invited": invited(house, by)}

    assert refused(house, by, "/v1/referrals", body) == (403, "employment_not_current")


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ({"opening_id": str(UUID(int=1))}, 404, "opening_not_found"),
        ({"invited": None}, 422, "candidate_needed"),
        ({"invited": "forged"}, 403, "proof_refused"),
        ({"introduction_id": str(UUID(int=1))}, 422, "candidate_needed"),
        ({"relation": "enemy"}, 422, "input_invalid"),
        ({"vouch": "x" * 2001}, 422, "input_invalid"),
        ({"vouch": "a\x07b"}, 422, "vouch_invalid"),
    ],
)
def test_what_cannot_be_submitted_is_refused_and_changes_nothing(
    house: Referrals, said: dict[str, Any], status: int, code: str
) -> None:
    body = {"opening_id": str(JOB), "invited": invited(house, RAY), **said}

    assert refused(house, RAY, "/v1/referrals", body) == (status, code)
    assert listed(house, RAY) == []
    assert told(house) == []


def test_a_proof_is_good_for_whom_it_was_given_to_and_for_an_hour(house: Referrals) -> None:
    for_sue = {"opening_id": str(JOB), "invited": invited(house, SUE)}
    old = {"opening_id": str(JOB), "invited": invited(house, RAY)}

    assert refused(house, RAY, "/v1/referrals", for_sue) == (403, "proof_refused")
    days_go_by(house, 0.1)
    assert refused(house, RAY, "/v1/referrals", old) == (403, "proof_refused")


def test_an_opening_for_the_network_is_none_to_whom_it_does_not_show(house: Referrals) -> None:
    hidden = UUID(int=0xB030)
    house.hears(opening(hidden, OAK, audience="network", hiring_manager=STRANGER, posted_by=SUE))
    body = {"opening_id": str(hidden), "invited": invited(house, RAY)}

    assert refused(house, RAY, "/v1/referrals", body) == (404, "opening_not_found")
    assert refers(house, by=SUE, opening_id=str(hidden))


def test_nobody_is_referred_for_what_is_not_open(house: Referrals) -> None:
    house.hears(opening(JOB, OAK, sequence=2, state="paused"))
    body = {"opening_id": str(JOB), "invited": invited(house, RAY)}
    assert refused(house, RAY, "/v1/referrals", body) == (409, "opening_not_open")

    house.hears(opening_closed(JOB, sequence=3))
    assert refused(house, RAY, "/v1/referrals", body) == (404, "opening_not_found")


def test_one_referrer_refers_somebody_once_at_a_time(house: Referrals) -> None:
    where = refers(house)
    again = {"opening_id": str(JOB), "invited": invited(house, RAY)}

    assert refused(house, RAY, "/v1/referrals", again) == (409, "referred_already")
    refuses(house, where)
    assert refused(house, RAY, "/v1/referrals", again) == (409, "referred_already")
    assert refers(house, opening_id=str(BARE))
    assert refers(house, by=SUE)
    does(house, RAY, f"{where}/withdraw", {})
    assert refers(house)


def test_the_same_call_again_refers_once(house: Referrals) -> None:
    body = {"opening_id": str(JOB), "invited": invited(house, RAY)}
    ray = house.asked_by(RAY)
    first, again = (ray.post("/v1/referrals", body, idempotency_key="k") for _ in range(2))

    assert first.json == again.json
    assert len(listed(house, RAY)) == 1


# --- whose eyes


def test_to_whoever_has_no_part_in_it_there_is_none(house: Referrals) -> None:
    where = refers(house)
    deeds: list[tuple[str, dict[str, str]]] = [
        ("consent", {}),
        ("refuse", {}),
        ("withdraw", {}),
        ("release-hire", {}),
        ("moves", {"what": "interview"}),
    ]
    for each in (CAM, REC, BOSS, SUE, STRANGER):
        visitor = house.asked_by(each)
        for path in (where, NOWHERE):
            assert sees(house, each, path) == NONE
            assert sees(house, each, f"{path}/credit") == NONE
            assert sees(house, each, f"{path}/chain") == NONE
            for deed, body in deeds:
                assert refused(house, each, f"{path}/{deed}", body) == (404, NONE)
            assert visitor.patch(path, {"vouch": "x"}, if_match='"1"').status_code == 404


def test_before_the_candidate_agreed_no_recruiter_sees_anything(house: Referrals) -> None:
    where = refers(house)
    claims(house)
    assert listed(house, REC, "/received") == []
    assert letters(house, REC) == []

    agrees(house, where)
    assert listed(house, REC, "/received") == listed(house, BOSS, "/received") == [where]
    assert letters(house, REC) == ["referral_received"]
    assert listed(house, SUE, "/received") == listed(house, RAY, "/received") == []


def test_recruiters_see_the_network_after_their_screening_decision_only(house: Referrals) -> None:
    where = refers(house)
    agrees(house, where)
    for what in ("", "taken_up"):
        if what:
            moves(house, where, what)
        blind = sees(house, REC, where)
        assert ids_in(blind) & set(EVERYBODY) == {CAM}
        assert TEXT not in repr(blind)
        assert blind["owned"]
        granted = read_grant(house.container.keys, blind["grant"], REC, house.clock.now())
        assert granted.people == {CAM}

    moves(house, where, "interview")
    seen = sees(house, REC, where)
    assert (seen["referrer"], seen["vouch"]) == (str(RAY), TEXT)


def test_a_candidates_own_word_opens_no_eyes_and_is_labelled(house: Referrals) -> None:
    where = refers(house)
    agrees(house, where)
    moves(house, where, "interview", by=CAM)

    seen = sees(house, REC, where)
    assert (seen["referrer"], seen["history"][-1]["by"]) == (None, "candidate")


@pytest.mark.parametrize("what", ["interview", "offer"])
def test_the_employer_says_once_what_the_candidate_told_of_and_has_decided(
    house: Referrals, what: str
) -> None:
    where = refers(house)
    agrees(house, where)
    moves(house, where, what, by=CAM)
    over = (409, "referral_state_wrong")

    assert refused(house, CAM, f"{where}/moves", {"what": what}) == over
    moves(house, where, what)
    assert sees(house, REC, where)["referrer"] == str(RAY)
    assert refused(house, REC, f"{where}/moves", {"what": what}) == over
    assert refused(house, CAM, f"{where}/moves", {"what": what}) == over
    assert [each["by"] for each in sees(house, CAM, where)["history"]][-2:] == [
        "candidate",
        "recruiter",
    ]


def test_the_candidate_sees_it_first_with_its_reason_then_the_referrer_without(
    house: Referrals,
) -> None:
    where = refers(house)
    agrees(house, where)
    etag = house.asked_by(RAY).get(where).headers["ETag"]
    moves(house, where, "rejected", hold=2)
    held = house.asked_by(CAM).get(where)

    assert (held.json or {})["state"] == "consented"
    days_go_by(house, 2.01)
    assert sees(house, CAM, where)["history"][-1]["reason"] == "skills"
    assert letters(house, CAM) == ["referral_news"]
    mine = house.asked_by(RAY).get(where)
    assert ((mine.json or {})["state"], mine.headers["ETag"]) == ("consented", etag)
    assert letters(house, RAY) == ["referral_news"]  # of the consent

    days_go_by(house, 1)
    assert sees(house, RAY, where)["state"] == "rejected"
    assert "skills" not in repr(sees(house, RAY, where))
    assert letters(house, RAY) == ["referral_news"] * 2


def test_lists_hold_what_is_ones_own_and_pages_go_on(house: Referrals) -> None:
    first, second = refers(house), refers(house, opening_id=str(BARE))
    claims(house)

    assert listed(house, RAY) == listed(house, CAM, "/about-me") == [second, first]
    assert listed(house, CAM) == listed(house, RAY, "/about-me") == []
    page = house.asked_by(RAY).get("/v1/referrals?limit=1").json or {}
    assert listed(house, RAY, f"?after={page['next']}") == [first]
    agrees(house, first)
    assert listed(house, REC, f"/received?opening_id={BARE}") == []
    assert listed(house, REC, f"/received?opening_id={JOB}") == [first]


# --- claiming


def test_whoever_proves_the_address_is_the_candidate(house: Referrals) -> None:
    where = refers(house)
    others = house.asked_by(STRANGER)
    other = others.post("/v1/referrals/claim", {"proof": proof(house, STRANGER, "another's")})
    assert (other.json or {})["claimed"] == 0
    stolen = {"proof": proof(house, CAM)}
    assert refused(house, STRANGER, "/v1/referrals/claim", stolen) == (403, "proof_refused")

    assert claims(house) == 1
    assert claims(house) == 0
    assert sees(house, CAM, where)["vouch"] == TEXT


def test_a_claim_tells_the_referrer_nothing(house: Referrals) -> None:
    where = refers(house)
    before = house.asked_by(RAY).get(where)
    claims(house)
    after = house.asked_by(RAY).get(where)

    assert without_grant(before.json) == without_grant(after.json)
    assert before.headers["ETag"] == after.headers["ETag"]
    assert letters(house, RAY) == []
    agrees(house, where)
    assert sees(house, RAY, where)["candidate"] == str(CAM)


def test_nobody_refers_themselves(house: Referrals) -> None:
    where = refers(house)

    assert claims(house, by=RAY) == 0
    assert refused(house, RAY, f"{where}/consent") == (403, "referral_not_yours")


# --- a refusal is silence


@pytest.fixture
def two_houses(tmp_path: Path) -> Iterator[list[Referrals]]:
    houses = []
    for name in ("refusing", "silent"):
        (tmp_path / name).mkdir()
        houses.append(open_referrals(tmp_path / name))
        houses[-1].hears(*firm())
    yield houses
    for house in houses:
        house.close()


def without_grant(shown: Any) -> Any:
    if isinstance(shown, dict):
        made_up = {"id", "grant", "invited", "instance"}
        return {name: without_grant(said) for name, said in shown.items() if name not in made_up}
    return [without_grant(each) for each in shown] if isinstance(shown, list) else shown


def all_that_the_referrer_gets(house: Referrals, where: str) -> list[Any]:
    one, many = (house.asked_by(RAY).get(path) for path in (where, "/v1/referrals"))
    again = {"opening_id": str(JOB), "invited": invited(house, RAY)}
    repeated = house.asked_by(RAY).post("/v1/referrals", again)
    code = (repeated.json or {}).get("code")
    shown = [without_grant(one.json), one.headers.get("ETag"), without_grant(many.json)]
    return [*shown, code if repeated.status_code >= 400 else None, letters(house, RAY)]


def reworded(house: Referrals, where: str) -> None:
    ray = house.asked_by(RAY)
    ray.patch(where, {"vouch": "Anew."}, if_match=ray.get(where).headers["ETag"])


def taken_back(house: Referrals, where: str) -> None:
    house.asked_by(RAY).post(f"{where}/withdraw", {})


def opening_ends(house: Referrals, where: str) -> None:
    house.hears(opening_closed(JOB))


def candidate_leaves(house: Referrals, where: str) -> None:
    house.hears(erased(CAM))


@pytest.mark.parametrize("then", [None, reworded, taken_back, opening_ends, candidate_leaves])
def test_to_the_referrer_a_refusal_is_silence_whatever_follows(
    two_houses: list[Referrals], then: Any
) -> None:
    places = [refers(house) for house in two_houses]
    refuses(two_houses[0], places[0])
    claims(two_houses[1])
    for days in (0, 1, 5, 8.01, 1):
        seen = []
        for house, where in zip(two_houses, places, strict=True):
            days_go_by(house, days)
            if then and days == 1:
                then(house, where)
                on_time(house)
            seen.append(all_that_the_referrer_gets(house, where))
        assert seen[0] == seen[1], days


def test_after_fourteen_days_nothing_stands_for_the_address(house: Referrals) -> None:
    refers(house)
    days_go_by(house, 14.01)

    with house.container.units.read() as uow:
        (kept,) = uow.referrals.by_referrer(RAY, None, 9).items
    assert (kept.state, kept.address_hash) == ("not_consented", None)
    assert sees(house, RAY, f"/v1/referrals/{kept.id}")["state"] == "not_consented"


# --- vouching


def test_a_vouch_is_reworded_until_the_candidate_agreed_to_it(house: Referrals) -> None:
    where, ray = refers(house), house.asked_by(RAY)
    etag = ray.get(where).headers["ETag"]

    assert ray.patch(where, {"vouch": "She bakes."}).status_code == 428
    changed = ray.patch(where, {"vouch": "She bakes."}, if_match=etag)
    assert ((changed.json or {})["vouch"], changed.status_code) == ("She bakes.", 200)
    assert ray.patch(where, {"vouch": "x"}, if_match=etag).status_code == 412
    agrees(house, where)
    assert sees(house, CAM, where)["vouch"] == "She bakes."
    late = ray.patch(where, {"vouch": "x"}, if_match=ray.get(where).headers["ETag"])
    assert (late.status_code, (late.json or {})["code"]) == (409, "referral_state_wrong")


# --- whose candidate


def test_the_first_consented_wins_and_the_other_is_told_why(house: Referrals) -> None:
    first, second = refers(house), refers(house, by=SUE)
    agrees(house, second)
    answer = does(house, CAM, f"{first}/consent")

    assert (answer["state"], answer["why"]) == (
        "duplicate",
        "another_referral_was_agreed_to_first",
    )
    seen = sees(house, RAY, first)
    assert (seen["state"], seen["why"]) == ("duplicate", "another_referral_was_agreed_to_first")
    assert str(SUE) not in repr(seen)
    assert listed(house, REC, "/received") == [second]
    assert sees(house, REC, first) == NONE


def test_after_the_window_another_referral_may_own_them(house: Referrals) -> None:
    agrees(house, refers(house))
    days_go_by(house, 180)
    other = refers(house, by=SUE)

    assert agrees(house, other)["state"] == "consented"


# --- moves


def test_every_move_has_an_actor_a_time_and_an_event(house: Referrals) -> None:
    where = refers(house)
    agrees(house, where)
    for what in ("taken_up", "interview", "offer"):
        moves(house, where, what)

    assert [fields["state"] for _, fields in told(house, "ReferralMoved")] == [
        "consented",
        "in_review",
        "interviewing",
        "offered",
    ]
    assert [each["by"] for each in sees(house, CAM, where)["history"]] == [
        "candidate",
        *["recruiter"] * 3,
    ]


@pytest.mark.parametrize(
    ("by", "said", "status", "code"),
    [
        (REC, {"what": "rejected"}, 422, "reason_needed"),
        (REC, {"what": "interview", "hold": 1}, 422, "hold_too_long"),
        (REC, {"what": "hire"}, 422, "start_needed"),
        (REC, {"what": "hire", "started": "2036-01-01"}, 422, "start_needed"),
        (REC, {"what": "withdrawn"}, 422, "input_invalid"),
        (REC, {"what": "hire_confirmed", "started": "2026-12-01"}, 409, "referral_state_wrong"),
        (RAY, {"what": "interview"}, 403, "referral_not_yours"),
        (CAM, {"what": "rejected", "reason": "skills"}, 403, "referral_not_yours"),
    ],
)
def test_a_move_that_is_not_possible_is_refused_and_changes_nothing(
    house: Referrals, by: UUID, said: dict[str, Any], status: int, code: str
) -> None:
    where = refers(house)
    agrees(house, where)
    before = told(house)

    assert refused(house, by, f"{where}/moves", said) == (status, code)
    assert told(house) == before


def test_whoever_runs_the_opening_and_refers_decides_nothing_about_it(house: Referrals) -> None:
    where = refers(house, by=REC)
    agrees(house, where)

    assert refused(house, REC, f"{where}/moves", {"what": "interview"}) == (
        403,
        "referral_not_yours",
    )
    assert moves(house, where, "interview", by=BOSS)["state"] == "interviewing"


def test_who_posted_it_runs_it_where_nobody_else_does(house: Referrals) -> None:
    house.hears(opening(JOB, OAK, sequence=2, posted_by=SUE))
    where = refers(house)
    agrees(house, where)

    assert sees(house, REC, where) == NONE
    assert moves(house, where, "interview", by=SUE)["state"] == "interviewing"


def test_candidate_and_referrer_withdraw(house: Referrals) -> None:
    one, other = refers(house), refers(house, opening_id=str(BARE))
    agrees(house, one)
    assert does(house, CAM, f"{one}/withdraw", {"reason": "changed_mind"})["state"] == "withdrawn"
    assert does(house, RAY, f"{other}/withdraw", {})["state"] == "withdrawn"
    assert refused(house, CAM, f"{one}/withdraw", {}) == (409, "referral_state_wrong")


def test_trying_tells_the_candidate_of_no_held_rejection(house: Referrals) -> None:
    where = refers(house)
    agrees(house, where)
    moves(house, where, "rejected", hold=3)

    assert moves(house, where, "hire", by=CAM)["state"] == "hired"
    assert does(house, CAM, f"{where}/release-hire")["hire_released"]
    assert sees(house, REC, where)["state"] == "rejected"
    days_go_by(house, 3.01)
    assert sees(house, CAM, where)["state"] == "rejected"
    assert letters(house, CAM) == ["referral_news"]
    assert refused(house, CAM, f"{where}/withdraw", {}) == (409, "referral_state_wrong")


def test_an_opening_that_ends_during_a_held_rejection_tells_of_none(house: Referrals) -> None:
    where, other = refers(house), refers(house, by=SUE, invited=invited(house, SUE, "else"))
    agrees(house, where)
    moves(house, where, "rejected", hold=3)
    house.hears(opening_closed(JOB))
    assert sees(house, CAM, where)["state"] == "opening_closed"

    days_go_by(house, 9)
    for by in (CAM, RAY):
        assert sees(house, by, where)["history"][-1]["state"] == "opening_closed"
        assert "rejected" not in repr(sees(house, by, where))
    assert sees(house, SUE, other)["state"] == "opening_closed"


def test_trying_tells_the_referrer_of_no_review(house: Referrals) -> None:
    where = refers(house)
    agrees(house, where)
    moves(house, where, "taken_up")

    assert does(house, RAY, f"{where}/withdraw", {})["state"] == "withdrawn"
    moves(house, where, "hire")
    days_go_by(house, 22)
    assert sees(house, RAY, where)["state"] == "withdrawn"
    assert sees(house, RAY, f"{where}/credit")["lines"] == []
    assert letters(house, RAY) == ["referral_news"]  # of the consent
    assert sees(house, CAM, where)["state"] == sees(house, REC, where)["state"] == "hired"
    assert TEXT not in repr(sees(house, REC, where))


# --- time


def test_without_news_for_three_weeks_both_are_told_once(house: Referrals) -> None:
    where = refers(house)
    agrees(house, where)
    for _ in range(30):
        days_go_by(house, 1)

    assert letters(house, CAM).count("referral_no_news") == 1
    assert letters(house, RAY).count("referral_no_news") == 1
    moves(house, where, "interview")
    days_go_by(house, 22)
    assert letters(house, CAM).count("referral_no_news") == 2


# --- what others tell


def test_a_hire_tells_postings_and_the_end_of_the_opening_ends_the_others(
    house: Referrals,
) -> None:
    other = refers(house, by=SUE, invited=invited(house, SUE, "stranger's"))
    where = hired(house)
    ((_, event),) = told(house, "CandidateHired")
    assert (event["opening_id"], event["candidate_id"], event["started"]) == (
        str(JOB),
        str(CAM),
        "2026-12-01",
    )

    house.hears(opening_closed(JOB))
    days_go_by(house, 1)
    assert sees(house, RAY, where)["state"] == "hired"
    assert sees(house, SUE, other)["state"] == "opening_closed"
    assert sees(house, REC, where)["state"] == "hired"


def test_a_hire_that_only_the_candidate_said_tells_nobody(house: Referrals) -> None:
    where = refers(house)
    agrees(house, where)
    moves(house, where, "hire", by=CAM)
    assert told(house, "CandidateHired") == []

    moves(house, where, "hire_confirmed")
    assert len(told(house, "CandidateHired")) == 1


def test_who_introduced_them_hears_of_a_hire_if_the_candidate_wants(house: Referrals) -> None:
    where = refers(house, invited=None, introduction_id=met(house, CAM, SUE, RAY))
    does(house, CAM, f"{where}/consent")
    assert refused(house, CAM, f"{where}/release-hire") == (409, "referral_state_wrong")
    moves(house, where, "hire")
    assert "referral_hired" not in letters(house)

    for _ in range(2):
        assert does(house, CAM, f"{where}/release-hire")["hire_released"]
    assert letters(house, SUE) == ["referral_hired"]


@pytest.mark.parametrize("gone", [CAM, RAY, REC])
def test_who_left_for_good_is_in_no_row_but_as_gone_and_in_the_credit_history(
    house: Referrals, gone: UUID
) -> None:
    waiting = refers(house, opening_id=str(BARE))
    where = hired(house)
    house.hears(erased(gone))

    with house.container.units.read() as uow:
        rows = {
            table.name: repr(uow.connection.execute(select(table)).all())
            for table in metadata.sorted_tables
        }
    holding = {name for name, row in rows.items() if str(gone) in row or repr(gone) in row}
    assert holding <= {"people", "credit_entries", "credit_lines"}
    days_go_by(house, 1)
    if gone != RAY:
        assert sees(house, RAY, waiting)["state"] == "submitted"
    if gone == RAY:
        assert sees(house, CAM, where)["state"] == "hired"
        assert TEXT not in repr(sees(house, CAM, where))


def test_what_an_employer_told_later_does_not_matter_to_what_is_agreed(house: Referrals) -> None:
    where = refers(house)
    agrees(house, where)
    house.hears(employer(OAK, sequence=2), opening(JOB, OAK, sequence=2, posted_by=REC))

    assert moves(house, where, "interview")["state"] == "interviewing"
