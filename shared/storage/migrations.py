"""Brings a store to the newest shape: the shared tables and the service's own, two branches.

python -m shared.storage.migrations services.profiles            migrate $STORE_URL
python -m shared.storage.migrations services.profiles "why"      write a migration by comparing
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, Table, func, select, text

from shared.errors import CannotStart
from shared.settings import read_store_url
from shared.starting import starting
from shared.storage.database import Database
from shared.storage.tables import metadata as shared_tables

SHARED = Path(__file__).parent / "alembic"
SHARED_VERSIONS = SHARED / "versions"


ONE_AT_A_TIME = 0x7761726D70617468  # the lock's number in Postgres: "warmpath"


class NotMigrated(CannotStart):
    """The store is not at the newest migration."""


def versions_of(service: str) -> Path:
    """Where the migrations of a service lie; it is named (`services.profiles`), not imported."""
    return Path(str(import_module(f"{service}.migrations").__path__[0])) / "versions"


def tables_of(service: str) -> list[Table]:
    """Every table of a service's store, those that others point at first; it is named."""
    own = import_module(f"{service}.adapters.tables").metadata
    return [*shared_tables.sorted_tables, *own.sorted_tables]


def upgrade(database: Database, versions: Path) -> None:
    """Migrate to the newest shape, in one transaction. `versions` is the service's own folder.

    Of several that begin at once one does it, and the others find it done.
    """
    with database.write() as connection:
        _wait_for_others(connection)
        config = _config(connection, versions)
        # A service's own migrations may count on the shared tables being new already.
        command.upgrade(config, "shared@head")
        command.upgrade(config, "heads")


def check(database: Database, versions: Path) -> None:
    """Raises NotMigrated if the store is older (or newer) than this code."""
    with database.read() as connection:
        here = set(MigrationContext.configure(connection).get_current_heads())
        scripts = ScriptDirectory.from_config(_config(connection, versions))
    if here != set(scripts.get_heads()):
        raise NotMigrated(
            "STORE_URL: the store is not at the newest migration; "
            "`warmpath up` brings it there, or `python -m shared.storage.migrations services.…`."
        )


def open_migrated(url: str, versions: Path) -> Database:
    """The store at `url`, for a process to work with. Raises UnknownStore, NotMigrated."""
    database = Database(url)
    try:
        check(database, versions)
    except Exception:
        database.close()
        raise
    return database


def differences(database: Database, metadata: MetaData) -> list[object]:
    """What a migrated store lacks, or has too much, beside the shared and the given tables."""
    with database.read() as connection:
        context = MigrationContext.configure(connection)
        return list(compare_metadata(context, [shared_tables, metadata]))  # type: ignore[arg-type]


def _wait_for_others(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))


def write_migration(database: Database, versions: Path, metadata: MetaData, why: str) -> None:
    """Compare a migrated store with `metadata` and write what differs as a new migration."""
    branch = "shared" if versions == SHARED_VERSIONS else versions.parent.parent.name
    started = any(versions.glob("*.py"))
    with database.write() as connection:
        command.revision(
            _config(connection, versions, [shared_tables, metadata]),
            why,
            autogenerate=True,
            head=f"{branch}@head" if started else "base",
            branch_label=None if started else branch,
            version_path=str(versions),
        )


def _config(connection: Connection, versions: Path, metadata: Sequence[MetaData] = ()) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SHARED))
    config.set_main_option("path_separator", "os")
    folders = dict.fromkeys([str(SHARED_VERSIONS), str(versions)])
    config.set_main_option("version_locations", os.pathsep.join(folders))
    config.attributes["connection"] = connection
    config.attributes["metadata"] = metadata
    return config


def main(service: str, why: str | None = None) -> None:
    """Migrate the service's store, or write the next migration when told `why`."""
    versions = versions_of(service)
    with starting():
        database = Database(read_store_url())
        upgrade(database, versions)
    if why:
        versions.mkdir(exist_ok=True)
        tables = import_module(f"{service}.adapters.tables")
        write_migration(database, versions, tables.metadata, why)
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
