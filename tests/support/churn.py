"""A day of a network in which people, ties and openings change all the time.

`python -m tests.support.churn FOLDER FIRST LAST` applies those changes to the embedded graph there,
and says after each batch how many have taken effect.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

from services.referrals.adapters.embedded_graph.graph import EmbeddedGraph
from shared.contracts.envelope import Event
from shared.contracts.profiles import PersonErased
from tests.support.facts import (
    an_id,
    employer,
    erased,
    opening,
    opening_closed,
    person,
    tie,
    tie_ended,
    works_at,
)

PEOPLE = 2_000
EMPLOYERS = 20
OPENINGS = 50
BATCH = 250
EMPLOYER_IDS, OPENING_IDS = 100_000, 200_000


def change(number: int) -> Event:
    """The change of that number, which comes after every smaller one."""
    dice, sequence = Random(number), number + 2
    one, other = (an_id(1 + each) for each in dice.sample(range(PEOPLE), 2))
    works_for = an_id(EMPLOYER_IDS + dice.randrange(EMPLOYERS))
    vacancy = an_id(OPENING_IDS + dice.randrange(OPENINGS))
    kind = dice.random()
    if kind < 0.0001:
        return erased(one, sequence)
    if kind < 0.05:
        willing = {name: dice.random() < 0.8 for name in ("open_to_introduce", "willing_to_refer")}
        return person(one, sequence, employments=[works_at(works_for)], **willing)
    if kind < 0.06:
        return opening(vacancy, works_for, sequence=sequence)
    if kind < 0.061:
        return opening_closed(vacancy, sequence)
    if kind < 0.062:
        return employer(works_for, sequence=sequence)
    if kind < 0.4:
        return tie_ended(one, other, sequence)
    lent, costs = dice.random() < 0.9, (dice.randrange(29, 121), dice.randrange(29, 121))
    return tie(one, other, *costs, lent=lent, sequence=sequence)


def begin(graph: EmbeddedGraph) -> None:
    """Everybody, their employers, and who knows whom in the morning."""
    dice = Random(0)
    graph.apply([employer(an_id(EMPLOYER_IDS + each)) for each in range(EMPLOYERS)])
    graph.apply([person(an_id(1 + each)) for each in range(PEOPLE)])
    pairs = (dice.sample(range(PEOPLE), 2) for _ in range(10 * PEOPLE))
    graph.apply([tie(an_id(1 + one), an_id(1 + other)) for one, other in pairs])


def newest(last: int) -> Iterator[Event]:
    """Of each subject that changed before `last`, the change that counts: one after the other."""
    found: dict[object, Event] = {}
    for fact in map(change, range(last)):
        if not isinstance(found.get(fact.subject), PersonErased):
            found[fact.subject] = fact
    yield from found.values()


def main(folder: str, first: int, last: int) -> None:
    """Apply the changes, and say how many there are by now."""
    with closing(EmbeddedGraph(Path(folder))) as graph:
        for start in range(first, last, BATCH):
            end = min(start + BATCH, last)
            graph.apply([change(number) for number in range(start, end)])
            print(end, flush=True)  # noqa: T201 # the test listens


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
