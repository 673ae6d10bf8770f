"""The example of docs/reference/paths.md gives what the page says it gives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from services.referrals.cli import paths

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "paths.md").read_text()
FILES = dict(re.findall(r"`(\w+\.csv)`\n\n```csv\n(.*?)```", PAGE, re.DOTALL))
CONSOLE = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)[0]
COMMANDS = re.findall(r"\$ warmpath paths (.*?)\n((?:\{.*\n)+)", CONSOLE)


def test_the_example_has_its_files_and_commands() -> None:
    assert sorted(FILES) == ["people.csv", "queries.csv", "ties.csv"]
    assert len(COMMANDS) == 2


@pytest.mark.parametrize(("command", "printed"), COMMANDS)
def test_the_example_prints_what_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, printed: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, content in FILES.items():
        (tmp_path / name).write_text(content)

    result = CliRunner().invoke(paths, command.split())

    assert (result.exit_code, result.stdout) == (0, printed)


def test_every_option_of_the_command_is_on_the_page() -> None:
    told = set(re.findall(r"`(-[-\w]*)", PAGE))
    solve = paths.commands["solve"]

    assert {option for each in solve.params for option in each.opts if option[0] == "-"} <= told
