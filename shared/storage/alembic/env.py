"""Alembic's entry for every service: runs inside the transaction that migrations.py opened."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from shared.storage.columns import UtcTime


def plain_types(kind: str, item: Any, autogenerate: object) -> str | Literal[False]:
    """A written migration names SQLAlchemy's own types, so that it never changes with our code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcTime) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes["metadata"],
    render_as_batch=True,
    render_item=plain_types,
)
context.run_migrations()
