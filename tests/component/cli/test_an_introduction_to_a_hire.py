"""An introduction, the referral that follows and its credit, all of it given as commands."""

from __future__ import annotations

from tests.support.kitchen import BLURB, Kitchen, allows

NOWHERE = "0193a7c1-0000-7000-8000-000000000001"


# --- introductions


def test_whom_asking_could_reach_is_shown_before_anybody_is_asked(kitchen: Kitchen) -> None:
    ask = ("introductions", "ask", "--opening", kitchen.opening, "--blurb", BLURB)

    assert kitchen.told("cam", *ask)["preview"]["further_at_most"] == 3
    unconfirmed = kitchen.says("cam", *ask)  # nobody answers the question

    assert unconfirmed.exit_code == 1
    assert "a new first contact only with your OK" in unconfirmed.output
    assert kitchen.says("cam", "introductions", "requests").exit_code == 1
    assert kitchen.says("cam", *ask, typed="n\n").exit_code == 1
    assert kitchen.says("cam", *ask, typed="y\n").exit_code == 0
    assert kitchen.says("cam", "introductions", "requests").exit_code == 0


def test_where_no_path_leads_a_contact_is_asked_openly(kitchen: Kitchen) -> None:
    openly = ("introductions", "ask", "--kind", "open_ask", "--blurb", BLURB, "--yes")
    bea, at_oak = str(kitchen.members["bea"].id), ("--employer", "oakworks")
    assert kitchen.says("cam", *openly, *at_oak).exit_code == 2  # whom?
    assert kitchen.says("cam", *openly, "--employer", "Elm", "--contact", bea).exit_code == 2

    asked = kitchen.told("cam", *openly, *at_oak, "--contact", bea)

    assert asked["introduction"]["contact"] == bea
    waiting = kitchen.says("bea", "introductions", "asked-of-me").output
    assert "somebody there" in waiting
    advice = ("introductions", "ask", "--kind", "advice", "--topic", "sourdough")
    ray = ("--to", str(kitchen.members["ray"].id), "--contact", "Gil Peixinho")
    assert kitchen.says("cam", *advice, *ray, "--blurb", BLURB, "--yes").exit_code == 0
    assert "sourdough" in kitchen.says("cam", "introductions", "requests").output


def test_requests_show_their_state_and_what_comes_next(kitchen: Kitchen) -> None:
    introduction = kitchen.asks("--contact", "Bea Santos")
    listed = kitchen.says("cam", "introductions", "requests").output
    shown = kitchen.says("cam", "introductions", "show", introduction).output

    for said in (introduction, "Data Engineer", "Bea Santos", "2026-11-27 12:00 UTC"):
        assert said in listed
    assert BLURB in shown  # as it was written: no markup of ours
    assert "Bea Santos is asked; the first contact answers by 2026-11-27 12:00 UTC" in shown
    assert "Ray" not in shown


def test_whoever_is_asked_sees_who_asks_and_whom_to_pass_it_to(kitchen: Kitchen) -> None:
    introduction = kitchen.asks("--contact", "Bea Santos")
    listed = kitchen.says("bea", "introductions", "asked-of-me").output
    assert "Cam Reed" in listed
    assert "Ray Oak" in listed

    said = kitchen.says("bea", "introductions", "answer", introduction, "introduce").output

    assert "you introduce them" in said
    assert "Bea Santos said yes" in kitchen.says(
        "cam", "introductions", "show", introduction
    ).output  # fmt: skip
    assert "agree, someone-better or pass" in kitchen.says(
        "ray", "introductions", "show", introduction
    ).output  # fmt: skip


def test_a_pass_is_shown_to_nobody_else(kitchen: Kitchen) -> None:
    introduction = kitchen.asks("--contact", "Bea Santos")
    before = kitchen.says("cam", "introductions", "show", introduction, "--json").output

    said = kitchen.says("bea", "introductions", "answer", introduction, "pass").output

    assert "nobody else can tell" in said
    assert kitchen.says("cam", "introductions", "show", introduction, "--json").output == before


def test_a_new_first_contact_is_asked_with_the_candidates_ok(kitchen: Kitchen) -> None:
    introduction = kitchen.asks("--contact", "Bea Santos")
    allows(kitchen.members["bea"], open_to_introduce=False)
    kitchen.network.carry()
    shown = kitchen.says("cam", "introductions", "show", introduction).output
    assert "The next best path begins with Gil Peixinho" in shown

    kitchen.told("cam", "introductions", "agree-to-contact", introduction)

    assert kitchen.told("gil", "introductions", "asked-of-me")["introductions"]


def test_what_was_asked_can_be_taken_back(kitchen: Kitchen) -> None:
    introduction = kitchen.asks()

    assert (
        "You took it back" in kitchen.says("cam", "introductions", "withdraw", introduction).output
    )
    assert kitchen.says("cam", "introductions", "withdraw", introduction).exit_code == 2


