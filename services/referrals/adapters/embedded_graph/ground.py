"""From a network and a search to the ground that the search may walk on."""

from __future__ import annotations

from services.referrals.adapters.embedded_graph.network import NOBODY, Network
from services.referrals.adapters.embedded_graph.search import Ground
from services.referrals.domain.members import Avoided, Member
from services.referrals.domain.order import SCALES
from services.referrals.domain.paths import VOLUNTEER_COST, Search


def ground_of(network: Network, search: Search, avoided: Avoided) -> Ground:
    """The links and people that are open to this search."""
    return Ground(
        candidate=search.candidate.int,
        first=first_steps(network, search.candidate.int),
        lent_from=lambda person: network.lent_out.get(person, NOBODY),
        lent_to=lambda person: network.lent_in.get(person, NOBODY),
        fit=Introducers(network, search, avoided).fit,
        scale=SCALES[search.rank],
    )


def first_steps(network: Network, candidate: int) -> dict[int, int]:
    """The cost of asking each contact, and each volunteer of a group of the candidate's.

    Whoever is both is a contact. Whoever is not a member has no first step.
    """
    me = network.people.get(candidate)
    if me is None:
        return {}
    return dict.fromkeys(_volunteers(network, me) - {candidate}, VOLUNTEER_COST) | dict(
        network.out.get(candidate, NOBODY)
    )


def _volunteers(network: Network, me: Member) -> set[int]:
    return {each for group in me.groups for each in network.volunteers.get(group.group_id, ())}


class Introducers:
    """Decides who may stand in the middle of a path, once for each person met."""

    def __init__(self, network: Network, search: Search, avoided: Avoided) -> None:
        self._people = network.people
        self._search = search
        self._avoided = avoided
        self._decided = {search.candidate.int: False}

    def fit(self, person_id: int) -> bool:
        """Available, not avoided, not employed where the search avoids, not the candidate."""
        decided = self._decided.get(person_id)
        if decided is None:
            decided = self._decided[person_id] = self._decide(person_id)
        return decided

    def _decide(self, person_id: int) -> bool:
        person = self._people.get(person_id)
        if person is None or not person.available or person_id in self._avoided.people:
            return False
        avoided = self._avoided.employers
        return not avoided or avoided.isdisjoint(person.employers(self._search.today))
