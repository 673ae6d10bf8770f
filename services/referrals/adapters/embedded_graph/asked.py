"""One search in one network: what it avoids, and the ground on which it walks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

import numpy as np

from services.referrals.adapters.embedded_graph.kernels.ground import Ground, bar
from services.referrals.adapters.embedded_graph.kernels.links import (
    COST,
    NOBODY,
    Bytes,
    Indexes,
    first_steps,
)
from services.referrals.adapters.embedded_graph.network import Network
from services.referrals.domain.members import Avoided, Member, avoided_by
from services.referrals.domain.order import SCALES
from services.referrals.domain.paths import VOLUNTEER_COST, Path, Search, Suggestion
from services.referrals.domain.reach import Ending

NONE_OF_THEM = np.empty(0, np.int32)


@dataclass(frozen=True)
class Asked:
    """A search, and the network that it is asked in."""

    network: Network
    search: Search

    @cached_property
    def candidate(self) -> int:
        """Where the candidate stands, or NOBODY."""
        return self.network.number_of(self.search.candidate.int)

    @cached_property
    def me(self) -> Member | None:
        """The candidate; None for whoever is not a member."""
        return self.network.member(self.candidate)

    @cached_property
    def avoided(self) -> Avoided:
        return avoided_by(self.me, self.search, self.network.board.employers)

    def ground(self, introducers: int) -> Ground:
        """Where this search may walk, until the same thread asks for the next ground.

        Whoever is not a member has no first step.
        """
        network, scale = self.network, SCALES[self.search.rank]
        scratch, stamp = network.desk.next(len(network.people.flags))
        contacts, costs = self._first_steps
        ground = Ground(
            network.links, network.people, scratch, stamp,
            scale.factor, scale.step, introducers, contacts, costs,
        )  # fmt: skip
        bar(ground, self._barred)
        return ground

    def suggestions(self, found: Sequence[Ending]) -> tuple[Suggestion, ...]:
        """The ways as an answer, with what may be said of their first steps."""
        scale, contacts = SCALES[self.search.rank], {way[1][1] for way, _ in found}
        reasons = self.network.reasons(self.search.candidate, contacts)
        strangers = {self.network.id_of(each) for each in self._strangers}
        return tuple(
            Suggestion(
                path=Path(tuple(UUID(int=each) for each in ids), scale.cost(weight)),
                end=end,
                reasons=reasons.get(ids[1], ()),
                volunteer=ids[1] in strangers,
            )
            for (weight, ids), end in found
        )

    @cached_property
    def _first_steps(self) -> tuple[Indexes, Bytes]:
        contacts, costs = self._own_steps
        strangers = self._strangers
        if not len(strangers):
            return contacts, costs
        cost = np.full(len(strangers), VOLUNTEER_COST, np.uint8)
        return np.append(contacts, strangers), np.append(costs, cost)

    @cached_property
    def _own_steps(self) -> tuple[Indexes, Bytes]:
        if self.me is None:
            return NONE_OF_THEM, np.empty(0, np.uint8)
        contacts, steps = first_steps(self.network.links, self.candidate)
        return contacts, steps & np.uint8(COST)

    @cached_property
    def _strangers(self) -> Indexes:
        """Volunteers of the candidate's groups whom the candidate does not know."""
        groups = self.me.groups if self.me else ()
        if not groups:
            return NONE_OF_THEM
        listed = [self.network.volunteers(each.group_id) for each in groups]
        known = np.append(self._own_steps[0], np.int32(self.candidate))
        return np.setdiff1d(np.concatenate(listed), known)

    @cached_property
    def _barred(self) -> Indexes:
        """Whoever may not introduce in this search, the candidate first of all."""
        people = [self.candidate, *map(self.network.number_of, self.avoided.people)]
        known = np.array([each for each in people if each != NOBODY], np.int32)
        if not self.avoided.employers:
            return known
        staff = [self.network.staff(each, self.search.today) for each in self.avoided.employers]
        return np.concatenate((known, *staff))
