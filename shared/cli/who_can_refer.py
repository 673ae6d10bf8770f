"""`warmpath who-can-refer`: the openings one can reach, and whom to ask first."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import click
from rich.console import Console

from shared.cli.asking import Asker, Found
from shared.cli.client import Refused, at
from shared.cli.home import Home
from shared.cli.options import as_option, home_option, json_option, services_of
from shared.cli.sample import generate
from shared.cli.sign_in import signed_in
from shared.cli.wording import openings_table, paths_table, total

NOTHING = 1
SOME = 5


class NoEmployer(click.ClickException):
    """Nobody has heard of the employer."""

    exit_code = NOTHING


@click.command("who-can-refer")
@as_option
@click.option("--employer", metavar="NAME", help="Only openings of this employer.")
@click.option(
    "--opening",
    metavar="ID",
    type=click.UUID,
    help="Everybody who could refer you for this opening.",
)
@click.option("--text", metavar="WORDS", help="Only openings with all of these words.")
@click.option("--rank", type=click.Choice(["warmest", "shortest"]), help="Which path is best.")
@click.option("-k", type=click.IntRange(1, 50), default=10, show_default=True, help="Rows shown.")
@home_option
@json_option
def who_can_refer(
    mail: str,
    employer: str | None,
    opening: UUID | None,
    text: str | None,
    rank: str | None,
    k: int,
    home: Home,
    as_json: bool,
) -> None:
    """Who can refer me, and whom do I ask first?

    Exit codes: 0 found, 1 nothing found, 2 bad use, 3 a service is away.
    """
    if sum(each is not None for each in (employer, opening, text)) > 1:
        raise click.UsageError("Choose one of --employer, --opening and --text.")
    if "" in (employer, text):
        raise click.UsageError("--employer and --text need a word at least.")
    with closing(services_of(home)) as services:
        asker = Asker(services, signed_in(services, home, mail))
        if opening:
            _show(_referrers(asker, str(opening), k=k, rank=rank), "paths", as_json)
        else:
            wanted = {"text": text, "employer": _employer(asker, employer), "limit": k}
            _show(asker.reachable_openings(rank=rank, **wanted), "openings", as_json)


def show_one_answer(console: Console, home: Home, port: int) -> None:
    """One real answer for a person of the sample network, and how to ask the next question."""
    network = generate(today=datetime.now(UTC).date())
    person = network.person(network.prepared[0])
    with closing(at(port)) as services:
        found = Asker(services, signed_in(services, home, person.mail)).reachable_openings(limit=5)
    console.print(f"\nWho can refer [bold]{person.name}[/], and whom to ask first?\n")
    console.print(openings_table(found))
    console.print(f"Ask yourself: [cyan]warmpath who-can-refer --as {person.mail}[/]\n")


def _referrers(asker: Asker, opening: str, **options: Any) -> Found:
    try:
        return asker.who_can_refer(opening, **options)
    except Refused as refusal:
        if refusal.status == 404:
            return Found([], 0, {})
        raise


def _employer(asker: Asker, name: str | None) -> str | None:
    if name is None:
        return None
    found = asker.employers_called(name)
    if not found:
        raise NoEmployer(f"No employer is called {name!r} here.")
    exactly = found[0]["name"].casefold() == name.casefold()
    if len(found) > 1 and not exactly:
        names = ", ".join(each["name"] for each in found[:SOME])
        raise click.UsageError(f"Several employers are called {name!r}: {names}.")
    employer: str = found[0]["id"]
    return employer


def _show(found: Found, what: str, as_json: bool) -> None:
    if as_json:
        shown = asdict(found)
        click.echo(json.dumps({what: shown.pop("rows"), **shown}, ensure_ascii=False, indent=2))
    elif found.rows:
        console = Console()
        console.print(openings_table(found) if what == "openings" else paths_table(found))
        console.print(f"[dim]{total(found)} in all[/]")
    else:
        click.echo("Nothing found: no path leads there.")
    if not found.rows:
        raise SystemExit(NOTHING)
