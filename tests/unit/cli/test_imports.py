"""Importing contacts at the command line: preview, choose, undo."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from shared.cli.home import Home, write_private
from shared.cli.imports import import_
from shared.cli.sign_in import SignedIn, session_file
from tests.unit.cli.conftest import Reply, Script

ADA = "ada@a.example"
SUMMARY = {"rows": 412, "members": 2, "at_employers_hiring": 14, "forgotten": 410}
MATCHES = [
    {"person_id": "bea", "name": "Bea", "basis": "mail", "avoided": False, "ticked": True},
    {"person_id": "lars", "name": "Lars", "basis": "mail", "avoided": True, "ticked": False},
]
PREVIEW = {"id": "i1", "state": "previewed", "summary": SUMMARY, "matches": MATCHES}
CHOOSE = "/v1/imports/i1/choose"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "Connections.csv"
    path.write_bytes(b"First Name,Last Name\nBea,Santos\n")
    return path


@pytest.fixture
def ada(script: Script, home: Home) -> Any:
    """The command, called by Ada, who is signed in."""
    session = SignedIn(ADA, "ada", "access", "refresh", time.time() + 900)
    write_private(session_file(home, ADA), json.dumps(asdict(session)))
    script.on("POST", "/v1/imports", Reply(201, PREVIEW))
    script.on("POST", CHOOSE, Reply(200, {"proposed": 1, "confirmed": 1}))
    script.on("POST", "/v1/imports/i1/undo", Reply(200, PREVIEW))

    def call(*arguments: str, typed: str = "") -> Result:
        options = [*arguments, "--as", ADA, "--home", str(home.root)]
        return CliRunner(env={"COLUMNS": "120"}).invoke(import_, options, input=typed)

    return call


def chosen(script: Script) -> Any:
    return next(heard.json for heard in script.heard if heard.path == CHOOSE)


def test_the_file_is_sent_untouched(ada: Any, file: Path, script: Script) -> None:
    ada(str(file), "--choose", "none")

    assert script.heard[0].body == file.read_bytes()
    assert script.heard[0].path == "/v1/imports"


def test_of_which_kind_it_is_may_be_said(ada: Any, file: Path, script: Script) -> None:
    ada(str(file), "--source", "vcard", "--choose", "none")

    assert script.heard[0].path == "/v1/imports?source=vcard"


def test_the_preview_tells_once_what_was_forgotten(ada: Any, file: Path) -> None:
    result = ada(str(file), "--choose", "none")

    assert result.exit_code == 0
    assert "412 rows, 2 members, 14 at employers hiring here; 410 forgotten." in result.output
    assert "at an employer you avoid" in result.output


def test_only_the_ticked_are_proposed_unless_one_says_otherwise(
    ada: Any, file: Path, script: Script
) -> None:
    result = ada(str(file), typed="\ny\n")

    assert result.exit_code == 0
    assert chosen(script) == {"person_ids": ["bea"], "lend": True}
    assert "1 proposed, 1 confirmed" in result.output


def test_people_are_chosen_by_their_number(ada: Any, file: Path, script: Script) -> None:
    ada(str(file), "--keep", typed="2\n")

    assert chosen(script) == {"person_ids": ["lars"], "lend": False}


def test_lending_has_no_preset(ada: Any, file: Path, script: Script) -> None:
    result = ada(str(file), "--choose", "all", typed="\n\nn\n")

    assert "May others be led over these ties" in result.output
    assert chosen(script)["lend"] is False


def test_all_can_be_chosen_without_being_asked(ada: Any, file: Path, script: Script) -> None:
    ada(str(file), "--choose", "all", "--lend")

    assert chosen(script) == {"person_ids": ["bea", "lars"], "lend": True}


def test_nobody_is_proposed_to_when_none_is_chosen(ada: Any, file: Path, script: Script) -> None:
    ada(str(file), "--choose", "none")

    assert CHOOSE not in {heard.path for heard in script.heard}


def test_somebody_who_is_not_in_the_preview_is_bad_use(
    ada: Any, file: Path, script: Script
) -> None:
    result = ada(str(file), "--choose", "bea,zoe", "--lend")

    assert result.exit_code == 2
    assert "zoe" in result.output
    assert CHOOSE not in {heard.path for heard in script.heard}


def test_nobody_found_ends_with_1(ada: Any, file: Path, script: Script) -> None:
    script.on("POST", "/v1/imports", Reply(201, {**PREVIEW, "matches": []}))

    assert ada(str(file)).exit_code == 1


def test_an_unreadable_file_is_told_in_the_services_words(
    ada: Any, file: Path, script: Script
) -> None:
    problem = {"code": "import_unreadable", "detail": "This is no list of connections."}
    script.on("POST", "/v1/imports", Reply(422, problem))

    result = ada(str(file))

    assert result.exit_code == 2
    assert "This is no list of connections." in result.output


def test_an_import_can_be_taken_back(ada: Any, script: Script) -> None:
    result = ada("--undo", "i1")

    assert result.exit_code == 0
    assert script.heard[-1].path == "/v1/imports/i1/undo"


def test_a_program_gets_preview_and_outcome(ada: Any, file: Path) -> None:
    said = json.loads(ada(str(file), "--choose", "all", "--lend", "--json").output)

    assert said["summary"] == SUMMARY
    assert (said["proposed"], said["confirmed"]) == (1, 1)


def test_a_program_that_chooses_nobody_gets_the_preview_only(
    ada: Any, file: Path, script: Script
) -> None:
    assert json.loads(ada(str(file), "--json").output) == PREVIEW
    assert CHOOSE not in {heard.path for heard in script.heard}


@pytest.mark.parametrize("arguments", [(), ("FILE", "--undo", "i1")])
def test_one_imports_or_takes_back_and_not_both(
    ada: Any, file: Path, arguments: tuple[str, ...]
) -> None:
    given = [str(file) if each == "FILE" else each for each in arguments]

    assert ada(*given).exit_code == 2
