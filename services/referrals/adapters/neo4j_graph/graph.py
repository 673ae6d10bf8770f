"""The introduction graph in Neo4j."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from typing import TypeVar
from uuid import UUID

from services.referrals.adapters.neo4j_graph.address import Address
from services.referrals.adapters.neo4j_graph.board import BoardReader
from services.referrals.adapters.neo4j_graph.generations import Generations, Rebuilt
from services.referrals.adapters.neo4j_graph.projection import project
from services.referrals.adapters.neo4j_graph.rows import FACT, fact_of, key
from services.referrals.adapters.neo4j_graph.server import Server, Transaction
from services.referrals.adapters.neo4j_graph.walk import Standing, Walk
from services.referrals.domain import reach
from services.referrals.domain.circle import Circle, circle_of
from services.referrals.domain.paths import (
    FindIntroductions,
    ReachableOpenings,
    ReachableOpeningsAnswer,
    Search,
    SeenOpening,
    Suggestion,
    WhoCanRefer,
    WhoCanReferAnswer,
)
from shared.contracts.envelope import Event
from shared.contracts.profiles import PersonChanged

T = TypeVar("T")
Question = Callable[[Standing], T]
FACTS_AT_ONCE = 5000
FACTS = f"MATCH (f:{{fact}}) WHERE f.subject > $after RETURN {FACT} ORDER BY f.subject LIMIT $most"

CIRCLE = (
    "MATCH (me:{person} {{id: $person}})"
    " OPTIONAL MATCH (me)-[:CAN_INTRODUCE]->(other:{person})"
    " WITH me, collect(other.id) AS others UNWIND others + [me.id] AS id"
    " MATCH (f:{fact} {{subject: id}}) WHERE f.type = $type RETURN " + FACT
)


class Neo4jGraph:
    """An IntroductionGraph, beside others of other names in one Neo4j database."""

    def __init__(self, address: Address) -> None:
        self._server = Server(address)
        self._generations = Generations(self._server, address.name)
        self._boards = BoardReader()
        try:
            self._generations.make()
        except BaseException:
            self._server.close()
            raise

    def apply(self, changes: Sequence[Event]) -> None:
        facts = list(changes)

        def write(transaction: Transaction) -> None:
            state = self._generations.lock(transaction)
            project(transaction, self._generations.labels(state), facts, state["change"])

        self._server.write(write)

    def seen(self, subject: UUID) -> int:
        def question(standing: Standing) -> int:
            text = "MATCH (f:{fact} {{subject: $subject}}) RETURN f.sequence AS sequence"
            rows = standing.rows(text, subject=key(subject))
            return int(rows[0]["sequence"]) if rows else 0

        return self._ask(question)

    def find_introductions(self, query: FindIntroductions) -> tuple[Suggestion, ...]:
        def question(standing: Standing) -> tuple[Suggestion, ...]:
            walk = Walk(standing, query.search)
            # Whether they accept is looked at last: see the port.
            ways = walk.introductions(query)
            target = standing.members.get(query.target)
            if target is None or not (target.refers or target.meets):
                return ()
            return walk.suggestions([(way, "person") for way in ways])

        asked = query.search.candidate, query.target
        return () if query.target == query.search.candidate else self._ask(question, *asked)

    def who_can_refer(self, query: WhoCanRefer) -> WhoCanReferAnswer:
        def question(standing: Standing) -> WhoCanReferAnswer:
            opening = standing.board.openings.get(query.opening)
            if opening is None:
                return WhoCanReferAnswer((), 0)
            return reach.who_can_refer(Walk(standing, query.search).to([opening]), opening)

        return self._ask(question, query.search.candidate)

    def reachable_openings(self, query: ReachableOpenings) -> ReachableOpeningsAnswer:
        def question(standing: Standing) -> ReachableOpeningsAnswer:
            walk = Walk(standing, query.search)
            wanted = reach.wanted_openings(standing.board, query, walk.avoided)
            return reach.reachable_openings(walk.to(wanted), standing.board, query)

        return self._ask(question, query.search.candidate)

    def find_opening(self, search: Search, opening: UUID) -> SeenOpening | None:
        def question(standing: Standing) -> SeenOpening | None:
            found = standing.board.openings.get(opening)
            if found is None:
                return None
            walk = Walk(standing, reach.widest(search)).to([found])
            return reach.seen_opening(standing.board, found) if reach.may_see(walk, found) else None

        return self._ask(question, search.candidate)

    def avoids(self, search: Search, person: UUID) -> bool:
        def question(standing: Standing) -> bool:
            avoided = Walk(standing, search).avoided
            return avoided.leaves_out(person, standing.members.get(person), search.today)

        return self._ask(question, search.candidate, person)

    def circle(self, person: UUID, today: date) -> Circle | None:
        def question(standing: Standing) -> Circle | None:
            rows = standing.rows(CIRCLE, person=key(person), type=PersonChanged.TYPE)
            known = [fact for fact in map(fact_of, rows) if isinstance(fact, PersonChanged)]
            return circle_of(person, known, standing.board.employers, today)

        return self._ask(question)

    def rebuild(self, stream: Iterable[Event]) -> None:
        self._generations.rebuild(stream)

    def generation(self) -> int:
        return int(self._server.read(self._generations.state)["generation"])

    def facts(self) -> Iterable[Event]:
        """A page at a time, so that no question takes longer than it may."""
        after = ""
        while True:
            page = self._ask(partial(_facts, after=after))
            yield from (fact for _, fact in page)
            if len(page) < FACTS_AT_ONCE:
                return
            after = page[-1][0]

    def ping(self) -> None:
        self._server.read(self._generations.state)

    def close(self) -> None:
        self._server.close()

    def forget(self) -> None:
        """Leave nothing of this graph in the server. It cannot be used afterwards."""
        self._generations.forget()

    def _ask(self, question: Question[T], *members: UUID) -> T:
        """The answer of one generation that lived from the first statement to the last.

        `members` are those whom the question is about, so that one statement reads them all.
        """

        def asked(transaction: Transaction) -> T:
            start = self._generations.start(transaction, members)
            board = self._boards.board(transaction, start.labels, start.change)
            answer = question(Standing(transaction, start.labels, board, start.members))
            self._generations.check(transaction, start.labels)
            return answer

        while True:
            try:
                return self._server.read(asked)
            except Rebuilt:
                continue


def _facts(standing: Standing, after: str) -> list[tuple[str, Event]]:
    rows = standing.rows(FACTS, after=after, most=FACTS_AT_ONCE)
    return [(row["subject"], fact_of(row)) for row in rows]
