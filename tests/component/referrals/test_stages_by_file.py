"""A file of stages: the very rules of any move, a clear account, and no question about others."""

from __future__ import annotations

from uuid import UUID

import pytest

from services.referrals.domain.stages import MOST_STAGES
from tests.support.ats import csv_of, number_of, told, uploads, uploads_form
from tests.support.facts import opening, opening_closed
from tests.support.introductions import ids_in
from tests.support.referrals import Referrals
from tests.support.referring_house import (
    BARE,
    BOSS,
    CAM,
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
    invited,
    letters,
    moves,
    refers,
    sees,
)
from tests.support.referring_house import told as emitted

NOT_MATCHED = "row_not_matched"


@pytest.fixture
def house(referrals: Referrals) -> Referrals:
    referrals.hears(*firm())
    return referrals


@pytest.fixture
def where(house: Referrals) -> str:
    found = refers(house)
    agrees(house, found)
    return found


def test_rows_move_referrals_as_the_ats_in_their_order(house: Referrals, where: str) -> None:
    number = number_of(where)
    answer = uploads(
        house, (number, "taken_up"), (number, "offer"), (number, "hire", "", "", "2026-12-01")
    )

    assert told(answer) == [
        (2, "moved", "in_review"),
        (3, "moved", "offered"),
        (4, "moved", "hired"),
    ]
    history = sees(house, CAM, where)["history"]
    assert [(each["state"], each["by"]) for each in history[1:]] == [
        ("in_review", "ats"),
        ("offered", "ats"),
        ("hired", "ats"),
    ]
    assert all(each["at"].startswith("2026-11-23T12:00") for each in history)
    assert [each["by"] for _, each in emitted(house, "ReferralMoved")] == ["candidate"] + [
        "ats"
    ] * 3
    assert [each["started"] for _, each in emitted(house, "CandidateHired")] == ["2026-12-01"]
    days_go_by(house, 9)
    assert sum(each["amount"] for each in sees(house, RAY, f"{where}/credit")["lines"]) == 330


def test_the_candidate_sees_it_first_and_a_rejection_may_be_held(
    house: Referrals, where: str
) -> None:
    told(uploads(house, (number_of(where), "rejected", "skills", 2)))

    assert sees(house, CAM, where)["state"] == sees(house, RAY, where)["state"] == "consented"
    days_go_by(house, 2.01)
    assert sees(house, CAM, where)["history"][-1]["reason"] == "skills"
    assert sees(house, RAY, where)["state"] == "consented"
    days_go_by(house, 1)
    assert sees(house, RAY, where)["state"] == "rejected"


def test_a_preview_tells_what_applying_does_and_does_nothing(house: Referrals, where: str) -> None:
    other = refers(house, by=SUE, invited=invited(house, SUE, "stranger's"))
    number = number_of(where)
    rows = [
        *((number, "taken_up"), (number, "taken_up"), (number, "hire")),
        *((number_of(other), "offer"), (number, "rejected"), (number, "dance"), (number, "offer")),
    ]
    before = emitted(house), sees(house, REC, where)["history"], letters(house)
    previewed = uploads(house, *rows, preview=True)

    assert told(previewed) == [
        (2, "moved", "in_review"),
        (3, "unchanged", "in_review"),
        (4, "refused", "start_needed"),
        (5, "refused", NOT_MATCHED),
        (6, "refused", "reason_needed"),
        (7, "refused", "row_unreadable"),
        (8, "moved", "offered"),
    ]
    assert (emitted(house), sees(house, REC, where)["history"], letters(house)) == before
    assert uploads(house, *rows).json == previewed.json
    assert sees(house, REC, where)["state"] == "offered"


def test_the_same_file_again_changes_nothing(house: Referrals, where: str) -> None:
    number = number_of(where)
    rows = [(number, "interview"), (number, "hire", "", "", "2026-12-01")]
    uploads(house, *rows)
    before = emitted(house), letters(house), sees(house, RAY, f"{where}/credit")["lines"]

    assert [outcome for _, outcome, _ in told(uploads(house, *rows))] == ["unchanged"] * 2
    after = emitted(house), letters(house), sees(house, RAY, f"{where}/credit")["lines"]
    assert after == before


def test_the_same_call_again_gives_the_same_account(house: Referrals, where: str) -> None:
    first, again = (
        uploads(house, (number_of(where), "interview"), idempotency_key="f") for _ in range(2)
    )

    assert first.json == again.json
    assert told(again) == [(2, "moved", "interviewing")]


def test_what_a_recruiter_said_before_is_not_said_again(house: Referrals, where: str) -> None:
    moves(house, where, "interview")

    assert told(uploads(house, (number_of(where), "interview"))) == [
        (2, "unchanged", "interviewing")
    ]


def test_a_stage_that_the_candidate_told_of_is_taken_from_the_file_once(
    house: Referrals, where: str
) -> None:
    moves(house, where, "interview", by=CAM)
    row = (number_of(where), "interview")

    assert told(uploads(house, row)) == [(2, "moved", "interviewing")]
    assert told(uploads(house, row)) == [(2, "unchanged", "interviewing")]


def test_a_hire_that_the_candidate_told_of_is_confirmed(house: Referrals, where: str) -> None:
    moves(house, where, "hire", by=CAM)
    told(uploads(house, (number_of(where), "hire", "", "", "2026-12-01")))

    assert len(emitted(house, "CandidateHired")) == 1


