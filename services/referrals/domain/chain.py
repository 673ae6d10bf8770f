"""The chain behind a referral: who introduced whom and when, and who referred them besides.

For those who run the opening, after the screening decision, and no earlier. Introducers are "an
introducer" to them, but for those who agreed to be named (naming.py); of all others it holds what
the viewer sees of the referral anyway. Nothing in it says how well people know each
other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Literal
from uuid import UUID

from services.referrals.domain.introduction import Introduction
from services.referrals.domain.naming import named_in
from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_seen import SeenReferral
from services.referrals.domain.referral_states import ReferralState
from services.referrals.domain.step import NOBODY

Part = Literal["candidate", "introducer", "referrer"]


@dataclass(frozen=True)
class Along:
    """Somebody in the chain; `person` is None for whoever is not named, or left."""

    part: Part
    person: UUID | None


@dataclass(frozen=True)
class Link:
    """The ask went from one to the other, counted from 0, at that time."""

    one: int
    other: int
    at: datetime | None


@dataclass(frozen=True)
class Besides:
    """Somebody else's referral of the same candidate for the opening, which came second."""

    referrer: UUID | None
    submitted_at: datetime


@dataclass(frozen=True)
class Chain:
    """People from the candidate to the referrer, what leads from one to the next, duplicates."""

    people: tuple[Along, ...]
    links: tuple[Link, ...] = ()
    duplicates: tuple[Besides, ...] = ()

    @property
    def named(self) -> frozenset[UUID]:
        """Whose names go with it."""
        people = [each.person for each in self.people] + [each.referrer for each in self.duplicates]
        return frozenset(person for person in people if person is not None)


def chain(
    referral: Referral,
    seen: SeenReferral,
    introduction: Introduction | None,
    others: Iterable[Referral],
) -> Chain:
    """The chain as somebody may see it who sees the referral as `seen`."""
    if seen.role != "recruiter" or not referral.screened:
        known: list[tuple[Part, UUID | None]] = [
            ("candidate", seen.candidate),
            ("referrer", seen.referrer),
        ]
        return Chain(tuple(Along(part, _named(who)) for part, who in known if who is not None))
    duplicates = tuple(
        Besides(_named(other.referrer), other.submitted_at)
        for other in others
        if other.state is ReferralState.DUPLICATE
    )
    between = introduction.people[1:-1] if introduction else ()
    agreed = named_in(introduction) if introduction else frozenset()
    people = (
        Along("candidate", _named(referral.candidate)),
        *(Along("introducer", _named(each) if each in agreed else None) for each in between),
        Along("referrer", _named(referral.referrer)),
    )
    return Chain(people, _links(introduction), duplicates)


def _links(introduction: Introduction | None) -> tuple[Link, ...]:
    if introduction is None:
        return ()
    asked = {
        (step.passed_by, step.person): step.asked_at
        for step in introduction.steps
        if step.said_yes and NOBODY not in (step.passed_by, step.person)
    }
    along = enumerate(pairwise(introduction.people))
    return tuple(Link(number, number + 1, asked.get(pair)) for number, pair in along)


def _named(person: UUID | None) -> UUID | None:
    return None if person == NOBODY else person
