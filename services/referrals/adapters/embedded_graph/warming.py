"""Has every kernel turned into machine code before somebody waits for an answer.

`python -m services.referrals.adapters.embedded_graph.warming`, which `make setup` runs, leaves the
code beside its source for every process that comes later.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import pairwise
from typing import get_args
from uuid import UUID

import numpy as np

from services.referrals.adapters.embedded_graph.asked import Asked
from services.referrals.adapters.embedded_graph.gathering import Gathering
from services.referrals.adapters.embedded_graph.kernels.layers import best_to_each
from services.referrals.adapters.embedded_graph.kernels.links import AVAILABLE, MEMBER, REFERS
from services.referrals.adapters.embedded_graph.network import Network
from services.referrals.adapters.embedded_graph.questions import find_introductions
from services.referrals.domain.paths import Alternatives, FindIntroductions, Search


@cache
def compile_all() -> None:
    """Ask everything there is to ask of a network of three people."""
    ids = [UUID(int=number) for number in range(3)]
    gathering = Gathering()
    gathering.take_people([each.bytes + bytes([AVAILABLE | MEMBER | REFERS]) for each in ids])
    gathering.take_ties([one.bytes + other.bytes + bytes([60, 60]) for one, other in pairwise(ids)])
    network = Network(gathering.base())
    network.put_tie(ids[0].int, ids[2].int, 60, 60)
    search = Search(candidate=ids[0], today=date.max)
    for alternatives in get_args(Alternatives):
        find_introductions(network, FindIntroductions(search, ids[2], alternatives))
    best_to_each(Asked(network, search).ground(search.max_introducers), np.array([2], np.int32))
    network.erase_person(ids[1].int)


if __name__ == "__main__":
    compile_all()
