"""What others are told when a referral changes: the other services, and people by mail.

Whoever made a move is not written to about it. Who sees it later is told later: the candidate after
a hold, the referrer after the candidate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_moves import Move
from services.referrals.domain.referral_seen import AGREED, given_up, to_candidate, to_referrer
from services.referrals.domain.referral_states import By, Happening
from services.referrals.domain.step import NOBODY
from shared.contracts.envelope import Event
from shared.contracts.referrals import ReferralMoved, ReferralSubmitted

ReferralTemplate = Literal[
    "referral_asked",
    "referral_news",
    "referral_no_news",
    "referral_received",
    "referral_hired",
]
Whom = Literal["candidate", "referrer"]


@dataclass(frozen=True)
class Letter:
    """Somebody is to be written to; `people` are whom it may name."""

    recipient: UUID
    template: ReferralTemplate
    people: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Later:
    """From when somebody is to be told of the move with this number."""

    number: int
    whom: Whom
    due_at: datetime


def events(before: Referral | None, after: Referral) -> Iterator[Event]:
    """What the other services are told, in order."""
    if before is None:
        yield ReferralSubmitted(
            subject=after.id,
            opening_id=after.opening_id,
            referrer_id=after.referrer,
            candidate_id=after.candidate,
            introduction_id=after.introduction_id,
        )
    for move in after.moves[len(before.moves) if before else 0 :]:
        yield ReferralMoved(subject=after.id, state=move.state, by=move.by, reason=move.reason)


def asked(referral: Referral) -> Letter:
    """Whoever is referred is asked to agree, at the address by which they were named."""
    recipient = referral.invitation_id or referral.candidate
    assert recipient is not None
    return Letter(recipient, "referral_asked", frozenset({referral.referrer}))


def received(referral: Referral, recruiters: Iterable[UUID]) -> Iterator[Letter]:
    """Those who run the opening hear of the candidate, and of nobody else."""
    people = frozenset({referral.candidate} if referral.candidate else ())
    apart = {referral.candidate, referral.referrer, NOBODY}
    for each in sorted(set(recruiters) - apart):
        yield Letter(each, "referral_received", people)


def without_news(referral: Referral) -> Iterator[Letter]:
    """Both are told that nothing was heard for three weeks, but not whoever withdrew."""
    both: tuple[Whom, ...] = ("candidate", "referrer")
    yield from _letters(referral, both[: 1 if given_up(referral) else 2], "referral_no_news")


def news(referral: Referral, number: int, whom: Whom, at: datetime) -> Iterator[Letter]:
    """What is written of one move, if it still shows to them."""
    shown = to_candidate(referral, at) if whom == "candidate" else to_referrer(referral, at)
    if referral.moves[number] in shown:
        yield from _letters(referral, (whom,), "referral_news")


def to_tell(before: Referral | None, after: Referral) -> Iterator[Later]:
    """Who is to be told of which new move, and from when."""
    for number in range(len(before.moves) if before else 0, len(after.moves)):
        move = after.moves[number]
        if _concerns_candidate(move):
            yield Later(number, "candidate", move.candidate_sees_at)
        if move.by is not By.REFERRER:
            yield Later(number, "referrer", move.referrer_sees_at)


def _concerns_candidate(move: Move) -> bool:
    return move.by is not By.CANDIDATE and move.happening is not Happening.CONSENT_MISSED


def _letters(
    referral: Referral, to: Iterable[Whom], template: ReferralTemplate
) -> Iterator[Letter]:
    agreed = any(move.happening in AGREED for move in referral.moves)
    named = {
        "candidate": referral.referrer,
        "referrer": referral.candidate
        if agreed or referral.invitation_id is None
        else referral.invitation_id,
    }
    recipients = {"candidate": referral.candidate, "referrer": referral.referrer}
    for whom in to:
        recipient, other = recipients[whom], named[whom]
        if recipient not in (None, NOBODY):
            assert recipient is not None
            people = frozenset({other} if other and other != NOBODY else ())
            yield Letter(recipient, template, people)
