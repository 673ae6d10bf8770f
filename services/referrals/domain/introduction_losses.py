"""What ended ties, changed settings and people who leave do to an introduction that is open.

What has arrived stays with its target. Before that, a path that leads over what is lost is left,
and whoever had the ask in hand without a yes is not asked again: so it looks the same whether they
had noted a pass or had said nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.referrals.domain.introduction import Introduction
from services.referrals.domain.introduction_states import OPEN, State
from services.referrals.domain.step import NOBODY
from services.referrals.domain.ways import Way, pairs

UNDERWAY = OPEN - {State.REACHED}


def without_tie(
    introduction: Introduction, one: UUID, other: UUID, at: datetime, ways: Sequence[Way]
) -> Introduction:
    """Two people no longer know each other."""
    if introduction.state not in UNDERWAY:
        return introduction
    pair = frozenset({one, other})
    known = replace(introduction, broken=introduction.broken | {pair})
    return known.rerouted(at, ways) if pair in pairs(known.people) else known


def unavailable(
    introduction: Introduction, person: UUID, at: datetime, ways: Sequence[Way]
) -> Introduction:
    """Somebody can no longer be asked, or is now avoided; a yes that they gave stands."""
    yes = any(step.said_yes and step.person == person for step in introduction.steps)
    if introduction.state not in UNDERWAY or yes or person == introduction.candidate:
        return introduction
    known = replace(introduction, lost=introduction.lost | {person})
    return known.rerouted(at, ways) if person in known.people else known


def without_person(
    introduction: Introduction, person: UUID, at: datetime, ways: Sequence[Way]
) -> Introduction:
    """Somebody left for good: what is open goes on without them, and nothing of them stays."""
    if introduction.state not in OPEN:
        return _forgetting(introduction, person)
    if person == introduction.candidate:
        return _forgetting(introduction.withdrawn(person, at), person)
    asked = introduction.current is not None and introduction.current.person == person
    ahead = introduction.state in UNDERWAY and person in introduction.people
    known = replace(introduction, lost=introduction.lost | {person})
    changed = known.rerouted(at, ways) if asked or ahead else introduction
    return _forgetting(changed, person)


def _forgetting(introduction: Introduction, person: UUID) -> Introduction:
    gone = person == introduction.candidate
    return replace(
        introduction,
        candidate=_unless(person, introduction.candidate),
        ask=introduction.ask.without_words() if gone else introduction.ask,
        people=tuple(_unless(person, each) for each in introduction.people),
        target=introduction.target and _unless(person, introduction.target),
        steps=tuple(step.without(person) for step in introduction.steps),
        history=tuple(move.without(person) for move in introduction.history),
        lost=introduction.lost - {person},
        broken=frozenset(pair for pair in introduction.broken if person not in pair),
    )


def _unless(gone: UUID, person: UUID) -> UUID:
    return NOBODY if person == gone else person
