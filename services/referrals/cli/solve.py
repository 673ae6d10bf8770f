"""Asking every question of a batch, and timing the engine alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from time import perf_counter_ns

from services.referrals.domain.batch import QueryRow, as_uuid
from services.referrals.domain.paths import (
    Alternatives,
    FindIntroductions,
    Rank,
    Search,
    Suggestion,
)
from services.referrals.ports import PathSolver

ANY_DAY = date.min  # employments of a batch have no dates


@dataclass(frozen=True)
class Options:
    """What holds for every question of a batch."""

    max_introducers: int
    k: int
    alternatives: Alternatives
    rank: Rank

    def question(self, row: QueryRow) -> FindIntroductions:
        """The row as the engine is asked it."""
        search = Search(
            candidate=as_uuid(row.candidate),
            today=ANY_DAY,
            k=self.k,
            rank=self.rank,
            max_introducers=self.max_introducers,
            avoid_people=frozenset(map(as_uuid, row.avoid_people)),
            avoid_employers=frozenset(map(as_uuid, row.avoid_employers)),
        )
        return FindIntroductions(search, as_uuid(row.target), self.alternatives)


@dataclass(frozen=True)
class Solved:
    """A line of the answer, and the microseconds that the engine took for it."""

    line: str
    microseconds: float


def solve(solver: PathSolver, rows: Sequence[QueryRow], options: Options) -> Iterator[Solved]:
    """The answers in order, after one untimed question to warm up."""
    for row in rows[:1]:
        solver.find_introductions(options.question(row))
    for row in rows:
        question = options.question(row)
        answer, microseconds = _timed(solver.find_introductions, question)
        yield Solved(_line(row, answer), microseconds)


def _timed(
    ask: Callable[[FindIntroductions], tuple[Suggestion, ...]], question: FindIntroductions
) -> tuple[tuple[Suggestion, ...], float]:
    began = perf_counter_ns()
    answer = ask(question)
    return answer, (perf_counter_ns() - began) / 1000


def _line(row: QueryRow, answer: Sequence[Suggestion]) -> str:
    paths = [
        {"people": [person.int for person in found.path.people], "cost": found.path.cost}
        for found in answer
    ]
    shown = {"from": row.candidate, "to": row.target, "paths": paths}
    return json.dumps(shown, separators=(",", ":"))
