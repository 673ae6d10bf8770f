"""A store has the shape that the code expects, or the process does not start."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table

from shared.storage import migrations
from shared.storage.database import Database
from shared.storage.migrations import SHARED_VERSIONS, NotMigrated


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path}/store.db")
    yield database
    database.close()


@pytest.fixture
def versions(tmp_path: Path) -> Path:
    """A service's own folder of migrations, with one in it that adds a table."""
    folder = tmp_path / "shelves" / "migrations" / "versions"
    folder.mkdir(parents=True)
    database = Database(f"sqlite:///{tmp_path}/comparing.db")
    migrations.upgrade(database, SHARED_VERSIONS)
    migrations.write_migration(database, folder, shelves(), "shelves")
    database.close()
    return folder


def shelves() -> MetaData:
    metadata = MetaData()
    Table("shelves", metadata, Column("id", Integer, primary_key=True))
    return metadata


def test_a_migrated_store_has_what_the_code_describes(empty: Database) -> None:
    migrations.upgrade(empty, SHARED_VERSIONS)

    migrations.check(empty, SHARED_VERSIONS)
    assert migrations.differences(empty, MetaData()) == []


def test_migrating_again_changes_nothing(empty: Database) -> None:
    for _ in range(2):
        migrations.upgrade(empty, SHARED_VERSIONS)

    migrations.check(empty, SHARED_VERSIONS)


def test_a_store_that_was_never_migrated_is_refused(empty: Database) -> None:
    with pytest.raises(NotMigrated):
        migrations.check(empty, SHARED_VERSIONS)


def test_a_service_has_its_own_tables_beside_the_shared_ones(
    empty: Database, versions: Path
) -> None:
    migrations.upgrade(empty, versions)

    migrations.check(empty, versions)
    assert migrations.differences(empty, shelves()) == []


def test_a_store_older_than_the_code_is_refused(empty: Database, versions: Path) -> None:
    migrations.upgrade(empty, SHARED_VERSIONS)

    with pytest.raises(NotMigrated):
        migrations.check(empty, versions)


def test_a_table_that_no_migration_makes_is_noticed(empty: Database) -> None:
    migrations.upgrade(empty, SHARED_VERSIONS)

    assert migrations.differences(empty, shelves()) != []


def test_a_migration_that_fails_leaves_the_store_as_it_was(empty: Database, versions: Path) -> None:
    [script] = versions.glob("*.py")
    script.write_text(
        script.read_text().replace(
            "def upgrade() -> None:", "def upgrade() -> None:\n    op.execute('nonsense')"
        )
    )

    with pytest.raises(Exception, match="nonsense"):
        migrations.upgrade(empty, versions)

    with empty.read() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
    assert tables == []


def test_processes_that_migrate_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    databases = [Database(f"sqlite:///{tmp_path}/store.db") for _ in range(3)]
    databases[0].ping()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(_upgrade, databases))

    for database in databases:
        migrations.check(database, SHARED_VERSIONS)
        database.close()


def _upgrade(database: Database) -> None:
    migrations.upgrade(database, SHARED_VERSIONS)
