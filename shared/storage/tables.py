"""The tables that every service's store has besides its own: one room for what `shared` keeps.

outbox, sequences      events on their way out, and how many each subject has had
inbox, seen            events that took effect (history by id, facts by newest sequence per sink)
offsets, dead_letters  how far each consumer group read, and what it had to set aside
lags                   how much each consumer group had left to read when its heart last beat
told_again, builds     topics whose facts a sink is to be told again; when one was built anew
leases                 which process is the active one
idempotency_keys       answers already given to a POST
signing_keys, foreign_keys   our own keys, and other services' public ones
rate_windows           how often somebody did something lately
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from shared.storage.columns import BigNumber, UtcTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

outbox = Table(
    "outbox",
    metadata,
    Column("position", BigNumber, primary_key=True, autoincrement=True),
    Column("event_id", Uuid, nullable=False, unique=True),
    Column("subject", Uuid, nullable=False),
    Column("topic", String(80), nullable=False),
    Column("headers", JSON, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("written_at", UtcTime, nullable=False),
    Column("published_at", UtcTime),
    sqlite_autoincrement=True,
)
_WAITING = outbox.c.published_at.is_(None)
Index(
    "ix_outbox_waiting",
    outbox.c.position,
    sqlite_where=_WAITING,
    postgresql_where=_WAITING,
)

sequences = Table(
    "sequences",
    metadata,
    Column("subject", Uuid, primary_key=True),
    Column("sequence", Integer, nullable=False),
)

inbox = Table(
    "inbox",
    metadata,
    Column("sink", String(60), primary_key=True),
    Column("event_id", Uuid, primary_key=True),
    Column("applied_at", UtcTime, nullable=False),
)

seen = Table(
    "seen",
    metadata,
    Column("sink", String(60), primary_key=True),
    Column("subject", Uuid, primary_key=True),
    Column("sequence", Integer, nullable=False),
)

offsets = Table(
    "offsets",
    metadata,
    Column("group", String(60), primary_key=True),
    Column("topic", String(80), primary_key=True),
    Column("partition", Integer, primary_key=True),
    Column("next_offset", BigNumber, nullable=False),
)

lags = Table(
    "lags",
    metadata,
    Column("group", String(60), primary_key=True),
    Column("topic", String(80), primary_key=True),
    Column("partition", Integer, primary_key=True),
    Column("behind", BigNumber, nullable=False),
)

told_again = Table(
    "told_again",
    metadata,
    Column("sink", String(60), primary_key=True),
    Column("topic", String(80), primary_key=True),
)

builds = Table(
    "builds",
    metadata,
    Column("sink", String(60), primary_key=True),
    Column("built_at", UtcTime),
    Column("built_from", BigNumber),
    Column("next_begun_at", UtcTime),
    Column("next_events", BigNumber),
    Column("next_told_at", UtcTime),
)

dead_letters = Table(
    "dead_letters",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("group", String(60), nullable=False),
    Column("topic", String(80), nullable=False),
    Column("partition", Integer, nullable=False),
    Column("offset", BigNumber, nullable=False),
    Column("subject", Text, nullable=False),
    Column("headers", JSON, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("reason", Text, nullable=False),
    Column("set_aside_at", UtcTime, nullable=False),
    Column("replayed_at", UtcTime),
    UniqueConstraint("group", "topic", "partition", "offset"),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("holder", String(120), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
)

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("caller", String(60), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("request_hash", String(64), nullable=False),
    Column("status", Integer),
    Column("headers", JSON),
    Column("body", LargeBinary),
    Column("written_at", UtcTime, nullable=False, index=True),
)

signing_keys = Table(
    "signing_keys",
    metadata,
    Column("kid", String(60), primary_key=True),
    Column("private_key", JSON, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("retired_at", UtcTime),
)

foreign_keys = Table(
    "foreign_keys",
    metadata,
    Column("issuer", String(60), primary_key=True),
    Column("key_set", JSON, nullable=False),
    Column("fetched_at", UtcTime, nullable=False),
)

rate_windows = Table(
    "rate_windows",
    metadata,
    Column("who", String(120), primary_key=True),
    Column("what", String(60), primary_key=True),
    Column("window_start", UtcTime, primary_key=True),
    Column("count", Integer, nullable=False),
)
