"""The tables of the file that the graph rests on."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Uuid,
    text,
)

POSTING = 4
"""The kind of a record that says nothing: what it stands for is read as a fact."""

TABLES = MetaData()
FACTS = Table(
    "facts",
    TABLES,
    Column("subject", Uuid, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("change", Integer, nullable=False, unique=True),
    Column("type", String, nullable=False),
    Column("topic", String, nullable=False),
    Column("headers", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
RECORDS = Table(
    "records",
    TABLES,
    Column("change", Integer, primary_key=True, autoincrement=False),
    Column("kind", Integer, nullable=False),
    Column("record", LargeBinary, nullable=False),
)
Index("postings", RECORDS.c.change, sqlite_where=text(f"kind = {POSTING}"))
POSITION = Table(
    "position",
    TABLES,
    Column("generation", Integer, nullable=False),
    Column("change", Integer, nullable=False),
)
ORIGIN = Table("origin", TABLES, Column("id", Uuid, nullable=False))
