"""Referrals, their chain and credit in words."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from services.referrals.api import referral_shapes
from services.referrals.api.stage_shapes import OUTCOMES
from services.referrals.domain.credit import LineKind
from services.referrals.domain.referral_states import By
from services.referrals.domain.referring import RELATIONS as REAL_RELATIONS
from services.referrals.domain.stages import SAID
from shared.cli import referral_wording as wording
from shared.cli import referrals
from shared.cli.chain_drawing import drawn_chain, listed_chain

NAMES = {"cam": "Cam Reed", "ray": "Ray Oak", "sue": "Sue Elm", "inv": "Cammy", "rec": "Rita Oak"}
AT = "2026-11-23T12:00:00+00:00"


def seen(**said: Any) -> dict[str, Any]:
    presumed: dict[str, Any] = {
        "id": "r1", "role": "recruiter", "state": "in_review", "opening_id": "o1",
        "submitted_at": AT, "consent_by": None, "candidate": "cam", "invited": None,
        "referrer": None, "relation": None, "vouch": None, "owned": False, "history": [],
    }  # fmt: skip
    return presumed | said


def told(**said: Any) -> str:
    return "\n".join(wording.referral_lines(seen(**said), NAMES, {"o1": "Cook"}))


def printed(table: Any) -> str:
    console = Console(width=160)
    with console.capture() as captured:
        console.print(table)
    return captured.get()


def test_every_state_word_move_and_line_has_words() -> None:
    assert set(referral_shapes.STATES) == set(wording.STATES)
    assert {by.value for by in By} == set(wording.BY)
    assert {kind.value for kind in LineKind} == set(wording.KINDS)
    assert {each.value for each in SAID} == set(referrals.MOVES)
    assert set(OUTCOMES) == set(wording.OUTCOMES)
    assert set(referral_shapes.REASONS) == set(referrals.REASONS)
    assert set(REAL_RELATIONS) - {""} == set(referrals.RELATIONS)


def test_a_recruiter_reads_no_network_before_they_decided() -> None:
    line = told()
    assert "Cam Reed for Cook" in line.replace("[bold]", "").replace("[/]", "")
    assert "an employee" not in line
    assert "owns" not in line
    assert "Ray" not in line


def test_whom_the_referrer_named_by_address_is_called_as_they_said() -> None:
    line = told(role="referrer", state="submitted", candidate=None, invited="inv", consent_by=AT)
    assert "Cammy" in line
    assert "waits for their yes until 2026-11-23 12:00 UTC" in line


def test_a_move_says_whose_word_it_is_and_its_class() -> None:
    history = [
        {"state": "in_review", "at": AT, "by": "candidate", "reason": "none_given"},
        {"state": "rejected", "at": AT, "by": "recruiter", "reason": "skills"},
    ]
    line = told(role="candidate", history=history, owned=True)
    assert "said by the candidate" in line
    assert "because of: skills" in line
    assert "none given" not in line
    assert "owns the candidate" in line


def test_a_vouch_is_shown_as_it_was_written() -> None:
    line = told(role="candidate", referrer="ray", relation="worked_together", vouch="[b]Good[/b]")
    assert "Ray Oak: worked together  “\\[b]Good\\[/b]”" in line


def test_a_table_names_who_referred_as_far_as_that_is_theirs_to_see() -> None:
    rows = [seen(), seen(role="referrer", owned=True), seen(role="candidate", referrer="ray")]
    text = printed(wording.referrals_table(rows, NAMES, {}))
    assert "an employee" in text
    assert "(owned)" in text
    assert "Ray Oak" in text
    assert "opening o1" in text


def test_a_row_of_stages_is_told_by_its_line_and_a_refused_one_with_its_reason() -> None:
    presumed: dict[str, Any] = {
        "referral_id": "r1",
        "state": "in_review",
        "code": None,
        "detail": None,
    }
    rows = [
        presumed | {"line": 2, "outcome": "moved"},
        presumed | {"line": 3, "outcome": "refused", "state": None, "detail": "[b]fly[/b] \x1b[2J"},
        presumed | {"line": 4, "outcome": "refused", "state": None, "referral_id": None},
    ]
    moved, no, nobody = printed(wording.stages_table(rows, {"r1": "Cam Reed"})).splitlines()[2:]
    assert ("Cam Reed" in moved, "in review" in moved) == (True, True)
    assert ("[b]fly[/b]" in no, "\x1b" in no) == (True, False)
    assert "Cam Reed" not in nobody


def test_only_what_was_applied_reads_as_done() -> None:
    counted = {"moved": 2, "unchanged": 1, "refused": 0}
    assert wording.stages_total(counted, True) == "2 moved, 1 said before, 0 refused"
    assert "nothing is done yet" in wording.stages_total(counted, False)


def test_where_a_link_leads_is_shown_as_it_was_written_with_who_shares_it() -> None:
    what = {"title": "Cook [b]", "employer_name": "Oakworks"}
    lines = "\n".join(wording.shared_lines({"opening": what, "referrer": "ray"}, NAMES))
    assert "Cook \\[b]" in lines
    assert "Ray Oak works there" in lines


def test_own_contacts_are_called_as_they_may_be() -> None:
    text = printed(wording.contacts_table(["cam", "gone"], NAMES))
    assert "Cam Reed" in text
    assert "somebody" in text


def test_every_line_of_credit_says_why_how_much_and_who_wrote_it() -> None:
    award = {
        "at": AT, "kind": "award", "amount": 1500, "currency": "EUR", "policy_version": 2,
        "why": "Six months.", "months": 6, "by": None,
    }  # fmt: skip
    back = award | {"kind": "clawback", "amount": -1500, "by": "rec", "policy_version": None}
    text = printed(wording.credit_table({"lines": [award, back]}, NAMES))
    for said in ("1,500 EUR", "-1,500 EUR", "Six months.", "Rita Oak", "paid"):
        assert said in text


CHAIN: dict[str, Any] = {
    "people": [
        {"part": "candidate", "person": "cam"},
        {"part": "introducer", "person": None},
        {"part": "referrer", "person": "ray"},
    ],
    "links": [{"one": 0, "other": 1, "at": AT}, {"one": 1, "other": 2, "at": None}],
    "duplicates": [{"referrer": "sue", "submitted_at": AT}],
}


def test_a_chain_reads_from_the_candidate_to_the_referrer() -> None:
    lines = drawn_chain(CHAIN, NAMES).splitlines()
    people = [line for line in lines if "(" in line[:4]]
    assert [line.split(") ")[1] for line in people] == [
        "Cam Reed, candidate", "an introducer", "Ray Oak, referrer",
    ]  # fmt: skip
    assert "asked 2026-11-23 12:00 UTC" in lines[1]
    assert "Sue Elm" in lines[-1]


def test_the_list_says_what_the_drawing_shows() -> None:
    listing = listed_chain(CHAIN, NAMES)
    assert "1. Cam Reed, candidate" in listing
    assert "1 led to 2 on 2026-11-23 12:00 UTC." in listing
    assert "2 led to 3." in listing
    assert "Referred as well by Sue Elm" in listing


def test_a_chain_without_an_introduction_says_so() -> None:
    direct = {"people": [CHAIN["people"][0], CHAIN["people"][2]], "links": [], "duplicates": []}
    assert "without an introduction" in listed_chain(direct, NAMES)
    assert "led to" not in listed_chain(direct, NAMES)
