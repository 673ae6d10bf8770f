"""Sharing by a link, stages by a file, own contacts and naming, all of it given as commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.kitchen import Kitchen, allows

NOWHERE = "0193a7c1-0000-7000-8000-000000000001"
NO_LINK = "https://jobs.example/shared/" + "A" * 32


# --- links


def test_a_link_is_made_once_and_shown_again_until_it_is_taken_back(kitchen: Kitchen) -> None:
    assert kitchen.says("ray", "referrals", "unshare", kitchen.opening).exit_code == 1
    first = kitchen.told("ray", "referrals", "share", kitchen.opening)

    assert kitchen.told("ray", "referrals", "share", kitchen.opening) == first
    assert first["address"].endswith(f":{kitchen.home.port()}/shared/{first['link']['token']}")
    assert first["address"] in kitchen.says("ray", "referrals", "share", kitchen.opening).output
    assert kitchen.told("ray", "referrals", "unshare", kitchen.opening)["taken_back"]
    assert kitchen.says("gil", "referrals", "follow", first["address"], "--yes").exit_code == 1
    assert kitchen.told("ray", "referrals", "share", kitchen.opening)["link"] != first["link"]


def test_only_who_may_refer_for_it_shares_it(kitchen: Kitchen) -> None:
    assert kitchen.says("gil", "referrals", "share", kitchen.opening).exit_code == 2
    assert kitchen.says("ray", "referrals", "share", NOWHERE).exit_code == 1


def test_where_a_link_leads_is_shown_before_one_agrees(kitchen: Kitchen) -> None:
    link = kitchen.told("ray", "referrals", "share", kitchen.opening)["address"]
    follow = ("referrals", "follow", link)

    looked = kitchen.told("gil", *follow)["shared"]
    declined = kitchen.says("gil", *follow, typed="n\n")

    assert looked["opening"]["id"] == kitchen.opening
    assert declined.exit_code == 1
    for said in ("Data Engineer", "Oakworks", "Ray Oak", "whoever runs the opening sees you"):
        assert said in declined.output
    assert kitchen.says("ray", "referrals", "mine").exit_code == 1
    assert kitchen.says("gil", *follow, typed="y\n").exit_code == 0
    assert "Gil Peixinho" in kitchen.says("ray", "referrals", "mine").output
    assert kitchen.told("rita", "referrals", "received")["referrals"]


def test_a_token_alone_is_a_link_and_nobody_refers_themselves_by_one(kitchen: Kitchen) -> None:
    token = kitchen.told("ray", "referrals", "share", kitchen.opening)["link"]["token"]

    assert kitchen.says("ray", "referrals", "follow", "--yes", "--", token).exit_code == 2
    seen = kitchen.told("gil", "referrals", "follow", "--yes", f"/shared/{token}")["referral"]
    assert (seen["role"], seen["state"]) == ("candidate", "consented")
    assert kitchen.says("gil", "referrals", "follow", "--yes", f"/shared/{token}").exit_code == 2
    assert kitchen.says("gil", "referrals", "follow", NO_LINK).exit_code == 1


# --- stages


def test_a_file_is_looked_at_first_and_the_rows_that_can_be_done_are_done(
    kitchen: Kitchen, tmp_path: Path
) -> None:
    referral, file = kitchen.refers(), tmp_path / "stages.csv"
    file.write_text(f"referral_id,what\n{referral},taken_up\n{NOWHERE},interview\n{referral},fly\n")
    given = ("referrals", "stages", kitchen.opening, str(file))

    looked = kitchen.says("rita", *given)
    assert looked.exit_code == 2
    for said in ("Cam Reed", "in review", "no referral that you have received", "is one of"):
        assert said in looked.output
    assert "1 moved, 0 said before, 2 refused: so it would be with --apply" in looked.output
    assert _state(kitchen, referral) == "consented"

    done = kitchen.says("rita", *given, "--apply", "--json")
    assert done.exit_code == 2
    told = json.loads(done.output)
    assert [each["outcome"] for each in told["lines"]] == ["moved", "refused", "refused"]
    assert told["names"][told["candidates"][referral]] == "Cam Reed"
    assert _state(kitchen, referral) == "in_review"


def test_a_file_of_which_all_can_be_done_may_be_sent_again(
    kitchen: Kitchen, tmp_path: Path
) -> None:
    referral, file = kitchen.refers(), tmp_path / "stages.csv"
    file.write_text(f"what;referral_id\ntaken_up;{referral}\ninterview;{referral}\n")
    apply = ("referrals", "stages", kitchen.opening, str(file), "--apply")

    assert kitchen.told("rita", *apply)["moved"] == 2
    assert "0 moved, 2 said before, 0 refused" in kitchen.says("rita", *apply).output
    assert kitchen.says("ray", *apply).exit_code == 1  # the opening is not theirs to run
    assert _state(kitchen, referral) == "interviewing"


@pytest.mark.parametrize(
    ("content", "code"), [(b"\xff\xfe", 2), (b"name\nCam\n", 2), (b"referral_id,what\n", 1)]
)
def test_what_is_no_file_of_stages_is_bad_use_and_one_without_rows_is_nothing(
    kitchen: Kitchen, tmp_path: Path, content: bytes, code: int
) -> None:
    file = tmp_path / "stages.csv"
    file.write_bytes(content)

    said = kitchen.says("rita", "referrals", "stages", kitchen.opening, str(file), "--apply")

    assert said.exit_code == code


def _state(kitchen: Kitchen, referral: str) -> str:
    return str(kitchen.told("rita", "referrals", "show", referral)["referral"]["state"])


# --- own contacts and naming


def test_who_proved_that_they_work_there_reads_whom_they_know_for_it(kitchen: Kitchen) -> None:
    asked = ("referrals", "own-contacts", kitchen.opening)
    allows(kitchen.members["gil"], open_to_openings=True)
    assert kitchen.says("ray", *asked).exit_code == 2  # not proved
    kitchen.has_domain("mail.example")

    told = kitchen.told("ray", *asked)

    gil = str(kitchen.members["gil"].id)
    assert (told["contacts"], told["names"]) == ([gil], {gil: "Gil Peixinho"})
    assert "Gil Peixinho" in kitchen.says("ray", *asked).output
    assert kitchen.says("rita", *asked).exit_code == 1
    assert kitchen.says("ray", "referrals", "own-contacts", NOWHERE).exit_code == 1


def test_an_introducer_says_whether_recruiters_may_learn_their_name(kitchen: Kitchen) -> None:
    introduction = kitchen.asks("--contact", "Bea Santos")
    naming = ("introductions", "naming", introduction)
    assert kitchen.says("bea", *naming, "yes").exit_code == 2  # they have not helped yet
    assert kitchen.says("gil", *naming, "yes").exit_code == 1
    kitchen.told("bea", "introductions", "answer", introduction, "introduce")

    said = kitchen.says("bea", *naming, "yes")
    assert "recruiters may learn that you helped" in said.output
    assert kitchen.says("bea", *naming, "maybe").exit_code == 2
    shown = kitchen.told("bea", *naming, "no")["introduction"]

    assert shown["may_be_named"] is False
    assert "may not learn" in kitchen.says("bea", "introductions", "show", introduction).output


def test_who_agreed_to_it_is_named_in_the_chain(kitchen: Kitchen) -> None:
    referral = kitchen.refers()
    introduction = kitchen.told("bea", "introductions", "asked-of-me")["introductions"][0]["id"]
    kitchen.told("bea", "introductions", "naming", introduction, "yes")
    kitchen.told("rita", "referrals", "move", referral, "taken_up")
    kitchen.told("rita", "referrals", "move", referral, "interview")

    assert "Bea Santos" in kitchen.says("rita", "referrals", "chain", referral).output
