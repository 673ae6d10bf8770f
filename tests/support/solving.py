"""`warmpath paths solve`, run as its users run it: files in, lines of JSON out."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from services.referrals.cli import paths

Link = tuple[int, int, int, int]
Pair = tuple[int, int]


def both_ways(ties: Iterable[tuple[int, int, int]]) -> list[Link]:
    """Each undirected tie with its cost as two lent links."""
    return [row for one, other, cost in ties
            for row in ((one, other, cost, 1), (other, one, cost, 1))]  # fmt: skip


def write_csv(path: Path, header: str, rows: Iterable[Sequence[object]]) -> Path:
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)
    return path


class Batch:
    """The files of one batch in a folder, and the command that solves it."""

    def __init__(self, folder: Path, links: Iterable[Link]) -> None:
        self.folder = folder
        self.ties = write_csv(folder / "ties.csv", "from,to,cost,lent", links)
        self.options: list[str] = []

    def people(self, rows: Iterable[Sequence[object]]) -> None:
        file = write_csv(self.folder / "people.csv", "id,available,accepts,employer", rows)
        self.options += ["--people", str(file)]

    def ask(self, queries: Iterable[Sequence[object]], *options: str) -> list[Any]:
        """The answers to queries of two (from, to) or four columns."""
        rows = [(*query, "", "")[:4] for query in queries]
        file = write_csv(self.folder / "queries.csv", "from,to,avoid_people,avoid_employers", rows)
        result = run(self.ties, file, *self.options, *options)
        assert (result.exit_code, result.stderr) == (0, ""), result.output
        answers = [json.loads(line) for line in result.stdout.splitlines()]
        assert [(str(a["from"]), str(a["to"])) for a in answers] == [
            (str(row[0]), str(row[1])) for row in rows
        ]
        return [answer["paths"] for answer in answers]

    def hops(self, pairs: Sequence[Pair]) -> list[int]:
        """The fewest links of each pair; -1 where there is no path."""
        answers = self.ask(pairs, "--rank", "shortest", "-k", "1")
        return [len(paths[0]["people"]) - 1 if paths else -1 for paths in answers]

    def costs(self, pairs: Sequence[Pair]) -> list[int]:
        """The least cost of each pair; -1 where there is no path."""
        answers = self.ask(pairs, "--rank", "warmest", "-k", "1")
        return [paths[0]["cost"] if paths else -1 for paths in answers]


def run(ties: Path, queries: Path, *options: str) -> Result:
    return CliRunner().invoke(paths, ["solve", str(ties), str(queries), *options])


def cheapest_within(links: Iterable[Link], start: int, most: int) -> dict[int, int]:
    """The least cost of a walk of at most so many links to each: rounds of relaxing every link.

    An independent check (Bellman and Ford's method, cut short); a cheapest walk visits nobody
    twice.
    """
    links = list(links)
    reached = {start: 0}
    for _ in range(most):
        further = dict(reached)
        for giver, taker, cost, _ in links:
            if giver in reached and reached[giver] + cost < further.get(taker, 10**9):
                further[taker] = reached[giver] + cost
        reached = further
    return reached
