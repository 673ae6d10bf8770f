"""Neo4j's bulk import: a whole database from files, in minutes where statements take hours.

Offline, for Community has one database and it is replaced.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from deploy.local.jars import jars, java
from deploy.local.neo4j_server import OPENED


class NotImported(Exception):
    """The importer gave up; the end of what it said."""


def bulk_import(
    home: Path,
    nodes: Iterable[tuple[str, Path]],
    relationships: Iterable[tuple[str, Path]],
    heap: str = "2g",
) -> None:
    """Replace the database in a server's `home` while the server is stopped.

    Each file is CSV with a header in Neo4j's notation, its nodes' `:ID` an integer; each pair
    names the files' label or relationship type. Raises CannotRun, NotImported.
    """
    (home / "conf").mkdir(parents=True, exist_ok=True)
    told = {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    command = [java(), f"-Xmx{heap}"]
    command += [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
    command += ["-cp", f"{jars('neo4j')}/*", "org.neo4j.cli.AdminTool"]
    command += ["database", "import", "full", "neo4j", "--id-type=integer"]
    command += [f"--report-file={home}/import.report", "--overwrite-destination"]
    command += [*(f"--nodes={label}={file}" for label, file in nodes)]
    command += [f"--relationships={kind}={file}" for kind, file in relationships]
    _run(command, told)


def _run(command: list[str], told: Mapping[str, str]) -> None:
    done = subprocess.run(  # noqa: S603 - programs of this machine
        command, env=os.environ | told, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise NotImported((done.stdout + done.stderr)[-2000:])
