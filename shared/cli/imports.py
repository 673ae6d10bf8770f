"""`warmpath import`: a list of contacts is matched with members, and forgotten."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.table import Table

from shared.cli.client import Services
from shared.cli.home import Home
from shared.cli.options import as_option, home_option, json_option, services_of
from shared.cli.sign_in import signed_in

Json = dict[str, Any]
BASES = {
    "mail": "mail address",
    "profile_url": "profile address",
    "name_and_employer": "name and employer",
}
NOTHING = 1


@click.command("import")
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@as_option
@click.option(
    "--source",
    type=click.Choice(["linkedin", "google", "vcard"]),
    help="Of which kind the file is; without, it is told by what is in it.",
)
@click.option("--choose", metavar="all|none|IDS", help="Whom to propose a tie, without asking.")
@click.option(
    "--lend/--keep",
    default=None,
    help="Whether others may be led over these ties; asked, for there is no preset.",
)
@click.option("--undo", metavar="ID", help="Take back an import and what it proposed.")
@home_option
@json_option
def import_(
    file: Path | None,
    mail: str,
    source: str | None,
    choose: str | None,
    lend: bool | None,
    undo: str | None,
    home: Home,
    as_json: bool,
) -> None:
    """Import your contacts: see who is here, choose whom you know, take it back.

    FILE is Connections.csv out of a LinkedIn export, contacts from Google as CSV, or vCards.

    Who is not a member is forgotten at once. Exit codes: 0 done, 1 nobody found, 2 bad use or an
    unreadable file, 3 a service is away.
    """
    if bool(file) == bool(undo):
        raise click.UsageError("Give a FILE to import, or --undo ID.")
    with closing(services_of(home)) as services:
        mine = Importing(services, signed_in(services, home, mail).access_token, mail)
        if undo:
            mine.call("POST", f"/v1/imports/{undo}/undo")
            click.echo(json.dumps({"id": undo, "undone": True}) if as_json else "Taken back.")
        elif file:
            _import(mine, file, source, (choose, lend), as_json)


class Importing:
    """The imports of one member."""

    def __init__(self, services: Services, bearer: str, mail: str) -> None:
        self.mail = mail
        self._services = services
        self._bearer = bearer

    def call(self, method: str, path: str, **options: Any) -> Json:
        """One request of theirs at profiles."""
        answer = self._services.call("profiles", method, path, bearer=self._bearer, **options)
        body: Json = answer.body
        return body


def _import(
    mine: Importing,
    file: Path,
    source: str | None,
    wanted: tuple[str | None, bool | None],
    as_json: bool,
) -> None:
    params = {"source": source} if source else {}
    preview = mine.call("POST", "/v1/imports", params=params, upload=file.read_bytes())
    choose, lend = wanted
    if as_json and choose is None:
        click.echo(json.dumps(preview, ensure_ascii=False, indent=2))
        _end(preview)
    if not as_json:
        _show(Console(), preview)
    chosen = _choose(preview, choose)
    done = _propose(mine, preview, chosen, lend) if chosen else {"proposed": 0, "confirmed": 0}
    if as_json:
        state = {"state": "chosen"} if chosen else {}
        click.echo(json.dumps({**preview, **done, **state}, ensure_ascii=False, indent=2))
    elif chosen:
        click.echo(f"{done['proposed']} proposed, {done['confirmed']} confirmed.")
        click.echo(f"Take it back with: warmpath import --as {mine.mail} --undo {preview['id']}")
    _end(preview)


def _propose(mine: Importing, preview: Json, chosen: list[str], lend: bool | None) -> Json:
    if lend is None:
        question = (
            "May others be led over these ties too? They learn that you lead to somebody, "
            "not to whom; you can change it later"
        )
        lend = click.confirm(question, default=None, err=True)
    body = {"person_ids": chosen, "lend": lend}
    return mine.call("POST", f"/v1/imports/{preview['id']}/choose", body=body)


def _end(preview: Json) -> None:
    raise SystemExit(0 if preview["matches"] else NOTHING)


def _choose(preview: Json, choose: str | None) -> list[str]:
    matches = preview["matches"]
    if not matches or choose == "none":
        return []
    if choose is None:
        return _asked(matches)
    ids = [match["person_id"] for match in matches]
    return ids if choose == "all" else _known(choose.split(","), ids)


def _asked(matches: list[Json]) -> list[str]:
    question = "Whom do you know? (numbers, all, none)"
    while True:
        try:
            chosen = click.prompt(question, default=_ticked(matches) or "none", err=True)
            return _by_number(matches, chosen)
        except click.Abort:
            if sys.stdin.isatty():
                raise
            needed = "Nobody answers here: say --choose, and --lend or --keep."
            raise click.UsageError(needed) from None
        except click.UsageError as error:
            click.echo(error.message, err=True)


def _ticked(matches: list[Json]) -> str:
    return ",".join(str(place) for place, match in enumerate(matches, 1) if match["ticked"])


def _by_number(matches: list[Json], choose: str) -> list[str]:
    ids = {str(place): match["person_id"] for place, match in enumerate(matches, 1)}
    if choose.strip() == "none":
        return []
    if choose.strip() == "all":
        return list(ids.values())
    return [ids[number] for number in _known(choose.split(","), list(ids))]


def _known(given: list[str], known: list[str]) -> list[str]:
    stripped = [each.strip() for each in given if each.strip()]
    unknown = sorted(set(stripped) - set(known))
    if unknown:
        raise click.UsageError(f"Not in the preview: {', '.join(unknown)}.")
    return stripped


def _show(console: Console, preview: Json) -> None:
    summary = preview["summary"]
    console.print(
        f"{summary['rows']} rows, {summary['members']} members, "
        f"{summary['at_employers_hiring']} at employers hiring here; "
        f"{summary['forgotten']} forgotten."
    )
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("", "who", "found by", ""):
        table.add_column(column)
    for place, match in enumerate(preview["matches"], 1):
        avoided = "at an employer you avoid" if match["avoided"] else ""
        table.add_row(str(place), match["name"], BASES.get(match["basis"], match["basis"]), avoided)
    if preview["matches"]:
        console.print(table)
