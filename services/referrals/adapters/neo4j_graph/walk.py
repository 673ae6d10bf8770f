"""One search in the graph: what it avoids, where it may walk, and how far that gets it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from services.referrals.adapters.neo4j_graph.conditions import Ground
from services.referrals.adapters.neo4j_graph.introductions import best_ways
from services.referrals.adapters.neo4j_graph.labels import Labels
from services.referrals.adapters.neo4j_graph.rows import (
    FACT,
    fact_of,
    key,
    keys,
    number_of,
)
from services.referrals.adapters.neo4j_graph.server import Row, Transaction
from services.referrals.adapters.neo4j_graph.sweep import Layers, layers
from services.referrals.domain.board import Board
from services.referrals.domain.members import Avoided, Member, avoided_by
from services.referrals.domain.order import SCALES, Way
from services.referrals.domain.paths import End, FindIntroductions, Path, Search, Suggestion
from services.referrals.domain.reach import Ending, Ends, accepting, ends_of
from shared.contracts.postings import OpeningChanged
from shared.contracts.profiles import Reason, TieChanged
from shared.ids import tie_id

REFERRERS = (
    "UNWIND $employers AS employer"
    " MATCH (p:{person})-[job:EMPLOYED_AT]->(:{employer} {{id: employer}})"
    " WHERE p.refers AND job.started <= $today AND $today <= job.ended"
    " RETURN employer, collect(DISTINCT p.id) AS people"
)
MANAGERS = "MATCH (p:{person}) WHERE p.id IN $people AND p.meets RETURN p.id AS id"
VOLUNTEERS = (
    "MATCH (p:{person})-[:VOLUNTEERS_IN]->(g:{group}) WHERE g.id IN $groups AND p.id <> $candidate"
    " AND NOT EXISTS {{ (:{person} {{id: $candidate}})-[:CAN_INTRODUCE]->(p) }}"
    " RETURN DISTINCT p.id AS id"
)
TIES = "UNWIND $ties AS tie MATCH (f:{fact} {{subject: tie}}) WHERE f.type = $type RETURN " + FACT


@dataclass(frozen=True)
class Standing:
    """Where a question is asked: in which transaction, on which graph, with what on the board."""

    transaction: Transaction
    labels: Labels
    board: Board
    members: Mapping[UUID, Member]
    """Those whom the question is about, as far as they are known."""

    def rows(self, text: str, **parameters: object) -> Sequence[Row]:
        """What a statement with labels left open answers with."""
        names = {
            name: getattr(self.labels, name) for name in ("person", "employer", "group", "fact")
        }
        return self.transaction.rows(text.format(**names), **parameters)


class Walk:
    """A `reach.Walk` on Neo4j, by a candidate who may be no member."""

    def __init__(self, standing: Standing, search: Search) -> None:
        self.search = search
        self._standing = standing
        self._me = standing.members.get(search.candidate)
        self._openings: tuple[OpeningChanged, ...] = ()
        self._within: dict[int, Mapping[int, Way]] = {}

    def to(self, openings: Iterable[OpeningChanged]) -> Walk:
        """The same walk, to those who accept for these openings."""
        self._openings = tuple(openings)
        return self

    @cached_property
    def avoided(self) -> Avoided:
        return avoided_by(self._me, self.search, self._standing.board.employers)

    def introductions(self, query: FindIntroductions) -> list[Way]:
        """The best ways to one person, who may not accept."""
        if self._me is None:
            return []
        return best_ways(
            self._standing.transaction,
            self._standing.labels,
            self._ground,
            query.target.int,
            self.search.max_introducers,
            self.search.k,
            query.alternatives,
        )

    def ends(self, opening: OpeningChanged, introducers: int, k: int) -> Ends:
        """The best ways to those who accept for an opening that this walk is to."""
        if introducers not in self._within:
            self._within[introducers] = self._layers.best_ways(introducers)
        return ends_of(self._targets[opening.subject], self._within[introducers], k)

    def suggestions(self, found: Sequence[Ending]) -> tuple[Suggestion, ...]:
        """The ways as an answer, with what may be said of their first steps."""
        reasons = self._reasons({way[1][1] for way, _ in found})
        scale = SCALES[self.search.rank]
        return tuple(
            Suggestion(
                path=Path(tuple(UUID(int=each) for each in ids), scale.cost(weight)),
                end=end,
                reasons=reasons.get(ids[1], ()),
                volunteer=ids[1] in self._ground.volunteers,
            )
            for (weight, ids), end in found
        )

    @cached_property
    def _ground(self) -> Ground:
        return Ground(
            candidate=self.search.candidate.int,
            avoided=self.avoided,
            today=self.search.today,
            volunteers=self._volunteers(),
            scale=SCALES[self.search.rank],
        )

    @cached_property
    def _layers(self) -> Layers:
        if self._me is None:
            return Layers({})
        return layers(
            self._standing.transaction,
            self._standing.labels,
            self._ground,
            {each for targets in self._targets.values() for each in targets},
            self.search.max_introducers,
        )

    @cached_property
    def _targets(self) -> Mapping[UUID, Mapping[int, End]]:
        staff, meeting = self._referrers(), self._meeting()
        return {
            each.subject: accepting(
                staff.get(each.employer_id, set()),
                each.hiring_manager.int if each.hiring_manager in meeting else None,
                self.avoided,
                self.search.candidate,
            )
            for each in self._openings
        }

    def _referrers(self) -> Mapping[UUID, set[int]]:
        rows = self._standing.rows(
            REFERRERS,
            employers=keys(frozenset(each.employer_id for each in self._openings)),
            today=self.search.today.toordinal(),
        )
        return {UUID(row["employer"]): set(map(number_of, row["people"])) for row in rows}

    def _meeting(self) -> set[UUID]:
        managers = {each.hiring_manager for each in self._openings if each.hiring_manager}
        rows = self._standing.rows(MANAGERS, people=keys(frozenset(managers))) if managers else ()
        return {UUID(row["id"]) for row in rows}

    def _volunteers(self) -> frozenset[int]:
        if self._me is None or not self._me.groups:
            return frozenset()
        rows = self._standing.rows(
            VOLUNTEERS,
            groups=[key(each.group_id) for each in self._me.groups],
            candidate=key(self.search.candidate),
        )
        return frozenset(number_of(row["id"]) for row in rows)

    def _reasons(self, contacts: set[int]) -> dict[int, tuple[Reason, ...]]:
        """What each tie of the candidate's rests on."""
        me = self.search.candidate
        ties = {key(tie_id(me, UUID(int=each))): each for each in contacts}
        rows = self._standing.rows(TIES, ties=sorted(ties), type=TieChanged.TYPE) if ties else ()
        known = (fact for fact in map(fact_of, rows) if isinstance(fact, TieChanged))
        return {ties[key(fact.subject)]: tuple(fact.reasons) for fact in known}
