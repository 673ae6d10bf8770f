"""The best way to each of many targets, for each number of links, layer by layer.

Of all ways to one person through one number of links only the best goes on. A way that visits
somebody twice is never among the answers: without the loop it has fewer links and costs less.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.referrals.adapters.neo4j_graph.conditions import Ground
from services.referrals.adapters.neo4j_graph.introductions import ways_to_each
from services.referrals.adapters.neo4j_graph.labels import Labels
from services.referrals.adapters.neo4j_graph.rows import as_parameter, keys, number_of
from services.referrals.adapters.neo4j_graph.server import Transaction
from services.referrals.domain.order import Way

FEW = 300
"""Up to so many targets the patterns that meet in the middle are cheaper than going everywhere."""


@dataclass(frozen=True)
class Layers:
    """For each number of links, the best way through exactly so many to each target it gets to."""

    by_links: Mapping[int, Mapping[int, Way]]

    def best_ways(self, introducers: int) -> dict[int, Way]:
        """The best way to each target through at most so many introducers."""
        best: dict[int, Way] = {}
        for links in range(1, introducers + 2):
            for target, way in self.by_links.get(links, {}).items():
                best[target] = min(best.get(target, way), way)
        return best


def layers(
    transaction: Transaction,
    labels: Labels,
    ground: Ground,
    targets: Iterable[int],
    introducers: int,
) -> Layers:
    """The best ways to the targets, through at most so many introducers."""
    sought = keys(frozenset(targets))
    layer = ways_to_each if len(sought) <= FEW else _layer
    text = " UNION ALL ".join(layer(labels, ground, n) for n in range(1, introducers + 2))
    by_links: dict[int, dict[int, Way]] = {}
    if sought:
        for row in transaction.rows(text, **ground.parameters(), targets=as_parameter(sought)):
            weight, *people = row["way"]
            way = weight, (ground.candidate, *map(number_of, people))
            by_links.setdefault(row["links"], {})[way[1][-1]] = way
    return Layers(by_links)


def _layer(labels: Labels, ground: Ground, links: int) -> str:
    """The best way through exactly so many links to each target."""
    text = f"MATCH (a:{labels.person} {{id: $candidate}}) {_first_steps(labels, ground)}"
    for number in range(1, links):
        text += f" WITH * WHERE {ground.fit('m')} WITH a, m AS b, min(way) AS so_far"
        weight = f"so_far[0] + {ground.weight('r.cost', 1)}"
        last = " AND m.id IN $targets" if number == links - 1 else ""
        text += (
            f" MATCH (b)-[r:CAN_INTRODUCE]->(m) WHERE NOT r.own_use_only{last}"
            f" WITH a, m, [{weight}] + so_far[1..] + m.id AS way"
        )
    last = " WITH * WHERE m.id IN $targets" if links == 1 else ""
    return f"{text}{last} WITH m, min(way) AS way RETURN way, {links} AS links"


def _first_steps(labels: Labels, ground: Ground) -> str:
    contacts = (
        f"MATCH (a)-[r:CAN_INTRODUCE]->(m) RETURN m, [{ground.weight('r.cost', 1)}, m.id] AS way"
    )
    volunteers = (
        f" UNION ALL MATCH (m:{labels.person}) WHERE m.id IN $volunteers"
        f" RETURN m, [{ground.weight('$volunteer_cost', 1)}, m.id] AS way"
    )
    return f"CALL (a) {{ {contacts}{volunteers if ground.volunteers else ''} }}"
