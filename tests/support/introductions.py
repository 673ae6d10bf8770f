"""People, paths and introductions to try the rules of asking with."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from services.referrals.domain.ask import Ask, Kind
from services.referrals.domain.caps import Cap, Slot, slots_of
from services.referrals.domain.introduction import Introduction
from services.referrals.domain.introduction_seen import SeenByAsked, SeenByCandidate, seen_by
from services.referrals.domain.step import ANSWER_WITHIN, Answer
from services.referrals.ports import Slots
from shared.errors import WarmpathError

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ADA, BEA, CAI, DAN, EVE, TOM = (UUID(int=0xA0 + number) for number in range(6))
STRANGER = UUID(int=0xFF)
OPENING, EMPLOYER, NUMBER = UUID(int=0x0E), UUID(int=0x0F), UUID(int=0x11)
LONG_WAY = (ADA, BEA, CAI, TOM)
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def referral(**said: Any) -> Ask:
    presumed: dict[str, Any] = {"kind": Kind.REFERRAL, "blurb": "I cook.", "opening_id": OPENING}
    return Ask(**presumed | said)


def asked(*way: UUID, ask: Ask | None = None, at: datetime = NOON) -> Introduction:
    """The first on the way is the candidate; the second has been asked."""
    return Introduction.draft(NUMBER, ask or referral(), way or LONG_WAY).asked(at)


def yes(introduction: Introduction, by: UUID, **said: Any) -> Introduction:
    """`by` introduces an hour after they were asked."""
    current = introduction.current
    assert current is not None
    return introduction.answered(by, Answer.INTRODUCE, current.asked_at + HOUR, **said)


def agreed(introduction: Introduction, by: UUID) -> Introduction:
    """The target agrees an hour after they were asked."""
    current = introduction.current
    assert current is not None
    return introduction.answered(by, Answer.AGREE, current.asked_at + HOUR)


def deadline(introduction: Introduction) -> datetime:
    current = introduction.current
    assert current is not None
    assert introduction.due_at == current.asked_at + ANSWER_WITHIN
    return current.deadline


def passed(introduction: Introduction) -> Introduction:
    """Whoever is asked passes a minute later."""
    current = introduction.current
    assert current is not None
    return introduction.answered(current.person, Answer.PASS, current.asked_at + HOUR / 60)


def refusal(attempt: Callable[[], object]) -> str:
    """The code of the refusal, or that there was none."""
    try:
        attempt()
    except WarmpathError as refused:
        return refused.code
    return "done"


def as_seen(introduction: Introduction, viewer: UUID) -> SeenByCandidate | SeenByAsked | str:
    """The view, or the code of why there is none."""
    try:
        return seen_by(introduction, viewer)
    except WarmpathError as refused:
        return refused.code


def ids_in(anything: object) -> set[UUID]:
    """Every id that stands anywhere in what is shown."""
    return {UUID(found) for found in _ID.findall(repr(anything))}


def slots_kept(slots: Slots, person: UUID, cap: Cap, most: int) -> Sequence[Slot]:
    """The person's first `most` slots, as the store keeps them."""
    return slots_of(slots.taken([person]).get((person, cap), {}), most)
