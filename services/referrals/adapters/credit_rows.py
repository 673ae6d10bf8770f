"""Entries of a credit history and lines of credit as rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from services.referrals.domain.credit import Line, LineKind
from services.referrals.domain.credit_history import (
    Agreed,
    Corrected,
    Entry,
    Hired,
    Left,
    Reversed,
    Stayed,
)
from shared.contracts.postings import Milestone, ReferralPolicy

KINDS: Mapping[str, type[Entry]] = {
    "agreed": Agreed,
    "hired": Hired,
    "stayed": Stayed,
    "left": Left,
    "reversed": Reversed,
    "corrected": Corrected,
}
NAMES = {kind: name for name, kind in KINDS.items()}


def entry_row(entry: Entry) -> dict[str, object]:
    """The values of an entry's row, without its key."""
    said = {name: _plain(value) for name, value in asdict(entry).items() if name != "at"}
    return {"kind": NAMES[type(entry)], "at": entry.at, "said": said}


def entry_of(row: Row[Any]) -> Entry:
    """The entry in this row."""
    said = {name: READ.get(name, _as_is)(value) for name, value in row.said.items()}
    return KINDS[row.kind](at=row.at, **said)


def line_row(line: Line) -> dict[str, object]:
    """The values of a line's row, without its key."""
    return asdict(line) | {"kind": line.kind.value}


def line_of(row: Row[Any]) -> Line:
    """The line in this row."""
    return Line(
        at=row.at,
        kind=LineKind(row.kind),
        amount=row.amount,
        currency=row.currency,
        policy_version=row.policy_version,
        why=row.why,
        months=row.months,
        by=row.by,
    )


def policy_of(said: Mapping[str, Any] | None) -> ReferralPolicy | None:
    """A policy as it was kept."""
    if said is None:
        return None
    milestones = [Milestone(**each) for each in said["milestones"]]
    return ReferralPolicy(**{**said, "milestones": milestones})


def _plain(value: Any) -> Any:
    if isinstance(value, UUID | date):
        return str(value)
    return sorted(value) if isinstance(value, frozenset) else value


def _as_is(value: Any) -> Any:
    return value


READ: Mapping[str, Any] = {
    "referrer": UUID,
    "by": UUID,
    "policy": policy_of,
    "roles": frozenset,
    "started": date.fromisoformat,
    "ended": date.fromisoformat,
}
