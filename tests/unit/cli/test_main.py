"""The `warmpath` command itself: what it lists, and that it is quick to say so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from shared.cli.main import COMMANDS, main

HEAVY = ("sqlalchemy", "flask", "alembic", "honcho", "requests", "rich", "services.referrals")


def ask(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.output


def test_help_lists_every_command_with_what_it_does() -> None:
    code, said = ask("--help")

    assert code == 0
    for name, (_, text) in COMMANDS.items():
        assert name in said
        assert text in said


def test_commands_of_services_are_there_without_shared_naming_a_service() -> None:
    code, said = ask("paths", "--help")

    assert code == 0
    assert "solve" in said


@pytest.mark.parametrize("name", COMMANDS)
def test_every_listed_command_exists_and_tells_its_exit_codes(name: str) -> None:
    command = main.get_command(click.Context(main), name)

    assert command is not None
    assert command.name == name
    assert "Exit codes" in (command.help or "")


def test_an_unknown_command_is_bad_use() -> None:
    code, said = ask("fly")

    assert code == 2
    assert "fly" in said


def test_help_loads_nothing_heavy() -> None:
    look = (
        "import sys; from click.testing import CliRunner; from shared.cli.main import main;"
        "assert CliRunner().invoke(main, ['--help']).exit_code == 0;"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    said = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, check=True
    ).stdout

    assert said.strip() == "[]"


PAGE = Path(__file__).parents[3] / "docs" / "reference" / "command-line.md"


@pytest.mark.parametrize("group", ["introductions", "referrals", "credit"])
def test_what_people_do_stands_in_the_reference(group: str) -> None:
    known = main.get_command(click.Context(main), group)
    assert isinstance(known, click.Group)

    documented = re.findall(rf"^\| `warmpath {group} ([a-z-]+)` ", PAGE.read_text(), re.MULTILINE)

    assert sorted(documented) == sorted(known.commands)


@pytest.mark.parametrize("group", ["introductions", "referrals", "credit"])
def test_every_one_of_them_takes_who_where_and_json(group: str) -> None:
    known = main.get_command(click.Context(main), group)
    assert isinstance(known, click.Group)
    for name, command in known.commands.items():
        options = {each for parameter in command.params for each in parameter.opts}
        assert {"--as", "--home", "--json"} <= options, name
        assert command.help, name
