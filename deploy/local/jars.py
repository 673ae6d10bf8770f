"""The servers' Java archives, fetched once into the user's cache by Maven."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent


class CannotRun(Exception):
    """This machine lacks what the server needs: one sentence that says what."""


def jars(name: str) -> Path:
    """The folder with everything that `name`.pom.xml asks for. Raises CannotRun.

    The first call on a machine fetches it, under a lock: `$WARMPATH_JARS`, else the user's cache.
    """
    pom = HERE / f"{name}.pom.xml"
    version = hashlib.sha256(pom.read_bytes()).hexdigest()[:12]
    folder = _cache() / f"{name}-{version}"
    if not folder.is_dir():
        with _lock(_cache() / f"{name}.lock"):
            if not folder.is_dir():
                _fetch(pom, folder)
    return folder


def java() -> str:
    """The Java launcher, of a JDK 17 or later. Raises CannotRun."""
    found = shutil.which("java")
    if found is None or shutil.which("javac") is None:
        raise CannotRun("There is no Java development kit here; install OpenJDK 17 or later.")
    return found


def _cache() -> Path:
    chosen = os.environ.get("WARMPATH_JARS")
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(chosen) if chosen else Path(home) / "warmpath" / "jars"


def _fetch(pom: Path, folder: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise CannotRun(f"There is no Maven here to fetch {folder.name} with; install maven.")
    with tempfile.TemporaryDirectory(dir=folder.parent) as made:
        copy = [maven, "-q", "-B", "-f", str(pom), "dependency:copy-dependencies"]
        options = [f"-DoutputDirectory={made}/jars", "-DincludeScope=runtime"]
        done = subprocess.run([*copy, *options], capture_output=True, text=True, check=False)  # noqa: S603 - programs of this machine
        if done.returncode != 0:
            raise CannotRun(f"Maven could not fetch {folder.name}: {_first_line(done.stdout)}")
        Path(made, "jars").rename(folder)


def _first_line(output: str) -> str:
    return next((line for line in output.splitlines() if line.strip()), "it did not say why")


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
