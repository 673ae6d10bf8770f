"""The best ways to one person: patterns of one, two, three and four links, side by side.

The two halves of each pattern are joined by hash where they meet.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from services.referrals.adapters.neo4j_graph.conditions import Ground
from services.referrals.adapters.neo4j_graph.labels import Labels
from services.referrals.adapters.neo4j_graph.rows import key, number_of
from services.referrals.adapters.neo4j_graph.server import Transaction
from services.referrals.domain.order import Way
from services.referrals.domain.paths import Alternatives

ONE = "t.id = $target"
EACH = "t.id IN $targets"
BEST: dict[Alternatives, str] = {
    "contacts": "WITH contact, min(way) AS way RETURN way ORDER BY way LIMIT $k",
    "paths": "RETURN way ORDER BY way LIMIT $k",
}


def best_ways(
    transaction: Transaction,
    labels: Labels,
    ground: Ground,
    target: int,
    introducers: int,
    k: int,
    alternatives: Alternatives,
) -> list[Way]:
    """The k best answers to `find_introductions`, best first."""
    each = (_patterns(labels, ground, links, ONE) for links in range(1, introducers + 2))
    patterns = " UNION ALL ".join(chain.from_iterable(each))
    rows = transaction.rows(
        f"CALL () {{ {patterns} }} {BEST[alternatives]}",
        **ground.parameters(),
        target=key(target),
        k=k,
    )
    # All ways end at the target, and those of one weight have one length: it can stay away there.
    return [_way(ground, row["way"], target) for row in rows]


def _way(ground: Ground, way: list[int | str], target: int) -> Way:
    weight, *between = way
    return int(weight), (ground.candidate, *map(number_of, map(str, between)), target)


def ways_to_each(labels: Labels, ground: Ground, links: int) -> str:
    """The best way through exactly so many links to each of `$targets`, as one statement."""
    patterns = " UNION ALL ".join(_patterns(labels, ground, links, EACH))
    return (
        f"CALL () {{ {patterns} }} WITH target, min(way + target) AS way"
        f" RETURN way, {links} AS links"
    )


def _patterns(labels: Labels, ground: Ground, links: int, target: str) -> Iterator[str]:
    yield _pattern(labels, ground, links, target, first_step="(a)-[r1:CAN_INTRODUCE]->")
    if ground.volunteers:
        yield _pattern(labels, ground, links, target, first_step="")


def _pattern(labels: Labels, ground: Ground, links: int, target: str, first_step: str) -> str:
    """All ways of so many links; without a first step, those that begin at a volunteer."""
    between = [f"b{number}" for number in range(1, links)]
    nodes = [*between, "t"]
    further = [f"r{number}" for number in range(2, links + 1)]
    path = first_step + f"({nodes[0]})"
    path += "".join(
        f"-[{r}:CAN_INTRODUCE]->({node})" for r, node in zip(further, nodes[1:], strict=True)
    )
    where = target if first_step else f"{target} AND {nodes[0]}.id IN $volunteers"
    said = [f"{ground.fit(node)} AND {node} <> t" for node in between]
    said += [f"NOT {r}.own_use_only" for r in further]
    said += ["b1 <> b3"] if links == 4 else []
    first_cost = "r1.cost" if first_step else "$volunteer_cost"
    costs = " + ".join([first_cost, *(f"{r}.cost" for r in further)])
    way = ", ".join([ground.weight(costs, links), *(f"{node}.id" for node in between)])
    join = f" USING JOIN ON b{links - 2}" if links == 4 or (links == 3 and first_step) else ""
    ends = f"(a:{labels.person} {{id: $candidate}}), (t:{labels.person})"
    # Behind WITH, for the planner takes so many conditions to leave hardly anybody, and would
    # rather walk through everybody than from both ends.
    behind = f" WITH * WHERE {' AND '.join(said)}" if said else ""
    return (
        f"MATCH {ends}, {path}{join} WHERE {where}{behind}"
        f" RETURN {nodes[0]} AS contact, t.id AS target, [{way}] AS way"
    )