def test_what_profiles_proves_an_address_by_matches_too(house: Referrals, where: str) -> None:
    data = b"address_hash,what\ncam's,interview\nnobody's,interview\n"
    answer = uploads(house, data=data)

    assert told(answer) == [(2, "moved", "interviewing"), (3, "refused", NOT_MATCHED)]
    assert (answer.json or {})["lines"][0]["referral_id"] == number_of(where)


def test_an_address_matches_what_was_agreed_to_last(house: Referrals, where: str) -> None:
    does(house, CAM, f"{where}/withdraw", {})
    again = refers(house, by=SUE)
    agrees(house, again)
    refers(house, by=BOSS)
    answer = uploads(house, data=b"address_hash,what\ncam's,interview\n")

    assert (answer.json or {})["lines"][0]["referral_id"] == number_of(again)


# --- whose eyes


def test_rows_ask_nothing_about_who_was_referred(house: Referrals, where: str) -> None:
    waiting = refers(house, by=SUE, invited=invited(house, SUE, "stranger's"))
    refused_one = refers(house, by=BOSS)
    claims(house)
    does(house, CAM, f"{refused_one}/refuse")
    duplicate = refers(house, by=SUE)
    claims(house)
    does(house, CAM, f"{duplicate}/consent")
    elsewhere = refers(house, opening_id=str(BARE))
    agrees(house, elsewhere)
    nowhere = UUID(int=77)
    numbers = [*map(number_of, (waiting, refused_one, duplicate, elsewhere)), nowhere]
    lines = (uploads(house, *((each, "offer") for each in numbers)).json or {})["lines"]
    by_address = b"address_hash,what\nstranger's,offer\nnobody's,offer\n"
    lines += (uploads(house, data=by_address).json or {})["lines"]

    assert {repr({**line, "line": 0}) for line in lines} == {repr({**lines[0], "line": 0})}
    assert lines[0]["code"] == NOT_MATCHED
    assert lines[0]["referral_id"] is None


def test_before_the_screening_decision_no_account_tells_of_the_network(
    house: Referrals, where: str
) -> None:
    number = number_of(where)
    for rows in ([(number, "taken_up")], [(number, "hire_confirmed"), (number, "taken_up")]):
        for preview in (True, False):
            answer = uploads(house, *rows, preview=preview)
            assert ids_in(answer.json) == {UUID(number)}
            assert not ids_in(answer.json) & set(EVERYBODY)
            assert "cooks" not in answer.text


@pytest.mark.parametrize("by", [RAY, CAM, SUE, STRANGER])
@pytest.mark.parametrize("data", [None, b"no file", b"\xff"])
def test_who_does_not_run_the_opening_reads_that_there_is_none(
    house: Referrals, where: str, by: UUID, data: bytes | None
) -> None:
    for preview in (True, False):
        real = uploads(house, (number_of(where), "offer"), by=by, data=data, preview=preview)
        none = uploads(house, by=by, opening=UUID(int=5), data=data, preview=preview)
        assert (real.status_code, real.data) == (none.status_code, none.data)
        assert real.status_code == 404
    assert sees(house, CAM, where)["state"] == "consented"


def test_nobody_moves_on_whom_they_referred_themselves(house: Referrals) -> None:
    house.hears(opening(JOB, OAK, sequence=2, recruiters=[REC, SUE], policy_version=3))
    where = refers(house, by=SUE)
    agrees(house, where)
    row = (number_of(where), "interview")

    assert told(uploads(house, row, by=SUE)) == [(2, "refused", "referral_not_yours")]
    assert told(uploads(house, row, by=REC)) == [(2, "moved", "interviewing")]
    assert told(uploads(house, row, by=SUE)) == [(2, "refused", "referral_not_yours")]


def test_a_hire_can_be_told_after_the_opening_is_filled(house: Referrals, where: str) -> None:
    moves(house, where, "hire", by=CAM)
    house.hears(opening_closed(JOB, sequence=2))
    row = (number_of(where), "hire", "", "", "2026-12-01")

    assert told(uploads(house, row)) == [(2, "moved", "hired")]


# --- what cannot be taken


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"", 422, "stages_no_header"),
        (b"\xff\xfe", 422, "stages_not_utf8"),
        (b"referral_id,what\n" + b"x,offer\n" * 501, 422, "stages_too_many"),
        (b"x" * 1_000_001, 413, "body_too_large"),
    ],
)
def test_a_file_that_is_none_is_refused_and_changes_nothing(
    house: Referrals, where: str, data: bytes, status: int, code: str
) -> None:
    events = emitted(house)
    for preview in (True, False):
        answer = uploads(house, data=data, preview=preview)
        assert (answer.status_code, (answer.json or {})["code"]) == (status, code)
    assert emitted(house) == events


def test_it_comes_as_the_body_or_as_the_forms_file(house: Referrals, where: str) -> None:
    row = (number_of(where), "interview")
    missing = uploads_form(house, "list", row)
    wrong = house.asked_by(REC).post(f"/v1/openings/{JOB}/stages", {"rows": []})

    assert (missing.status_code, (missing.json or {})["code"]) == (422, "stages_missing")
    assert wrong.status_code == 415
    assert told(uploads_form(house, "file", row)) == [(2, "moved", "interviewing")]


def test_as_many_rows_as_are_taken_are_one_unit(house: Referrals, where: str) -> None:
    rows = csv_of(*[(number_of(where), "taken_up")] * MOST_STAGES)

    assert (uploads(house, data=rows).json or {})["unchanged"] == MOST_STAGES - 1
