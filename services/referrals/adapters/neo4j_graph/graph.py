"""The introduction graph in Neo4j."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeVar
from uuid import UUID

from services.referrals.adapters.neo4j_graph.address import Address
from services.referrals.adapters.neo4j_graph.board import BoardReader
from services.referrals.adapters.neo4j_graph.generations import Generations
from services.referrals.adapters.neo4j_graph.projection import project
from services.referrals.adapters.neo4j_graph.rows import fact_of, key, member_from
from services.referrals.adapters.neo4j_graph.server import Server, Transaction
from services.referrals.adapters.neo4j_graph.walk import Standing, Walk
from services.referrals.domain import reach
from services.referrals.domain.members import Member
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

T = TypeVar("T")
Question = Callable[[Standing], T]
FACTS_AT_ONCE = 5000
MEMBER = "MATCH (p:{person} {{id: $id}}) WHERE p.known RETURN properties(p) AS properties"
FACTS = (
    "MATCH (f:{fact}) WHERE f.subject > $after"
    " RETURN f.subject AS subject, f.topic AS topic, f.headers AS headers, f.body AS body"
    " ORDER BY f.subject LIMIT $most"
)


class _Rebuilt(Exception):
    """The generation that a question was asked of is no longer the living one."""


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
            walk = _walk(standing, query.search)
            # Whether they accept is looked at last: see the port.
            ways = walk.introductions(query)
            target = _member(standing, query.target)
            if target is None or not (target.refers or target.meets):
                return ()
            return walk.suggestions([(way, "person") for way in ways])

        return () if query.target == query.search.candidate else self._ask(question)

    def who_can_refer(self, query: WhoCanRefer) -> WhoCanReferAnswer:
        def question(standing: Standing) -> WhoCanReferAnswer:
            opening = standing.board.openings.get(query.opening)
            if opening is None:
                return WhoCanReferAnswer((), 0)
            return reach.who_can_refer(_walk(standing, query.search).to([opening]), opening)

        return self._ask(question)

    def reachable_openings(self, query: ReachableOpenings) -> ReachableOpeningsAnswer:
        def question(standing: Standing) -> ReachableOpeningsAnswer:
            walk = _walk(standing, query.search)
            wanted = reach.wanted_openings(standing.board, query, walk.avoided)
            return reach.reachable_openings(walk.to(wanted), standing.board, query)

        return self._ask(question)

    def find_opening(self, search: Search, opening: UUID) -> SeenOpening | None:
        def question(standing: Standing) -> SeenOpening | None:
            found = standing.board.openings.get(opening)
            if found is None:
                return None
            walk = _walk(standing, reach.widest(search)).to([found])
            return reach.seen_opening(standing.board, found) if reach.may_see(walk, found) else None

        return self._ask(question)

    def rebuild(self, stream: Iterable[Event]) -> None:
        self._generations.rebuild(stream)

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

    def _ask(self, question: Question[T]) -> T:
        """The answer of one generation that lived from the first statement to the last."""

        def asked(transaction: Transaction) -> T:
            state = self._generations.state(transaction)
            labels = self._generations.labels(state)
            board = self._boards.board(transaction, labels, state["change"])
            answer = question(Standing(transaction, labels, board))
            if self._generations.labels(self._generations.state(transaction)) != labels:
                raise _Rebuilt
            return answer

        while True:
            try:
                return self._server.read(asked)
            except _Rebuilt:
                continue


def _walk(standing: Standing, search: Search) -> Walk:
    return Walk(standing, search, _member(standing, search.candidate))


def _member(standing: Standing, person: UUID) -> Member | None:
    rows = standing.rows(MEMBER, id=key(person))
    return member_from(rows[0]["properties"]) if rows else None


def _facts(standing: Standing, after: str) -> list[tuple[str, Event]]:
    rows = standing.rows(FACTS, after=after, most=FACTS_AT_ONCE)
    return [(row["subject"], fact_of(row)) for row in rows]
