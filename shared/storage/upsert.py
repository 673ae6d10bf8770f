"""INSERT … ON CONFLICT, which Postgres and SQLite spell alike: what is built here runs on both."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert as upsert

__all__ = ["upsert"]
