"""Stores of the kind that `--store` names, made by the migrations once and copied from then on.

A store has a folder and a name, whatever its kind, and is gone with the test that made the folder.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Protocol

import psycopg
from sqlalchemy import MetaData

from deploy.local.postgres_server import as_store_url
from shared.storage import migrations
from shared.storage.database import Database

Shape = tuple[Path, MetaData | None]
"""A folder of migrations, and tables that only tests know."""


class Stores(Protocol):
    """Makes the stores of one kind."""

    def url(self, folder: Path, name: str) -> str:
        """Where the store of that name is, or would be."""

    def make(self, folder: Path, name: str, shape: Shape) -> None:
        """Make it, empty; nothing if it is there."""

    def copy(self, folder: Path, to: Path) -> None:
        """Copy every store of a folder, none of them open, to another."""

    def drop(self, folder: Path) -> None:
        """Remove every store of that folder."""


class SqliteStores:
    """Files in the folder."""

    def url(self, folder: Path, name: str) -> str:
        return f"sqlite:///{folder / name}.db"

    def make(self, folder: Path, name: str, shape: Shape) -> None:
        path = folder / f"{name}.db"
        if not path.exists():
            path.write_bytes(_template(shape))

    def copy(self, folder: Path, to: Path) -> None:
        for path in folder.glob("*.db*"):
            shutil.copy(path, to)

    def drop(self, folder: Path) -> None:
        """pytest removes the folder."""


class PostgresStores:
    """Databases of one server, each a copy of a template."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._templates: dict[Shape, str] = {}
        self._made: dict[Path, set[str]] = {}

    def url(self, folder: Path, name: str) -> str:
        return self._url_of(_identity(folder, name))

    def make(self, folder: Path, name: str, shape: Shape) -> None:
        if self._is_there(_identity(folder, name)):
            return
        if shape not in self._templates:
            self._templates[shape] = self._new_template(shape)
        self._create(folder, name, self._templates[shape])

    def copy(self, folder: Path, to: Path) -> None:
        for name in self._made.get(folder, set()):
            self._create(to, name, _identity(folder, name))

    def drop(self, folder: Path) -> None:
        for name in self._made.pop(folder, set()):
            self._run(f"DROP DATABASE {_identity(folder, name)} WITH (FORCE)")

    def _create(self, folder: Path, name: str, template: str) -> None:
        self._run(f"CREATE DATABASE {_identity(folder, name)} TEMPLATE {template}")
        self._made.setdefault(folder, set()).add(name)

    def _new_template(self, shape: Shape) -> str:
        name = f"template_{len(self._templates)}"
        self._run(f"CREATE DATABASE {name}")
        _shape(self._url_of(name), shape)
        return name

    def _url_of(self, database: str) -> str:
        return as_store_url(f"{self._url.rpartition('/')[0]}/{database}")

    def _is_there(self, database: str) -> bool:
        with psycopg.connect(self._url) as connection:
            found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [database])
            return found.rowcount > 0

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(statement.encode())


SERVER = "WARMPATH_TEST_POSTGRES"
_chosen: Stores = PostgresStores(os.environ[SERVER]) if SERVER in os.environ else SqliteStores()


def choose(stores: Stores) -> Stores:
    """Make all stores of this kind from now on. Returns the kind chosen before."""
    global _chosen
    before, _chosen = _chosen, stores
    return before


def store_url(folder: Path, name: str) -> str:
    """Where the store of that name is, or would be."""
    return _chosen.url(folder, name)


def made_store(folder: Path, name: str, versions: Path, tables: MetaData | None = None) -> str:
    """The URL of a store at its newest migration: empty, unless it was there."""
    _chosen.make(folder, name, (versions, tables))
    return _chosen.url(folder, name)


def new_store(folder: Path, name: str = "store") -> Database:
    """A store with the shared tables, or the one that is there by that name."""
    return Database(made_store(folder, name, migrations.SHARED_VERSIONS))


def copy_stores(folder: Path, to: Path) -> None:
    """Copy every store of a folder to another."""
    _chosen.copy(folder, to)


def drop_stores(folder: Path) -> None:
    """The stores of that folder are needed no more."""
    _chosen.drop(folder)


def _identity(folder: Path, name: str) -> str:
    return f"{name}_{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"


def _shape(url: str, shape: Shape) -> None:
    versions, tables = shape
    database = Database(url)
    migrations.upgrade(database, versions)
    if tables is not None:
        with database.write() as connection:
            tables.create_all(connection)
    database.close()


@cache
def _template(shape: Shape) -> bytes:
    folder = Path(tempfile.mkdtemp())
    _shape(f"sqlite:///{folder}/template.db", shape)
    content = (folder / "template.db").read_bytes()
    shutil.rmtree(folder)
    return content
