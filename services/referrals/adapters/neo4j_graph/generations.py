"""Which generation of a graph is the living one, and how the next takes its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from services.referrals.adapters.neo4j_graph.labels import ONE_OF_A_NAME, Labels
from services.referrals.adapters.neo4j_graph.projection import project
from services.referrals.adapters.neo4j_graph.rows import key, member_from
from services.referrals.adapters.neo4j_graph.server import Row, Server, Transaction
from services.referrals.domain.members import Member
from shared.batches import in_batches
from shared.contracts.envelope import Event

REBUILT_AT_ONCE = 2000
"""Facts in one transaction of a rebuild."""
STATE = "MATCH (g:Graph {name: $name}) RETURN g.generation AS generation, g.change AS change"
MAKE = "MERGE (g:Graph {name: $name}) ON CREATE SET g.generation = 0, g.change = 0"
LOCK = (
    "MATCH (g:Graph {name: $name}) SET g.change = g.change + 1"
    " RETURN g.generation AS generation, g.change AS change"
)
START = (
    "MATCH (g:Graph {{name: $name}})"
    " OPTIONAL MATCH (p:{person}) WHERE p.id IN $members AND p.known"
    " RETURN g.generation AS generation, g.change AS change,"
    " collect(properties(p)) AS members"
)
SWITCH = "MATCH (g:Graph {name: $name}) SET g.generation = $generation"


class Rebuilt(Exception):
    """The generation that a question was asked of is not the living one any more: ask again."""


@dataclass(frozen=True)
class Start:
    """What a question begins with: where to ask, up to which change, and who it is about."""

    labels: Labels
    change: int
    members: Mapping[UUID, Member]


class Generations:
    """The graphs of one name in a server. One row says which of them lives."""

    def __init__(self, server: Server, name: str) -> None:
        self._server = server
        self._name = name
        self._presumed = Labels(name, 0)

    def make(self) -> None:
        """Bring constraints and indexes up to date, and see to it that a generation lives."""
        self._server.write(lambda each: each.rows(ONE_OF_A_NAME))
        self._server.write(lambda each: each.rows(MAKE, name=self._name))
        first = Labels(self._name, 0)
        self._change_schema([*first.migrations(), *first.next.migrations()])

    def state(self, transaction: Transaction) -> Row:
        """The living `generation`, and the number of its last `change`."""
        return transaction.rows(STATE, name=self._name)[0]

    def start(self, transaction: Transaction, members: Sequence[UUID]) -> Start:
        """The living generation, with what it knows of these members. Raises Rebuilt."""
        labels = self._presumed
        text = START.format(person=labels.person)
        row = transaction.rows(text, name=self._name, members=[key(each) for each in members])[0]
        self._presume(row, labels)
        found = {UUID(each["id"]): member_from(each) for each in row["members"]}
        return Start(labels, row["change"], found)

    def check(self, transaction: Transaction, labels: Labels) -> None:
        """Raises Rebuilt if that is not the living generation."""
        self._presume(self.state(transaction), labels)

    def lock(self, transaction: Transaction) -> Row:
        """As `state`, for a new change; nobody else writes until the transaction ends."""
        return transaction.rows(LOCK, name=self._name)[0]

    def labels(self, state: Row) -> Labels:
        return Labels(self._name, state["generation"])

    def rebuild(self, stream: Iterable[Event]) -> None:
        """Take in the stream beside the living graph, then put it in its place, in one step.

        Whoever writes meanwhile waits, or finds the graph away and tries again.
        """
        old = self.labels(self._server.read(self.state))
        new = old.next
        self._empty(new)  # what a rebuild left that did not come to its end
        try:
            with self._server.long_write() as holding:
                state = self.lock(holding)
                self._fill(new, stream, state["change"])
                holding.rows(SWITCH, name=self._name, generation=new.generation)
        except BaseException:
            self._empty(new)
            raise
        self._empty(old)

    def forget(self) -> None:
        """Leave nothing of this name."""
        first = Labels(self._name, 0)
        for labels in (first, first.next):
            self._empty(labels)
        self._change_schema([*first.reversals(), *first.next.reversals()])
        self._server.write(
            lambda each: each.rows("MATCH (g:Graph {name: $name}) DELETE g", name=self._name)
        )

    def _presume(self, state: Row, labels: Labels) -> None:
        self._presumed = self.labels(state)
        if self._presumed != labels:
            raise Rebuilt

    def _empty(self, labels: Labels) -> None:
        for statement in labels.emptying():
            self._server.run(statement)

    def _change_schema(self, statements: Sequence[str]) -> None:
        def change(transaction: Transaction) -> None:
            for statement in statements:
                transaction.rows(statement)

        self._server.write(change)

    def _fill(self, labels: Labels, stream: Iterable[Event], change: int) -> None:
        for batch in in_batches(stream, REBUILT_AT_ONCE):
            self._server.write(partial(project, labels=labels, facts=batch, change=change))
