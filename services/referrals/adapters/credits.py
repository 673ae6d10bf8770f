"""The history that credit depends on, and the lines it came to; neither is ever edited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Table, func, insert, select

from services.referrals.adapters.credit_rows import entry_of, entry_row, line_of, line_row
from services.referrals.adapters.tables import credit_entries, credit_lines
from services.referrals.domain.credit import Line
from services.referrals.domain.credit_history import Entry


class StoredCredits:
    """Keeps `ports.Credits`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def history(self, referral_id: UUID) -> Sequence[Entry]:
        return [entry_of(row) for row in self._rows(credit_entries, referral_id)]

    def lines(self, referral_id: UUID) -> Sequence[Line]:
        return [line_of(row) for row in self._rows(credit_lines, referral_id)]

    def add(self, referral_id: UUID, entry: Entry, lines: Sequence[Line]) -> None:
        self._append(credit_entries, referral_id, entry_row(entry))
        for line in lines:
            self._append(credit_lines, referral_id, line_row(line))

    def all(self) -> Iterator[UUID]:
        kept = (select(table.c.referral_id) for table in (credit_entries, credit_lines))
        first, second = kept
        yield from sorted(self._connection.scalars(first.union(second)))

    def _append(self, table: Table, referral_id: UUID, values: dict[str, object]) -> None:
        theirs = table.c.referral_id == referral_id
        count = self._connection.scalar(select(func.count()).select_from(table).where(theirs))
        key = {"referral_id": referral_id, "number": count}
        self._connection.execute(insert(table).values(key | values))

    def _rows(self, table: Table, referral_id: UUID) -> Sequence[Row[Any]]:
        theirs = select(table).where(table.c.referral_id == referral_id)
        return self._connection.execute(theirs.order_by(table.c.number)).all()
