"""Becoming a member at the command line."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from shared.cli.home import Home
from shared.cli.sign_in import NoMember, session_file, signed_in
from shared.cli.sign_up import sign_up
from tests.unit.cli.conftest import Reply, Script
from tests.unit.cli.test_sign_in import ADA, CODES, SESSIONS, by_hand, tokens

NEEDED = {"code": "sign_up_needed", "detail": "Nobody has this address yet."}


@pytest.fixture
def become(script: Script, home: Home) -> Any:
    """The command, in a home without a mail folder: the code is typed."""
    script.on("POST", CODES, Reply(202, {}))
    script.on("POST", SESSIONS, Reply(201, tokens("first")))

    def invoke(*arguments: str, typed: str = "123456\n") -> Result:
        options = ["--as", ADA, "--home", str(home.root), *arguments]
        home.mail.rmdir()
        return CliRunner().invoke(sign_up, options, input=typed)

    return invoke


def sent(script: Script) -> Any:
    return script.heard[-1].json


def test_a_name_and_a_choice_make_a_member(become: Any, script: Script) -> None:
    result = become("--name", "Ada", "--findable")

    assert result.exit_code == 0, result.output
    assert sent(script)["sign_up"] == {"name": "Ada", "findable": True}
    assert "Welcome, Ada." in result.output


def test_being_found_is_asked_without_a_preset(become: Any, script: Script) -> None:
    result = become("--name", "Ada", typed="\nn\n123456\n")

    assert result.exit_code == 0, result.output
    assert "find you here?" in result.output
    assert sent(script)["sign_up"]["findable"] is False


def test_the_session_is_kept_for_the_next_command(become: Any, home: Home) -> None:
    become("--name", "Ada", "--not-findable")

    kept = json.loads(session_file(home, ADA).read_bytes())
    assert kept["access_token"] == "first"


def test_a_refusal_is_told_and_keeps_nothing(become: Any, script: Script, home: Home) -> None:
    script.on("POST", SESSIONS, Reply(401, {"code": "code_refused", "detail": "Not this code."}))

    result = become("--name", "Ada", "--findable")

    assert result.exit_code == 2
    assert "Not this code." in result.output
    assert not session_file(home, ADA).exists()


def test_who_is_no_member_hears_how_to_become_one(
    script: Script, services: Any, home: Home
) -> None:
    script.on("POST", CODES, Reply(202, {}))
    script.on("POST", SESSIONS, Reply(422, NEEDED))

    with pytest.raises(NoMember, match=f"warmpath sign-up --as {ADA}") as refused:
        signed_in(services, home, ADA, by_hand)

    assert refused.value.exit_code == 2
