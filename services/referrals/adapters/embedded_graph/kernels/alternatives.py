"""The search for one person when every simple path counts, and not only the best by contact.

The same two halves; where the best suffix of somebody could get among the answers, each of their
suffixes is offered. One suffix a person would not do: the best one may lead back to the contact.
"""

from __future__ import annotations

from services.referrals.adapters.embedded_graph.kernels.answers import (
    Answers,
    bound,
    offer,
    through,
)
from services.referrals.adapters.embedded_graph.kernels.ground import Ground, fit, weight_of
from services.referrals.adapters.embedded_graph.kernels.halves import search_back
from services.referrals.adapters.embedded_graph.kernels.links import NOBODY, following, is_lent, row
from services.referrals.adapters.embedded_graph.kernels.scratch import weight_in
from shared.compiled import compiled, inlined


@compiled
def best_paths(ground: Ground, target: int, answers: Answers) -> int:
    """Fill in the best simple paths. Returns how many there are."""
    search_back(ground, target)
    count = 0
    for place in range(len(ground.contacts)):
        contact, start = ground.contacts[place], weight_of(ground, ground.costs[place])
        if contact == target:
            count = offer(ground.people, answers, count, start, through(NOBODY, NOBODY, NOBODY))
        elif start <= bound(answers, count) and fit(ground, contact):
            direct = start + weight_in(ground.scratch.last[contact], ground.stamp)
            between = through(contact, NOBODY, NOBODY)
            count = offer(ground.people, answers, count, direct, between)
            count = _offer_suffixes(ground, contact, NOBODY, start, answers, count)
            count = _offer_middles(ground, contact, start, answers, count)
    return count


@inlined
def _offer_middles(ground: Ground, contact: int, start: int, answers: Answers, count: int) -> int:
    """Every way of four links through a contact."""
    if ground.introducers < 3:
        return count
    links = ground.links
    begin, end = row(links, contact)
    count = _go_on(ground, contact, begin, end, start, answers, count)
    entry = links.added[contact]
    while entry != NOBODY:
        count = _go_on(ground, contact, entry, entry + 1, start, answers, count)
        entry = following(links, entry)
    return count


@inlined
def _go_on(
    ground: Ground, contact: int, begin: int, end: int, start: int, answers: Answers, count: int
) -> int:
    """Every way over one of these entries of the contact's."""
    neighbour, out, best = ground.links.neighbour, ground.links.out, ground.scratch.best
    most = bound(answers, count)
    for entry in range(begin, end):
        middle, weight = neighbour[entry], start + weight_of(ground, out[entry])
        least = weight + weight_in(best[middle], ground.stamp)
        if least <= most and is_lent(out[entry]) and fit(ground, middle):
            count = _offer_suffixes(ground, contact, middle, weight, answers, count)
            most = bound(answers, count)
    return count


@compiled
def _offer_suffixes(
    ground: Ground, contact: int, middle: int, start: int, answers: Answers, count: int
) -> int:
    """Every way that goes on with two links from the middle; if there is none, from the contact."""
    links = ground.links
    first = contact if middle == NOBODY else middle
    if start + weight_in(ground.scratch.best[first], ground.stamp) > bound(answers, count):
        return count
    begin, end = row(links, first)
    count = _finish(ground, contact, middle, begin, end, start, answers, count)
    entry = links.added[first]
    while entry != NOBODY:
        count = _finish(ground, contact, middle, entry, entry + 1, start, answers, count)
        entry = following(links, entry)
    return count


@inlined
def _finish(
    ground: Ground,
    contact: int,
    middle: int,
    begin: int,
    end: int,
    start: int,
    answers: Answers,
    count: int,
) -> int:
    """Every way over one of these entries to a last introducer."""
    neighbour, out, last = ground.links.neighbour, ground.links.out, ground.scratch.last
    most = bound(answers, count)
    for entry in range(begin, end):
        person = neighbour[entry]
        weight = start + weight_of(ground, out[entry]) + weight_in(last[person], ground.stamp)
        if weight <= most and is_lent(out[entry]) and person != contact:
            between = through(contact, middle, person)
            if middle == NOBODY:
                between = through(contact, person, NOBODY)
            count = offer(ground.people, answers, count, weight, between)
            most = bound(answers, count)
    return count
