"""Who may stand in the middle of a path, in Cypher.

Each condition stands on a node of a pattern of fixed length, never inside a path predicate: there
Neo4j may fall back to trying every path.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from services.referrals.adapters.neo4j_graph.rows import as_parameter, key, keys
from services.referrals.domain.members import Avoided
from services.referrals.domain.order import Scale
from services.referrals.domain.paths import VOLUNTEER_COST

FIT = (
    "{x}.available AND {x} <> a"
    " AND (NOT $avoids_people OR NOT {x}.id IN $avoid_people)"
    # Only CASE leaves out what need not be looked at.
    " AND CASE $avoids_employers WHEN false THEN true ELSE NOT any("
    "i IN range(0, size(coalesce({x}.employers, [])) - 1)"
    " WHERE {x}.employers[i] IN $avoid_employers"
    " AND {x}.started[i] <= $today AND $today <= {x}.ended[i]) END"
)


@dataclass(frozen=True)
class Ground:
    """What one candidate may walk on.

    What differs from search to search is a parameter, not text: planning takes longer than
    answering. Only who has volunteers to turn to asks in other words.
    """

    candidate: int
    avoided: Avoided
    today: date
    volunteers: frozenset[int]
    scale: Scale

    def fit(self, node: str) -> str:
        """The person is available, not avoided, not employed where the search avoids, not `a`."""
        return FIT.format(x=node)

    def weight(self, costs: str, links: int) -> str:
        """The weight of so many links whose costs add up to `costs`."""
        return f"$factor * ({costs}) + {links} * $step"

    def parameters(self) -> dict[str, Any]:
        """What the conditions speak of."""
        return {
            "candidate": key(self.candidate),
            "avoids_people": bool(self.avoided.people),
            "avoid_people": as_parameter(keys(self.avoided.people)),
            "avoids_employers": bool(self.avoided.employers),
            "avoid_employers": as_parameter(keys(self.avoided.employers)),
            "today": self.today.toordinal(),
            "volunteers": as_parameter(keys(self.volunteers)),
            "volunteer_cost": VOLUNTEER_COST,
            "factor": self.scale.factor,
            "step": self.scale.step,
        }
