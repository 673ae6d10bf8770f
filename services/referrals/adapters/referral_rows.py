"""Referrals as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Row

from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_moves import Move, Reason
from services.referrals.domain.referral_states import By, Happening, ReferralState

SAME = (
    *("id", "version", "opening_id", "address_hash", "invitation_id", "introduction_id"),
    *("relation", "vouch", "wordings", "submitted_at", "owned_until", "no_news_told_at"),
    *("hire_released", "by_link"),
)
"""What is called alike in the domain and in the table."""


def row_of(referral: Referral) -> dict[str, object]:
    """The values of a referral's own row, but for when its next milestone is."""
    return {name: getattr(referral, name) for name in SAME} | {
        "referrer_id": referral.referrer,
        "candidate_id": referral.candidate,
        "state": referral.state.value,
        "moved_at": referral.moves[-1].at if referral.moves else None,
        "due_at": referral.due_at,
    }


def move_row(move: Move) -> dict[str, object]:
    """The values of a line of the history, without its key."""
    codes = {name: getattr(move, name).value for name in ("happening", "state", "by", "reason")}
    return asdict(move) | codes


def referral_of(row: Row[Any], moves: Sequence[Row[Any]]) -> Referral:
    """The referral in these rows, the moves in order."""
    return Referral(
        referrer=row.referrer_id,
        candidate=row.candidate_id,
        state=ReferralState(row.state),
        moves=tuple(map(_move, moves)),
        **{name: getattr(row, name) for name in SAME},
    )


def _move(row: Row[Any]) -> Move:
    return Move(
        happening=Happening(row.happening),
        state=ReferralState(row.state),
        at=row.at,
        by=By(row.by),
        person=row.person,
        reason=Reason(row.reason),
        candidate_sees_at=row.candidate_sees_at,
        referrer_sees_at=row.referrer_sees_at,
    )
