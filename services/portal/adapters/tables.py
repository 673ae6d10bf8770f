"""The tables of the portal's store: who is signed in at which browser, and who just did."""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary, MetaData, Table, Text, Uuid

from shared.storage.columns import UtcTime
from shared.storage.tables import metadata as shared_tables

metadata = MetaData(naming_convention=shared_tables.naming_convention)

browser_sessions = Table(
    "browser_sessions",
    metadata,
    Column("id_hash", LargeBinary, primary_key=True),
    Column("person_id", Uuid, nullable=False, index=True),
    Column("sealed", Text, nullable=False),
    Column("refreshed_at", UtcTime, nullable=False),
    Column("renewing_until", UtcTime),
    Column("written", Text),
)
"""`sealed` holds the tokens, unreadable without the browser's cookie; `written` names the last
write, so that the next page shows it."""

sign_ins = Table(
    "sign_ins",
    metadata,
    Column("form_hash", LargeBinary, primary_key=True),
    Column("begun_at", UtcTime, nullable=False),
    Column("sealed", Text),
)
"""By the form that was sent; `sealed` is the cookie that came of it, once there is one."""
