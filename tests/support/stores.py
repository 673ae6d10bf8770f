"""Stores with the shared tables, made by the migrations once and copied from then on."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from shared.storage import migrations
from shared.storage.database import Database


def new_store(folder: Path, name: str = "store") -> Database:
    """A store of its own in the folder, or the one that is there by that name."""
    path = folder / f"{name}.db"
    if not path.exists():
        migrate(path, migrations.SHARED_VERSIONS)
    return Database(f"sqlite:///{path}")


def migrate(path: Path, versions: Path) -> None:
    """Make a file the store of a service, empty and at its newest migration."""
    path.write_bytes(_template(versions))


@cache
def _template(versions: Path) -> bytes:
    folder = Path(tempfile.mkdtemp())
    database = Database(f"sqlite:///{folder}/template.db")
    migrations.upgrade(database, versions)
    database.close()
    content = (folder / "template.db").read_bytes()
    shutil.rmtree(folder)
    return content
