"""The batch tool's engine: the same network and questions, filled from columns instead of facts."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from services.referrals.adapters.embedded_graph import questions
from services.referrals.adapters.embedded_graph.gathering import Gathering
from services.referrals.adapters.embedded_graph.kernels.links import OWN
from services.referrals.adapters.embedded_graph.kernels.rows import Ties
from services.referrals.adapters.embedded_graph.network import Network
from services.referrals.adapters.embedded_graph.records import flags_of, settings_of
from services.referrals.domain.batch import PRESUMED, LinkTable, PersonRow, member_in
from services.referrals.domain.paths import FindIntroductions, Suggestion


class EmbeddedSolver:
    """A PathSolver in memory; nothing is written."""

    def __init__(self) -> None:
        self._network = Network()

    def load(self, links: LinkTable, people: Iterable[PersonRow]) -> None:
        gathering = Gathering()
        ends = [np.asarray(each).astype(np.uint64) for each in (links.giver, links.taker)]
        giver, taker = (gathering.number(np.zeros_like(each), each) for each in ends)
        lent = np.asarray(links.lent, np.uint8)
        byte = np.where(
            lent, np.asarray(links.cost, np.uint8), np.asarray(links.cost, np.uint8) | OWN
        )
        gathering.take_links(Ties(giver, taker, byte, np.zeros_like(byte)))
        presumed = np.unique(np.concatenate((giver, taker)))
        flags = np.full(len(presumed), flags_of(PRESUMED), np.uint8)
        gathering.take_settings(presumed, flags, [b""] * len(presumed))
        rows = list(people)
        numbers = np.array([row.id for row in rows], np.uint64)
        members = [member_in(row) for row in rows]
        gathering.take_settings(
            gathering.number(np.zeros_like(numbers), numbers),
            np.array([flags_of(each) for each in members], np.uint8),
            [settings_of(each) for each in members],
        )
        self._network = Network(gathering.base())

    def find_introductions(self, query: FindIntroductions) -> tuple[Suggestion, ...]:
        return questions.find_introductions(self._network, query)

    def close(self) -> None:
        """Memory goes by itself."""
