"""Column types that mean the same on every store."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

BigNumber = BigInteger().with_variant(Integer(), "sqlite")
"""64 bits. SQLite's own numbers have them anyway, and it counts up only what it calls INTEGER."""

OrderedText = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that is compared by its bytes, whatever language a server was set up for."""


class UtcTime(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC. A naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time needs its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
