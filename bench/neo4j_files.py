"""A network as files for Neo4j's bulk import, in the very shape that the adapter projects.

Without the facts: 21 million of them would fill 10 GB, and a search reads those of five ties.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.members import Members, own_use_only
from bench.network import Links
from services.referrals.adapters.neo4j_graph.labels import Labels
from services.referrals.adapters.neo4j_graph.rows import key, member_row

Files = list[tuple[str, Path]]
AT_ONCE = 200_000  # lines
PERSON = {
    "known": "boolean",
    "available": "boolean",
    "refers": "boolean",
    "meets": "boolean",
    "avoids_own_employers": "boolean",
    "avoid_people": "string[]",
    "employers": "string[]",
    "started": "long[]",
    "ended": "long[]",
    "groups": "string[]",
}


def write_files(
    folder: Path, labels: Labels, links: Links, members: Members
) -> tuple[Files, Files]:
    """The files of nodes and of relationships, with their labels and types."""
    nodes = [
        (labels.person, _write(folder / "people.csv", _people(members))),
        (labels.employer, _write(folder / "employers.csv", _employers(members))),
    ]
    relationships = [
        ("CAN_INTRODUCE", _write(folder / "links.csv", _links(links))),
        ("EMPLOYED_AT", _write(folder / "jobs.csv", _jobs(members))),
    ]
    return nodes, relationships


def _write(path: Path, lines: Iterator[str]) -> Path:
    with path.open("w") as file:
        file.writelines(lines)
    return path


def _people(members: Members) -> Iterator[str]:
    typed = [f"{name}:{kind}" for name, kind in PERSON.items()]
    yield ",".join([":ID", "id", *typed]) + "\n"
    for number in range(len(members.employer)):
        row = member_row(number, members.member(number))
        values = [_value(row["properties"][name]) for name in PERSON]
        yield ",".join([str(number), row["id"], *values]) + "\n"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)


def _employers(members: Members) -> Iterator[str]:
    yield ":ID,id\n"
    for number in np.unique(members.employer):
        yield f"{number},{key(int(number))}\n"


def _jobs(members: Members) -> Iterator[str]:
    yield ":START_ID,:END_ID,started:long,ended:long\n"
    for number, employer in enumerate(members.employer):
        job = member_row(number, members.member(number))["jobs"][0]
        yield f"{number},{employer},{job['started']},{job['ended']}\n"


def _links(links: Links) -> Iterator[str]:
    yield ":START_ID,:END_ID,cost:long,own_use_only:boolean\n"
    said = np.where(own_use_only(links), "true", "false")
    for first in range(0, len(said), AT_ONCE):
        part = slice(first, first + AT_ONCE)
        columns = (links.giver[part], links.taker[part], links.cost[part], said[part])
        yield from map("%d,%d,%d,%s\n".__mod__, zip(*(c.tolist() for c in columns), strict=True))
