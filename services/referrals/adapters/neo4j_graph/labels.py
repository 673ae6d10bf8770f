"""The labels of one generation of one graph, and what keeps them unique.

    (:Graph {name, generation, change})
    (:Person {id, available, refers, meets, …})-[:CAN_INTRODUCE {cost, own_use_only}]->(:Person)
    (:Person)-[:EMPLOYED_AT {started, ended}]->(:Employer {id})
    (:Person)-[:VOLUNTEERS_IN]->(:Group {id})
    (:Fact {subject, sequence, type, …}), those of postings also (:Posting {change})

Ids are 32 hexadecimal digits, so that strings order as the 16 unsigned bytes do. Days are numbers.
All labels but Graph end in the graph's name and in 0 or 1, by turns from generation to generation,
so that graphs, and the old and the new one while it is rebuilt, lie beside each other in the one
database that Community has. Taking turns keeps indexes and planned queries from piling up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

ONE_OF_A_NAME = "CREATE CONSTRAINT graph_name IF NOT EXISTS FOR (g:Graph) REQUIRE g.name IS UNIQUE"


@dataclass(frozen=True)
class Labels:
    """How nodes are called in one generation of a graph."""

    name: str
    generation: int

    @property
    def person(self) -> str:
        return f"Person_{self._suffix}"

    @property
    def employer(self) -> str:
        return f"Employer_{self._suffix}"

    @property
    def group(self) -> str:
        return f"Group_{self._suffix}"

    @property
    def fact(self) -> str:
        return f"Fact_{self._suffix}"

    @property
    def posting(self) -> str:
        return f"Posting_{self._suffix}"

    @property
    def next(self) -> Labels:
        """Those of the generation that a rebuild makes."""
        return Labels(self.name, self.generation + 1)

    def migrations(self) -> Iterator[str]:
        """Statements that prepare these labels; they may be run again."""
        for label, key in self._keys():
            yield (
                f"CREATE CONSTRAINT {label}_{key} IF NOT EXISTS"
                f" FOR (n:{label}) REQUIRE n.{key} IS UNIQUE"
            )
        yield f"CREATE INDEX {self.posting}_change IF NOT EXISTS FOR (n:{self.posting}) ON n.change"

    def emptying(self) -> Iterator[str]:
        """Statements that leave no node with these labels; they may be run again."""
        for label, _ in self._keys():
            yield f"MATCH (n:{label}) CALL (n) {{ DETACH DELETE n }} IN TRANSACTIONS OF 2000 ROWS"

    def reversals(self) -> Iterator[str]:
        """What takes the migrations back."""
        for label, key in self._keys():
            yield f"DROP CONSTRAINT {label}_{key} IF EXISTS"
        yield f"DROP INDEX {self.posting}_change IF EXISTS"

    @property
    def _suffix(self) -> str:
        return f"{self.name}_{self.generation % 2}"

    def _keys(self) -> list[tuple[str, str]]:
        ids = [(label, "id") for label in (self.person, self.employer, self.group)]
        return [*ids, (self.fact, "subject")]
