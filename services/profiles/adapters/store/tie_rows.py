"""A tie as a row and back: what each side said is a JSON object of its own."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Row

from services.profiles.domain.claims import MeetingClaim, MessageClaim
from services.profiles.domain.strength import OwnAnswer
from services.profiles.domain.tie import Published, Side, Tie, TieState

Fields = dict[str, Any]


def tie_from(row: Row[Any]) -> Tie:
    """The tie that a row keeps."""
    return Tie(
        first=row.first,
        second=row.second,
        state=TieState(row.state),
        proposed_by=row.proposed_by,
        denied_by=row.denied_by,
        first_side=_side_from(row.first_side),
        second_side=_side_from(row.second_side),
        introduced_on=row.introduced_on,
        published=_published_from(row.published),
        version=row.version,
    )


def row_of(tie: Tie) -> Fields:
    """What a row keeps of the tie, without id and version."""
    return {
        "first": tie.first,
        "second": tie.second,
        "state": tie.state.value,
        "proposed_by": tie.proposed_by,
        "denied_by": tie.denied_by,
        "first_side": _side_of(tie.first_side),
        "second_side": _side_of(tie.second_side),
        "introduced_on": tie.introduced_on,
        "published": asdict(tie.published) if tie.published else None,
    }


def _side_of(side: Side) -> Fields:
    return {
        "lend": side.lend,
        "answer": side.answer.value if side.answer else None,
        "listed": side.listed,
        "messages": _claim_of(side.messages),
        "meetings": _claim_of(side.meetings),
    }


def _side_from(kept: Fields) -> Side:
    messages, meetings = kept["messages"], kept["meetings"]
    return Side(
        lend=kept["lend"],
        answer=OwnAnswer(kept["answer"]) if kept["answer"] else None,
        listed=kept["listed"],
        messages=MessageClaim(**_with_day(messages)) if messages else None,
        meetings=MeetingClaim(**_with_day(meetings)) if meetings else None,
    )


def _claim_of(claim: MessageClaim | MeetingClaim | None) -> Fields | None:
    return asdict(claim) | {"last_on": claim.last_on.isoformat()} if claim else None


def _with_day(claim: Fields) -> Fields:
    return claim | {"last_on": date.fromisoformat(claim["last_on"])}


def _published_from(kept: Fields | None) -> Published | None:
    return Published(kept["cost"], kept["lent"], tuple(kept["codes"])) if kept else None
