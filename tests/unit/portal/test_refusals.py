"""What services refuse, and why a line of credit is there, in the reader's words."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, timedelta

import pytest

from services.portal.api_client import Refused
from services.portal.credit_words import credit_reason
from services.portal.operator_words import outcome
from services.portal.refusals import BY_STATUS, SENTENCES, of_code, refusal
from services.portal.refusals.faults import plainly
from services.portal.refusals.labels import label
from services.referrals.domain.credit import Line, credit
from services.referrals.domain.credit_history import Corrected, Entry, Left, Stayed
from tests.support.readers import reading
from tests.support.referring import DAY, MONDAY, POLICY, REC, agreed_entry, hired_entry

CAPPED = Refused(
    429, "asks_at_cap", "There is room again from 2026-12-01.", None, 9000, of_service=True
)
LIMITED = Refused(429, "rate_limit_reached", "At most 5 times.", None, 50, of_service=True)
NO_POLICY, LATER = agreed_entry(policy=None), MONDAY + timedelta(days=90)
LEFT = Left(at=LATER, ended=date(2027, 8, 1))
LEFT_OUT = agreed_entry(policy=replace(POLICY, not_eligible=["working_student"]))
HISTORIES: list[list[Entry]] = [
    [agreed_entry(), hired_entry(), Stayed(at=MONDAY + 210 * DAY, months=6)],
    [agreed_entry(), hired_entry(), LEFT],
    [agreed_entry(), replace(hired_entry(), at=LATER), LEFT],
    [NO_POLICY],
    [replace(LEFT_OUT, roles=frozenset({"working_student"}))],
    [replace(agreed_entry(), roles=frozenset({"hr"}))],
    [replace(agreed_entry(), roles=frozenset({"recruiter"}))],
    [replace(agreed_entry(), roles=frozenset({"hiring_manager"}))],
]


def test_a_refusal_is_told_in_the_readers_language_with_the_numbers_of_the_service() -> None:
    full = Refused(409, "groups_full", "You are in 50 groups: leave one first.", of_service=True)

    assert refusal(full) == "You are in 50 groups, and more is not possible. Leave one first."
    with reading("de"):
        assert refusal(full).startswith("Sie sind in 50 Gruppen")


def test_what_binds_for_a_time_says_from_when_it_no_longer_does() -> None:
    assert refusal(CAPPED).endswith("It is possible again from Tue, 1 December 2026.")
    assert refusal(LIMITED).endswith("It is possible again in 50 seconds.")
    with reading("de"):
        assert refusal(LIMITED).endswith("Es geht wieder in 50 Sekunden.")


def test_what_nobody_has_put_in_words_yet_is_told_by_its_status() -> None:
    unknown = Refused(409, "moon_full", "The moon is full.", of_service=True)

    assert refusal(unknown) == BY_STATUS[409]
    assert refusal(replace_status(unknown, 418)) == "This was not possible. Try again in a moment."


def replace_status(refused: Refused, status: int) -> Refused:
    return Refused(status, refused.code, refused.detail, of_service=True)


def test_the_portals_own_words_stay_as_they_are() -> None:
    assert refusal(Refused(422, "stages_missing", "Bitte wählen.")) == "Bitte wählen."


def test_a_row_of_a_file_names_its_column() -> None:
    assert of_code("row_unreadable", "hold: is a number of working days") == (
        "The column “hold” cannot be read. It is a number of working days."
    )


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_is_whole_in_either_language(code: str) -> None:
    english = of_code(code, "column: It must be 3 to 7.")
    with reading("de"):
        german = of_code(code, "column: It must be 3 to 7.")

    assert english[-1] == german[-1] == "."
    assert english != german


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("salary.low", "Pay"),
        ("hiring_manager_id", "Who decides"),
        ("milestones.0.months", "Months"),
        ("moon_phase", "moon phase"),
    ],
)
def test_a_field_has_the_name_that_the_form_has_for_it(field: str, name: str) -> None:
    assert label(field) == name


def test_what_is_wrong_with_a_field_is_told_in_the_readers_language() -> None:
    with reading("de"):
        assert plainly("has 130 characters, at most 120 are allowed") == "Höchstens 120 Zeichen."
        assert plainly("is made of cheese") == "is made of cheese"
    assert plainly("Length must be between 3 and 3.") == "Three letters, such as EUR."


@pytest.mark.parametrize("line", [line for history in HISTORIES for line in credit(history)])
def test_every_reason_that_credit_gives_is_told_in_the_readers_language(line: Line) -> None:
    told = asdict(line)
    with reading("de"):
        german = credit_reason(told)

    assert line.why not in (german, credit_reason(told))
    assert german != credit_reason(told)


def test_a_reason_that_somebody_wrote_stays_in_their_words() -> None:
    why = "The opening had no referral policy."
    written = credit([NO_POLICY, Corrected(at=LATER, amount=5, by=REC, why=why)])[-1]

    assert credit_reason(asdict(written)) == why


def test_a_bonus_is_told_as_the_reader_writes_money() -> None:
    paid = credit([agreed_entry(), hired_entry()])[0]

    assert credit_reason(asdict(paid)) == (
        "They were hired: 33% of the bonus of €1,000 (policy 3)."
    )


def test_how_a_service_is_has_words_for_whoever_runs_it() -> None:
    with reading("de"):
        assert outcome("events wait since 900 s") == "einige warten schon 15 Minuten"
