"""The search for one person: the last two links, from the target back, are met by the first ones.

    candidate → contact → middle → last → target

The backward half writes down, for everybody from whom a suffix leads to the target, the best of
one and of two lent links. The forward half looks whether one begins at a contact, or a link on.
Whether somebody may introduce is asked last, of the few who would better an answer: their suffix
is only read for ways through themselves.
"""

from __future__ import annotations

from services.referrals.adapters.embedded_graph.kernels.answers import (
    UNNAMED,
    Answers,
    Between,
    bound,
    offer,
    through,
)
from services.referrals.adapters.embedded_graph.kernels.ground import Ground, fit, weight_of
from services.referrals.adapters.embedded_graph.kernels.links import (
    NOBODY,
    Indexes,
    before,
    following,
    is_lent,
    row,
)
from services.referrals.adapters.embedded_graph.kernels.scratch import ROOM, stamped, weight_in
from shared.compiled import compiled, inlined


@compiled
def best_by_contact(ground: Ground, target: int, answers: Answers) -> int:
    """Fill in the best way through each contact, the best of these. Returns how many there are."""
    search_back(ground, target)
    count = 0
    for place in range(len(ground.contacts)):
        contact, start = ground.contacts[place], weight_of(ground, ground.costs[place])
        if contact == target:
            count = offer(ground.people, answers, count, start, through(NOBODY, NOBODY, NOBODY))
        elif start <= bound(answers, count) and fit(ground, contact):
            least = bound(answers, count)
            weight, between = best_through(ground, contact, start, least)
            count = offer(ground.people, answers, count, weight, between)
    for place in range(count):
        name_last(ground, answers.between[place])
    return count


@compiled
def search_back(ground: Ground, target: int) -> None:
    """Write down the suffixes that end at the target, who is an end and never an introducer."""
    ground.scratch.barred[target] = ground.stamp
    if ground.introducers == 0:
        return
    start, end = row(ground.links, target)
    for entry in range(start, end):
        _step_back(ground, entry)
    entry = ground.links.added[target]
    while entry != NOBODY:
        _step_back(ground, entry)
        entry = following(ground.links, entry)


@inlined
def _step_back(ground: Ground, entry: int) -> None:
    """Over one link to whoever would be last, and on over theirs."""
    links = ground.links
    last, byte = links.neighbour[entry], links.back[entry]
    if not is_lent(byte) or not fit(ground, last):
        return
    weight = weight_of(ground, byte)
    ground.scratch.last[last] = stamped(ground.stamp, weight)
    if ground.introducers == 1:
        return
    start, end = row(links, last)
    _keep_suffixes(ground, start, end, weight)
    more = links.added[last]
    while more != NOBODY:
        _keep_suffixes(ground, more, more + 1, weight)
        more = following(links, more)


@inlined
def _keep_suffixes(ground: Ground, start: int, end: int, weight: int) -> None:
    """The best suffix of two links for these neighbours. Half of a search is spent here."""
    neighbour, back, best = ground.links.neighbour, ground.links.back, ground.scratch.best
    for entry in range(start, end):
        if is_lent(back[entry]):
            figure = stamped(ground.stamp, weight + weight_of(ground, back[entry]))
            if figure < best[neighbour[entry]]:
                best[neighbour[entry]] = figure


@inlined
def best_through(ground: Ground, contact: int, start: int, least: int) -> tuple[int, Between]:
    """The best way through a contact, or NONE if it weighs more than `least`.

    Ways of different length never weigh the same. In a way of four links the last introducer is
    not the contact: without the loop it would be lighter, and `direct` below.
    """
    direct = start + weight_in(ground.scratch.last[contact], ground.stamp)
    two = start + weight_in(ground.scratch.best[contact], ground.stamp)
    least = min(least, direct, two)
    if ground.introducers == 3:
        weight, middle = _best_middle(ground, contact, start, least)
        if middle != NOBODY:
            return weight, through(contact, middle, UNNAMED)
    if direct < two:
        return direct, through(contact, NOBODY, NOBODY)
    return two, through(contact, UNNAMED, NOBODY)


@inlined
def _best_middle(ground: Ground, contact: int, start: int, least: int) -> tuple[int, int]:
    """Weight and middle of the best way of four links, or NOBODY if it weighs more than `least`."""
    begin, end = row(ground.links, contact)
    weight, middle = _better_middle(ground, begin, end, start, least, NOBODY)
    entry = ground.links.added[contact]
    while entry != NOBODY:
        weight, middle = _better_middle(ground, entry, entry + 1, start, weight, middle)
        entry = following(ground.links, entry)
    return weight, middle


@inlined
def _better_middle(
    ground: Ground, begin: int, end: int, start: int, least: int, middle: int
) -> tuple[int, int]:
    """What these entries have that is better. The other half of a search is spent here."""
    neighbour, out, best = ground.links.neighbour, ground.links.out, ground.scratch.best
    start -= ground.stamp << ROOM
    for entry in range(begin, end):
        weight = start + weight_of(ground, out[entry]) + best[neighbour[entry]]
        # A stale figure weighs more than NONE. Whoever it is, being fit is asked last.
        if weight <= least and is_lent(out[entry]):
            person = neighbour[entry]
            nearer = weight < least or middle == NOBODY or before(ground.people, person, middle)
            if nearer and fit(ground, person):
                least, middle = weight, person
    return least, middle


@compiled
def name_last(ground: Ground, between: Indexes) -> None:
    """Find the last introducer of an answer: the smallest id with which its suffix is the best."""
    place = 1 if between[1] == UNNAMED else 2
    if between[place] != UNNAMED:
        return
    links, first = ground.links, between[place - 1]
    weight, named = weight_in(ground.scratch.best[first], ground.stamp), NOBODY
    begin, end = row(links, first)
    named = _smallest_last(ground, begin, end, weight, named)
    entry = links.added[first]
    while entry != NOBODY:
        named = _smallest_last(ground, entry, entry + 1, weight, named)
        entry = following(links, entry)
    between[place] = named


@inlined
def _smallest_last(ground: Ground, begin: int, end: int, weight: int, named: int) -> int:
    """Of these entries and whoever was found before, the one that makes the suffix so light."""
    neighbour, out, last = ground.links.neighbour, ground.links.out, ground.scratch.last
    suffix = stamped(ground.stamp, weight)
    for entry in range(begin, end):
        person = neighbour[entry]
        if last[person] + weight_of(ground, out[entry]) != suffix or not is_lent(out[entry]):
            continue
        if named == NOBODY or before(ground.people, person, named):
            named = person
    return named
