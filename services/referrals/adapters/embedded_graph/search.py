"""The search, on plain dicts: two halves that meet, and a sweep when there are many targets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain

from services.referrals.domain.order import Scale, Way
from services.referrals.domain.paths import Alternatives

Costs = Mapping[int, int]


@dataclass(frozen=True)
class Ground:
    """What one candidate may walk on.

    `first`: the cost of each first step, own-use-only ties and volunteers among them.
    `lent_from`, `lent_to`: the lent links out of and into a person. `fit`: may stand in the
    middle of a path; never the candidate.
    """

    candidate: int
    first: Costs
    lent_from: Callable[[int], Costs]
    lent_to: Callable[[int], Costs]
    fit: Callable[[int], bool]
    scale: Scale


@dataclass(frozen=True)
class Suffixes:
    """The backward half: ways of exactly one and exactly two lent links to the target.

    They start at people who are fit and never pass through the target. Of two links, only the
    best `keep` are kept for each start.
    """

    one: Mapping[int, Way]
    two: Mapping[int, list[Way]]


def suffixes(ground: Ground, target: int, introducers: int, keep: int) -> Suffixes:
    """The backward half of a search through at most `introducers` people."""
    one = _one_link_back(ground, target) if introducers >= 1 else {}
    two = _two_links_back(ground, target, one) if introducers >= 2 else {}
    return Suffixes(one, {person: sorted(ways)[:keep] for person, ways in two.items()})


def _one_link_back(ground: Ground, target: int) -> dict[int, Way]:
    return {
        person: (ground.scale.weight(cost), (person, target))
        for person, cost in ground.lent_to(target).items()
        if ground.fit(person)
    }


def _two_links_back(ground: Ground, target: int, one: Mapping[int, Way]) -> Mapping[int, list[Way]]:
    two: dict[int, list[Way]] = {}
    for last, (weight, ids) in one.items():
        for person, cost in ground.lent_to(last).items():
            if person != target and ground.fit(person):
                way = (weight + ground.scale.weight(cost), (person, *ids))
                two.setdefault(person, []).append(way)
    return two


def best_ways(
    ground: Ground, target: int, introducers: int, k: int, alternatives: Alternatives
) -> list[Way]:
    """The k best answers to `find_introductions`, best first."""
    if alternatives == "contacts":
        half = suffixes(ground, target, introducers, keep=1)
        through = (list(_through(ground, half, c, target, introducers)) for c in ground.first)
        return nsmallest(k, (min(ways) for ways in through if ways))
    # The k best suffixes are enough: if one is lost to `contact → … → contact`, then the contact
    # reaches the target directly, and that better way is among the answers.
    half = suffixes(ground, target, introducers, keep=k)
    every = (_through(ground, half, contact, target, introducers) for contact in ground.first)
    return nsmallest(k, chain.from_iterable(every))


def _through(
    ground: Ground, half: Suffixes, contact: int, target: int, introducers: int
) -> Iterator[Way]:
    """Ways by this first contact, each once: every one that a kept suffix completes."""
    start = ground.scale.weight(ground.first[contact])
    if contact == target:
        yield start, (ground.candidate, target)
        return
    if not ground.fit(contact):
        return
    if contact in half.one:
        yield _joined(ground, start, (), half.one[contact])
    for suffix in half.two.get(contact, ()):
        yield _joined(ground, start, (), suffix)
    if introducers == 3:
        yield from _through_two(ground, half, contact, start)


def _through_two(ground: Ground, half: Suffixes, contact: int, start: int) -> Iterator[Way]:
    for middle, cost in ground.lent_from(contact).items():
        for suffix in half.two.get(middle, ()):
            if contact not in suffix[1]:
                weight = start + ground.scale.weight(cost)
                yield _joined(ground, weight, (contact,), suffix)


def _joined(ground: Ground, weight: int, between: tuple[int, ...], suffix: Way) -> Way:
    return weight + suffix[0], (ground.candidate, *between, *suffix[1])


def best_way_to_each(ground: Ground, introducers: int) -> dict[int, Way]:
    """The best way to everybody within reach, layer by layer of link counts.

    A layer is made from the whole one before it, never from itself. A way that visits somebody
    twice is never the best: without the loop it is shorter, cheaper, and as valid.
    """
    best: dict[int, Way] = {}
    for layer in _layers(ground, introducers + 1):
        for person, way in layer.items():
            if person not in best or way < best[person]:
                best[person] = way
    return best


def _layers(ground: Ground, links: int) -> Iterator[dict[int, Way]]:
    layer: dict[int, Way] = {
        contact: (ground.scale.weight(cost), (ground.candidate, contact))
        for contact, cost in ground.first.items()
    }
    yield layer
    for _ in range(links - 1):
        layer = _one_link_on(ground, layer)
        yield layer


def _one_link_on(ground: Ground, layer: Mapping[int, Way]) -> dict[int, Way]:
    further: dict[int, Way] = {}
    for person, (weight, ids) in layer.items():
        if not ground.fit(person):
            continue
        for following, cost in ground.lent_from(person).items():
            total = weight + ground.scale.weight(cost)
            known = further.get(following)
            if following in ids or (known is not None and total > known[0]):
                continue
            way = (total, (*ids, following))
            if known is None or way < known:
                further[following] = way
    return further
