"""What the documents say exists: links, files, commands with options, make targets."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from shared.cli.main import main

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    [ROOT / "README.md", *ROOT.glob("docs/**/*.md"), *ROOT.glob("services/*/README.md")]
)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
CODE = re.compile(r"`((?:services|shared|tests|docs|deploy)/[\w./*-]*)`")
COMMAND = re.compile(r"^(?:\$ )?(warmpath [^\n#]*?)(?:\s{3,}.*)?$", re.MULTILINE)
TARGET = re.compile(r"(?:^|`)make ([a-z]+)", re.MULTILINE)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_link_leads_somewhere(document: Path) -> None:
    links = LINK.findall(document.read_text())

    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_file_that_is_named_exists(document: Path) -> None:
    named = [path.rstrip("/.") for path in CODE.findall(document.read_text())]

    assert [path for path in named if not any(_found(path))] == []


def _found(path: str) -> Iterator[Path]:
    # A room may be a module or a package: the table names rooms, not files.
    for candidate in (path, f"{path}.py", path.removesuffix(".py")):
        yield from ROOT.glob(candidate)


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_command_takes_the_options_it_is_shown_with(document: Path) -> None:
    for line in COMMAND.findall(document.read_text()):
        words = [word for word in shlex.split(line.replace("…", ""))[1:] if word]
        command, rest = _command(words)
        known = {option for each in command.params for option in each.opts + each.secondary_opts}
        unknown = {word.split("=")[0] for word in rest if word.startswith("-")} - known
        assert unknown <= {"--help"}, line


def _command(words: list[str]) -> tuple[click.Command, list[str]]:
    command: click.Command = main
    context = click.Context(main)
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(context, words[0])
        assert found is not None, f"there is no command {words[0]!r}"
        command, words = found, words[1:]
    return command, words


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_make_target_exists(document: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert set(TARGET.findall(document.read_text())) <= targets


def test_make_alone_says_what_can_be_done() -> None:
    said = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    for target in ("setup", "run", "demo", "test", "check", "clean"):
        assert f"make {target}" in said


def test_every_decision_is_in_the_list_under_its_own_title() -> None:
    folder = ROOT / "docs/decisions"
    listed = (folder / "README.md").read_text()

    for decision in sorted(folder.glob("0*.md")):
        number, _, title = decision.read_text().splitlines()[0].removeprefix("# ").partition(" ")
        assert decision.name.startswith(number)
        assert f"| [{number}]({decision.name}) | {title} |" in listed


@pytest.mark.parametrize("decision", sorted((ROOT / "docs/decisions").glob("0*.md")), ids=name)
def test_a_decision_says_what_follows_and_what_was_rejected(decision: Path) -> None:
    text = decision.read_text()

    assert "**Decided.**" in text
    assert "**Why.**" in text or "**Consequences.**" in text
    assert "**Rejected.**" in text


def test_every_command_explains_itself() -> None:
    for command in main.list_commands(click.Context(main)):
        answer = CliRunner().invoke(main, [command, "--help"])
        assert answer.exit_code == 0
        assert len(answer.output.splitlines()) > 4


@pytest.mark.parametrize("service", ["profiles", "postings", "referrals"])
@pytest.mark.parametrize("part", ["Owns", "API", "Events out", "Events in", "Settings"])
def test_every_service_has_a_whole_canvas(service: str, part: str) -> None:
    canvas = (ROOT / "services" / service / "README.md").read_text()

    assert re.search(rf"^## {part}\b", canvas, re.MULTILINE | re.IGNORECASE)
