"""Credit over HTTP: at each milestone, with its reason, for those entitled, and never edited."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from services.referrals.adapters.tables import credit_lines
from services.referrals.bootstrap import VERSIONS
from services.referrals.cli.replay import replay
from services.referrals.domain.credit import credit
from services.referrals.referral_queries import credit_differences
from shared.cli.home import Home
from shared.contracts.postings import EmployerChanged
from shared.storage import migrations
from shared.storage.database import Database
from tests.support.facts import envelope, erased, opening
from tests.support.referrals import Referrals
from tests.support.referring import POLICY
from tests.support.referring_house import (
    BARE,
    BOSS,
    CAM,
    JOB,
    OAK,
    RAY,
    REC,
    STRANGER,
    SUE,
    agrees,
    days_go_by,
    does,
    firm,
    hired,
    moves,
    refers,
    refused,
    sees,
    told,
)

NONE = "referral_not_found"
A_YEAR = 380


@pytest.fixture
def house(referrals: Referrals) -> Referrals:
    referrals.hears(*firm())
    return referrals


def amounts(house: Referrals, where: str, by: UUID = RAY) -> list[tuple[str, int]]:
    shown = sees(house, by, f"{where}/credit")
    assert shown["balance"] == sum(line["amount"] for line in shown["lines"])
    return [(line["kind"], line["amount"]) for line in shown["lines"]]


def paid(house: Referrals) -> list[tuple[str, int, int | None]]:
    """What the other services were told."""
    return [
        (name, fields["amount"], fields.get("months"))
        for name, fields in told(house)
        if name.startswith("Credit")
    ]


def same_by_replay(house: Referrals) -> bool:
    with house.container.units.read() as uow:
        return list(credit_differences(uow.credits)) == []


# --- milestones


def test_the_bonus_is_paid_at_each_milestone_as_time_goes_by(house: Referrals) -> None:
    where = hired(house)
    for _ in range(A_YEAR // 20):
        days_go_by(house, 20)
    days_go_by(house, 1)

    assert amounts(house, where) == [("award", 330), ("award", 330), ("award", 340)]
    assert paid(house) == [
        ("CreditAwarded", 330, 0),
        ("CreditAwarded", 330, 6),
        ("CreditAwarded", 340, 12),
    ]
    assert sees(house, RAY, where)["state"] == "retained"
    assert same_by_replay(house)


def test_a_milestone_is_reached_on_its_day_and_once(house: Referrals) -> None:
    where = hired(house)  # and starts on 2026-12-01
    days = (date(2027, 5, 31) - house.clock.now().date()).days
    days_go_by(house, days)
    assert len(amounts(house, where, by=REC)) == 1

    days_go_by(house, 1)
    days_go_by(house, 0)
    assert len(amounts(house, where, by=REC)) == 2


def test_milestones_that_were_missed_while_nobody_worked_are_all_reached(house: Referrals) -> None:
    where = hired(house)
    days_go_by(house, A_YEAR)
    days_go_by(house, 0.1)

    assert len(amounts(house, where, by=REC)) == 3


def test_the_policy_that_counts_is_that_of_the_day_of_consent(house: Referrals) -> None:
    where = refers(house)
    agrees(house, where)
    richer = replace(POLICY, version=4, bonus=9000)
    house.hears(
        EmployerChanged(**envelope(OAK, 2), name="Oakworks", policies=[POLICY, richer]),
        opening(JOB, OAK, sequence=2, recruiters=[REC], policy_version=4, posted_by=RAY),
    )
    moves(house, where, "hire")

    (line,) = sees(house, REC, f"{where}/credit")["lines"]
    assert (line["amount"], line["policy_version"]) == (330, 3)
    assert "version 3" in line["why"]


def test_a_hire_that_only_the_candidate_said_pays_nobody_before_it_is_confirmed(
    house: Referrals,
) -> None:
    where = refers(house)
    agrees(house, where)
    moves(house, where, "hire", by=CAM)
    days_go_by(house, A_YEAR)
    assert amounts(house, where) == []

    moves(house, where, "hire_confirmed", started="2027-12-01")
    assert amounts(house, where, by=REC) == [("award", 330)]


# --- why not


def test_an_opening_without_a_policy_pays_nothing_and_says_so(house: Referrals) -> None:
    where = refers(house, opening_id=str(BARE))
    agrees(house, where)

    (line,) = sees(house, RAY, f"{where}/credit")["lines"]
    assert (line["kind"], line["amount"]) == ("excluded", 0)
    assert "no referral policy" in line["why"]


def test_who_hires_is_never_credited(house: Referrals) -> None:
    where = refers(house, by=BOSS)
    agrees(house, where)
    moves(house, where, "hire")

    (line,) = sees(house, BOSS, f"{where}/credit")["lines"]
    assert (line["kind"], "hiring_manager" in line["why"]) == ("excluded", True)
    assert paid(house) == []


def test_a_duplicate_is_not_credited(house: Referrals) -> None:
    first, second = refers(house), refers(house, by=SUE)
    agrees(house, second)
    does(house, CAM, f"{first}/consent")
    moves(house, second, "hire")

    assert amounts(house, first) == []
    assert amounts(house, second, by=REC) == [("award", 330)]


def test_after_the_employment_ended_nothing_more_is_paid(house: Referrals) -> None:
    where = hired(house)
    days_go_by(house, 100)
    assert refused(house, REC, f"{where}/employment-ended", {"ended": "2020-01-01"}) == (
        422,
        "end_invalid",
    )
    does(house, REC, f"{where}/employment-ended", {"ended": "2027-02-01"})
    days_go_by(house, A_YEAR)

    assert amounts(house, where) == [("award", 330), ("lapsed", 0), ("lapsed", 0)]
    assert refused(house, REC, f"{where}/employment-ended", {"ended": "2027-02-01"}) == (
        409,
        "referral_state_wrong",
    )


# --- who may read it, and from when


def test_only_the_referrer_and_who_runs_the_opening_read_it(house: Referrals) -> None:
    where = refers(house)
    agrees(house, where)
    for each in (CAM, SUE, STRANGER, REC):
        assert sees(house, each, f"{where}/credit") == NONE
    moves(house, where, "hire")

    for each in (CAM, SUE, STRANGER):
        assert sees(house, each, f"{where}/credit") == NONE
    assert amounts(house, where, by=REC) == amounts(house, where, by=BOSS) == [("award", 330)]


def test_the_referrer_does_not_learn_of_a_hire_by_being_paid(house: Referrals) -> None:
    where = hired(house)
    assert (sees(house, RAY, where)["state"], amounts(house, where)) == ("consented", [])

    days_go_by(house, 1)
    assert (sees(house, RAY, where)["state"], amounts(house, where)) == (
        "hired",
        [("award", 330)],
    )


# --- put right


def written(house: Referrals, by: UUID, where: str, what: str, **said: Any) -> Any:
    answer = house.asked_by(by).post(f"{where}/credit/{what}", said)
    assert answer.status_code == 201, answer.text
    return answer.json


def test_what_is_taken_back_or_put_right_is_a_further_line_with_its_author(
    house: Referrals,
) -> None:
    where = hired(house)
    days_go_by(house, 1)
    before = sees(house, RAY, f"{where}/credit")["lines"]
    written(house, REC, where, "reversals", months=0, why="Paid by mistake.")
    written(house, BOSS, where, "corrections", amount=200, why="We keep our word.")

    lines = sees(house, RAY, f"{where}/credit")["lines"]
    assert lines[:1] == before
    assert [(line["kind"], line["amount"], line["by"], line["why"]) for line in lines[1:]] == [
        ("clawback", -330, str(REC), "Paid by mistake."),
        ("correction", 200, str(BOSS), "We keep our word."),
    ]
    assert paid(house)[1:] == [("CreditReversed", 330, 0), ("CreditAwarded", 200, None)]
    assert "mistake" not in repr(told(house))
    assert same_by_replay(house)


@pytest.mark.parametrize(
    ("what", "said", "status", "code"),
    [
        ("reversals", {"months": 6, "why": "x"}, 409, "credit_not_paid"),
        ("reversals", {"months": 0, "why": " "}, 422, "why_invalid"),
        ("reversals", {"months": 0}, 422, "input_invalid"),
        ("corrections", {"amount": -331, "why": "x"}, 409, "credit_below_nothing"),
        ("corrections", {"amount": 0, "why": "x"}, 422, "amount_needed"),
        ("corrections", {"amount": 2_000_000_000, "why": "x"}, 422, "input_invalid"),
        ("corrections", {"amount": 1, "why": "a\x00b"}, 422, "why_invalid"),
    ],
)
def test_what_cannot_be_put_right_is_refused_and_changes_nothing(
    house: Referrals, what: str, said: dict[str, Any], status: int, code: str
) -> None:
    where = hired(house)

    assert refused(house, REC, f"{where}/credit/{what}", said) == (status, code)
    assert len(sees(house, REC, f"{where}/credit")["lines"]) == 1


@pytest.mark.parametrize(
    ("by", "status", "code"),
    [(RAY, 403, "referral_not_yours"), (CAM, 403, "referral_not_yours"), (SUE, 404, NONE)],
)
def test_nobody_else_puts_it_right(house: Referrals, by: UUID, status: int, code: str) -> None:
    where = hired(house)
    said = {"amount": 100, "why": "I want it."}

    assert refused(house, by, f"{where}/credit/corrections", said) == (status, code)


def test_nothing_is_corrected_before_a_hire_or_without_a_policy(house: Referrals) -> None:
    where, bare = refers(house), refers(house, opening_id=str(BARE))
    agrees(house, where)
    agrees(house, bare)
    moves(house, bare, "hire")
    said = {"amount": 100, "why": "Thanks."}

    assert refused(house, REC, f"{where}/credit/corrections", said) == (
        409,
        "referral_state_wrong",
    )
    assert refused(house, REC, f"{bare}/credit/corrections", said) == (
        409,
        "credit_without_policy",
    )


# --- replayed


def test_a_history_is_read_as_it_was_kept_and_gives_the_same_lines(house: Referrals) -> None:
    where = hired(house)
    days_go_by(house, A_YEAR)
    written(house, REC, where, "reversals", months=0, why="By mistake.")
    written(house, REC, where, "corrections", amount=5, why="For coffee.")
    does(house, REC, f"{where}/employment-ended", {"ended": "2027-11-30"})

    with house.container.units.read() as uow:
        referral_id = UUID(where.rpartition("/")[2])
        history = uow.credits.history(referral_id)
        assert list(credit(history)) == list(uow.credits.lines(referral_id))
    names = [type(entry).__name__ for entry in history]
    assert names == ["Agreed", "Hired", "Stayed", "Reversed", "Corrected", "Left"]


def test_the_credit_of_who_left_is_still_replayed(house: Referrals) -> None:
    where = hired(house)
    house.hears(erased(RAY))
    days_go_by(house, A_YEAR)
    days_go_by(house, 1)

    assert len(amounts(house, where, by=REC)) == 3
    assert same_by_replay(house)


def test_the_command_says_where_a_line_is_not_what_its_history_gives(
    house: Referrals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path / "home")
    home.make()
    fresh = Database(home.store_url("referrals"))
    migrations.upgrade(fresh, VERSIONS)
    fresh.close()
    where = hired(house)
    used = house.container.settings.store_url
    module = sys.modules[replay.callback.__module__]
    monkeypatch.setattr(module.Home, "store_url", lambda self, service: used)

    def said(*options: str) -> tuple[int, str]:
        found = CliRunner().invoke(replay, ["--home", str(home.root), "--credit", *options])
        return found.exit_code, found.output

    assert said() == (0, "Every line of credit equals a replay of its history.\n")
    with house.container.units.database.write() as connection:
        connection.execute(update(credit_lines).values(amount=1))
    code, output = said()
    assert (code, where.rpartition("/")[2] in output) == (1, True)
    assert "1 in 1 lines were told, 330 in 1 lines by its history" in output
    assert said("--rebuild")[0] == 2