def test_somebody_better_is_named_by_name_and_the_target_agrees(kitchen: Kitchen) -> None:
    introduction = kitchen.asks("--contact", "Gil Peixinho")
    better = ("introductions", "answer", introduction, "someone-better")
    assert kitchen.says("gil", *better).exit_code == 2
    assert kitchen.says("gil", *better, "--better", "Nobody Here").exit_code == 2

    kitchen.told("gil", *better, "--better", "ray oak")
    kitchen.told("ray", "introductions", "answer", introduction, "agree")

    assert "Ray Oak agreed to meet you" in kitchen.says(
        "cam", "introductions", "show", introduction
    ).output  # fmt: skip


def test_what_one_may_not_know_of_is_not_there(kitchen: Kitchen) -> None:
    for command in (
        ("introductions", "show", NOWHERE),
        ("introductions", "answer", NOWHERE, "pass"),
        ("referrals", "show", NOWHERE),
        ("referrals", "chain", NOWHERE),
        ("credit", "show", NOWHERE),
    ):
        assert kitchen.says("gil", *command).exit_code == 1


# --- referrals and credit


def test_who_was_met_is_referred_agrees_and_is_hired(kitchen: Kitchen) -> None:
    referral = kitchen.hires()

    shown = kitchen.says("cam", "referrals", "about-me").output
    for said in (referral, "you", "Ray Oak", "hired"):
        assert said in shown
    lines = kitchen.says("cam", "referrals", "show", referral).output
    for said in ("in review", "interviewing", "offered", "by the recruiter", "“She cooks.”"):
        assert said in lines
    mine = kitchen.told("ray", "referrals", "mine")["referrals"]
    assert [each["state"] for each in mine] == ["consented"]  # the rest is theirs tomorrow
    _chain(kitchen, referral)
    _credit(kitchen, referral)


def _chain(kitchen: Kitchen, referral: str) -> None:
    """Drawn and listed, for those who run the opening, after the screening decision."""
    drawn = kitchen.says("rita", "referrals", "chain", referral).output

    top, middle, bottom = "(A) Cam Reed, candidate", "(B) an introducer", "(C) Ray Oak, referrer"
    assert drawn.index(top) < drawn.index(middle) < drawn.index(bottom)
    assert "1 led to 2 on 2026-11-23 12:00 UTC." in drawn
    assert "Bea" not in drawn
    assert kitchen.says("bea", "referrals", "chain", referral).exit_code == 1


def _credit(kitchen: Kitchen, referral: str) -> None:
    """Read with its reasons, reversed and corrected."""
    paid = kitchen.says("rita", "credit", "show", referral)
    assert "1,000 EUR" in paid.output
    assert "version 1 of the policy" in paid.output

    why = ("--why", "It was [paid] twice.")
    reversed_ = kitchen.says("rita", "credit", "reverse", referral, "--months", "0", *why)
    corrected = kitchen.says("rita", "credit", "correct", referral, "--amount", "250", *why)

    assert "taken back" in reversed_.output
    assert "It was [paid] twice." in corrected.output
    assert "Rita Oak" in corrected.output
    assert "250 in all" in corrected.output
    assert kitchen.says("ray", "credit", "correct", referral, "--amount", "9", *why).exit_code != 0
    ended = kitchen.told("rita", "credit", "employment-ended", referral, "--on", "2026-11-23")
    assert ended["balance"] == 250


def test_a_stranger_is_referred_by_address_and_claims_it(kitchen: Kitchen) -> None:
    gil = kitchen.members["gil"]
    refer = ("referrals", "refer", "--opening", kitchen.opening, "--name", "Gilberto")
    assert kitchen.says("ray", *refer).exit_code == 2  # a name without an address
    referral = kitchen.told("ray", *refer, "--mail", gil.mail)["referral"]["id"]
    assert "Gilberto" in kitchen.says("ray", "referrals", "mine").output
    kitchen.told("ray", "referrals", "reword", referral, "--vouch", "He bakes.")

    assert kitchen.says("bea", "referrals", "claim").exit_code == 1
    assert kitchen.told("gil", "referrals", "claim") == {"claimed": 1}
    assert "He bakes." in kitchen.says("gil", "referrals", "show", referral).output
    kitchen.told("gil", "referrals", "refuse", referral)

    assert kitchen.told("ray", "referrals", "show", referral)["referral"]["state"] == "submitted"
    assert kitchen.says("rita", "referrals", "received").exit_code == 1


def test_a_rejection_says_its_class_to_the_candidate_alone(kitchen: Kitchen) -> None:
    referral = kitchen.refers()
    reject = ("referrals", "move", referral, "rejected", "--reason", "skills")
    assert kitchen.says("rita", *reject, "--hold", "9").exit_code == 2

    assert kitchen.says("rita", *reject).exit_code == 0

    assert "because of: skills" in kitchen.says("cam", "referrals", "show", referral).output
    assert "skills" not in kitchen.says("ray", "referrals", "show", referral, "--json").output


def test_the_candidate_releases_a_hire_and_may_withdraw_before(kitchen: Kitchen) -> None:
    referral = kitchen.refers()
    assert kitchen.says("cam", "referrals", "release-hire", referral).exit_code == 2
    assert kitchen.told("rita", "referrals", "received", "--opening", kitchen.opening)["referrals"]

    withdrawn = kitchen.says("cam", "referrals", "withdraw", referral, "--reason", "changed_mind")

    assert "changed mind" in withdrawn.output
