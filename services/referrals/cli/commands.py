"""`warmpath paths`: introduction paths in a graph of one's own."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import Any, NoReturn, TextIO, get_args

import click

from services.referrals.bootstrap import UnknownGraph, path_solver
from services.referrals.cli.files import read_links, read_people, read_queries
from services.referrals.cli.rows import BadRow
from services.referrals.cli.solve import Options, solve
from services.referrals.domain.batch import QueryRow
from services.referrals.domain.paths import MOST_INTRODUCERS, Alternatives, Rank
from services.referrals.ports import PathSolver
from shared.errors import Unavailable

AWAY = 1
REFUSED = 2
READABLE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.group()
def paths() -> None:
    """Introduction paths in a graph of your own."""


@paths.command("solve")
@click.argument("ties", type=READABLE)
@click.argument("queries", type=READABLE)
@click.option("--people", type=READABLE, help="CSV: id,available,accepts,employer.")
@click.option(
    "--graph",
    default="embedded:",
    show_default=True,
    help="The engine: embedded: or neo4j://host:7687.",
)
@click.option(
    "--timings",
    type=click.File("w", lazy=False),
    help="Write the microseconds of each question here.",
)
@click.option(
    "--max-introducers",
    type=click.IntRange(0, MOST_INTRODUCERS),
    default=MOST_INTRODUCERS,
    show_default=True,
)
@click.option("-k", type=click.IntRange(min=1), default=5, show_default=True)
@click.option(
    "--alternatives",
    type=click.Choice(get_args(Alternatives)),
    default="contacts",
    show_default=True,
)
@click.option("--rank", type=click.Choice(get_args(Rank)), default="warmest", show_default=True)
def solve_paths(
    ties: Path,
    queries: Path,
    people: Path | None,
    graph: str,
    timings: TextIO | None,
    **options: Any,
) -> None:
    """Answer every question of QUERIES in the graph of TIES, one line of JSON each."""
    try:
        with closing(path_solver(graph)) as solver:
            rows = _load(solver, ties, people, queries)
            _answer(solver, rows, Options(**options), timings)
    except (BadRow, UnknownGraph) as refusal:
        _refuse(str(refusal), REFUSED)
    except Unavailable as away:
        _refuse(away.detail, AWAY)


def _load(solver: PathSolver, ties: Path, people: Path | None, queries: Path) -> list[QueryRow]:
    # Every file is read to its end before anything is answered: a bad row leaves stdout empty.
    solver.load(read_links(ties), read_people(people) if people else ())
    return list(read_queries(queries))


def _answer(
    solver: PathSolver, rows: list[QueryRow], options: Options, timings: TextIO | None
) -> None:
    took: list[str] = []
    for solved in solve(solver, rows, options):
        click.echo(solved.line)
        took.append(f"{solved.microseconds:.1f}\n")
    if timings is not None:
        timings.writelines(took)


def _refuse(reason: str, code: int) -> NoReturn:
    click.echo(f"warmpath paths solve: {reason}", err=True)
    sys.exit(code)
