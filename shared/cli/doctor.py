"""`warmpath doctor`: what is wrong here, and what to do."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime

import click
from rich import box
from rich.console import Console
from rich.table import Table

from shared.cli.checks import Finding, findings
from shared.cli.home import Home
from shared.cli.options import home_option, json_option

MARKS = {"ok": "[green]✓[/]", "note": "[yellow]•[/]", "wrong": "[red]✗[/]"}


@click.command()
@home_option
@json_option
def doctor(home: Home, as_json: bool) -> None:
    """Say what is wrong here, and what to do.

    Exit codes: 0 all is well, 1 something is wrong.
    """
    found = list(findings(home, datetime.now(UTC)))
    wrong = any(each.verdict == "wrong" for each in found)
    if as_json:
        shown = {"healthy": not wrong, "findings": [asdict(each) for each in found]}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        Console().print(_table(found))
    raise SystemExit(1 if wrong else 0)


def _table(found: list[Finding]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("", "what", "", "to do"):
        table.add_column(column, overflow="fold")
    for each in found:
        table.add_row(MARKS[each.verdict], each.about, each.said, each.remedy)
    return table
