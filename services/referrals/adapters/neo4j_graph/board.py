"""Openings and employers, read once and then followed by change number."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from uuid import UUID

from services.referrals.adapters.neo4j_graph.labels import Labels
from services.referrals.adapters.neo4j_graph.rows import FACT, fact_of
from services.referrals.adapters.neo4j_graph.server import Transaction
from services.referrals.domain.board import Board
from shared.contracts.envelope import Event

CHANGED = "MATCH (f:{posting}) WHERE f.change > $known RETURN " + FACT


@dataclass(frozen=True)
class _Read:
    generation: int = -1
    change: int = -1
    facts: dict[UUID, Event] = field(default_factory=dict)
    board: Board = field(default_factory=Board)


class BoardReader:
    """Hands out boards that nobody changes any more; shared by the threads of a process."""

    def __init__(self) -> None:
        self._read = _Read()
        self._reading = Lock()

    def board(self, transaction: Transaction, labels: Labels, change: int) -> Board:
        """All that is known of postings up to that change, at least."""
        with self._reading:
            if (self._read.generation, self._read.change) != (labels.generation, change):
                self._read = _followed(self._read, transaction, labels, change)
            return self._read.board


def _followed(read: _Read, transaction: Transaction, labels: Labels, change: int) -> _Read:
    same = read.generation == labels.generation
    text = CHANGED.format(posting=labels.posting)
    rows = transaction.rows(text, known=read.change if same else -1)
    if same and not rows:
        return _Read(read.generation, max(change, read.change), read.facts, read.board)
    facts = dict(read.facts) if same else {}
    board = Board()
    facts |= {fact.subject: fact for fact in map(fact_of, rows)}
    for fact in facts.values():
        board.follow(fact)
    return _Read(labels.generation, change, facts, board)
