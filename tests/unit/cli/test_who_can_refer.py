"""Asking who can refer me, as a person at a terminal and as a program."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from typing import Any

import pytest
from click.testing import CliRunner, Result

from shared.cli.home import Home, write_private
from shared.cli.sign_in import SignedIn, session_file
from shared.cli.who_can_refer import who_can_refer
from tests.unit.cli.conftest import Reply, Script

ADA = "ada@a.example"
OPENING_ID = "0193a7c1-0000-7000-8000-000000000001"
PATH = {
    "contact": {
        "person_id": "bea",
        "volunteer": False,
        "reasons": [
            {"code": "worked_together", "amount": 18},
            {"code": "messages", "amount": 30},
        ],
    },
    "further_introducers": 1,
    "end": "hiring_manager",
    "chance": "possible",
}
VOLUNTEER = {
    "contact": {"person_id": "gil", "volunteer": True, "reasons": []},
    "further_introducers": 0,
    "end": "referrer",
    "chance": "long_shot",
}
OPENING = {
    "id": OPENING_ID,
    "title": "Data Engineer",
    "employer_name": "Vento",
    "place": "Lisbon",
    "remote": False,
    "network_only": True,
}
REACHABLE, REFERRERS = "/v1/reachable-openings", f"/v1/openings/{OPENING_ID}/who-can-refer"


def answer(**rows: Any) -> Reply:
    return Reply(200, {**rows, "total": "a few", "grant": "g", "stale_since": None})


@pytest.fixture
def ask(script: Script, home: Home) -> Any:
    """The command, asked by Ada, who is signed in."""
    session = SignedIn(ADA, "ada", "access", "refresh", time.time() + 900)
    write_private(session_file(home, ADA), json.dumps(asdict(session)))
    names = {"bea": {"name": "Bea Santos"}, "gil": {"name": "Gil Peixinho"}}
    script.on("POST", "/v1/names", Reply(200, {"names": names}))
    script.on("GET", REACHABLE, answer(openings=[{"opening": OPENING, "path": PATH}], next=None))
    script.on("GET", REFERRERS, answer(paths=[PATH, VOLUNTEER]))

    def invoke(*arguments: str) -> Result:
        options = ["--as", ADA, "--home", str(home.root), *arguments]
        return CliRunner(env={"COLUMNS": "140"}).invoke(who_can_refer, options)

    return invoke


def test_openings_within_reach_are_shown_with_whom_to_ask_and_why(ask: Any) -> None:
    result = ask()

    assert result.exit_code == 0
    for said in (
        "Data Engineer",
        "Vento, Lisbon",
        "never advertised",
        "Bea Santos",
        "worked together 18 months, 30 messages",
        "1 more person, then the hiring manager",
        "possible",
        "a few in all",
    ):
        assert said in result.output


def test_everybody_who_could_refer_for_one_opening_is_shown(ask: Any) -> None:
    result = ask("--opening", OPENING_ID)

    assert result.exit_code == 0
    assert "Gil Peixinho" in result.output
    assert "volunteers for your group" in result.output
    assert "someone who can refer" in result.output


def test_a_program_gets_the_rows_and_the_names(ask: Any) -> None:
    said = json.loads(ask("--opening", OPENING_ID, "--json").output)

    assert said["paths"] == [PATH, VOLUNTEER]
    assert said["names"]["bea"] == "Bea Santos"
    assert said["total"] == "a few"


def test_the_question_is_asked_in_the_askers_name(ask: Any, script: Script) -> None:
    ask("--rank", "shortest", "--text", "data", "-k", "3")

    asked = next(heard for heard in script.heard if heard.path.startswith(REACHABLE))
    assert asked.headers["Authorization"] == "Bearer access"
    assert {"rank=shortest", "text=data", "limit=3"} == set(asked.path.split("?")[1].split("&"))


def test_an_employer_may_be_given_by_name(ask: Any, script: Script) -> None:
    found = [{"id": "e2", "name": "Vento Norte"}, {"id": "e1", "name": "Vento"}]
    script.on("GET", "/v1/employers", Reply(200, {"employers": found, "next": None}))

    assert ask("--employer", "vento").exit_code == 0

    asked = next(heard for heard in script.heard if heard.path.startswith(REACHABLE))
    assert "employer=e1" in asked.path


def test_an_unknown_employer_is_nothing_found(ask: Any, script: Script) -> None:
    script.on("GET", "/v1/employers", Reply(200, {"employers": [], "next": None}))

    result = ask("--employer", "Nobody & Sons")

    assert result.exit_code == 1
    assert "Nobody & Sons" in result.output


def test_no_way_ends_with_1_and_asks_for_no_names(ask: Any, script: Script) -> None:
    script.on("GET", REACHABLE, answer(openings=[], next=None))

    result = ask()

    assert result.exit_code == 1
    assert "Nothing found" in result.output
    assert "/v1/names" not in {heard.path for heard in script.heard}


def test_an_opening_one_may_not_know_of_is_nothing_found(ask: Any) -> None:
    assert ask("--opening", OPENING_ID.replace("1", "2")).exit_code == 1


def test_two_filters_at_once_are_bad_use(ask: Any) -> None:
    result = ask("--opening", OPENING_ID, "--text", "data")

    assert result.exit_code == 2
    assert "Choose one" in result.output


def test_who_asks_must_be_said(home: Home) -> None:
    result = CliRunner().invoke(who_can_refer, ["--home", str(home.root)])

    assert result.exit_code == 2
    assert "--as" in result.output


def test_services_that_are_away_end_with_3(tmp_path: Any) -> None:
    home = Home(tmp_path / "away")
    home.make()
    session = SignedIn(ADA, "ada", "access", "refresh", time.time() + 900)
    write_private(session_file(home, ADA), json.dumps(asdict(session)))
    (home.root / "lock").write_text('{"port": 1}')

    result = CliRunner().invoke(who_can_refer, ["--as", ADA, "--home", str(home.root)])

    assert result.exit_code == 3
    assert "warmpath up" in result.output


@pytest.mark.parametrize("option", ["--employer", "--text"])
def test_an_empty_word_is_bad_use_and_asks_nothing(ask: Any, script: Script, option: str) -> None:
    result = ask(option, "")

    assert result.exit_code == 2
    assert script.heard == []


def test_an_opening_is_named_by_its_id(ask: Any, script: Script) -> None:
    result = ask("--opening", "nonsense")

    assert result.exit_code == 2
    assert script.heard == []


def test_an_employer_that_several_could_be_is_not_guessed(ask: Any, script: Script) -> None:
    found = [{"id": "e1", "name": "Vento Energia"}, {"id": "e2", "name": "Vento Mar"}]
    script.on("GET", "/v1/employers", Reply(200, {"employers": found, "next": None}))

    result = ask("--employer", "Vento")

    assert result.exit_code == 2
    assert "Vento Energia, Vento Mar" in result.output


def test_of_several_employers_the_one_of_exactly_that_name_is_meant(
    ask: Any, script: Script
) -> None:
    found = [{"id": "e2", "name": "Vento Mar"}, {"id": "e1", "name": "Vento"}]
    script.on("GET", "/v1/employers", Reply(200, {"employers": found, "next": None}))

    assert ask("--employer", "vento").exit_code == 0
    assert any("employer=e1" in heard.path for heard in script.heard)
