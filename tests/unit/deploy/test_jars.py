"""The archives are fetched once, and a machine that cannot says why."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from deploy.local.jars import CannotRun, jars, java

FETCHES = """#!/bin/sh
echo fetched >> "{folder}/fetches"
for option; do case "$option" in -DoutputDirectory=*) mkdir -p "${{option#*=}}";; esac; done
"""
FAILS = "#!/bin/sh\necho '[ERROR] the network is unreachable'\nexit 1\n"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with an empty cache, and only the programs that a test puts into its folder."""
    monkeypatch.setenv("WARMPATH_JARS", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin")
    return tmp_path


def install(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(script)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_archives_are_fetched_once_however_many_ask(machine: Path) -> None:
    install(machine, "mvn", FETCHES.format(folder=machine))

    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(jars, ["kafka"] * 4))

    assert [folder.is_dir() for folder in found] == [True]
    assert (machine / "fetches").read_text().splitlines() == ["fetched"]


def test_a_failed_fetch_says_why_and_leaves_nothing_half_done(machine: Path) -> None:
    install(machine, "mvn", FAILS)
    with pytest.raises(CannotRun, match="network is unreachable"):
        jars("neo4j")

    install(machine, "mvn", FETCHES.format(folder=machine))

    assert jars("neo4j").is_dir()


def test_a_machine_without_maven_says_so(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(machine))

    with pytest.raises(CannotRun, match="no Maven"):
        jars("kafka")


def test_a_runtime_without_a_compiler_is_no_development_kit(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(machine))
    install(machine, "java", "#!/bin/sh\n")

    with pytest.raises(CannotRun, match="development kit"):
        java()


def test_the_cache_is_the_users_own(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(machine, "mvn", FETCHES.format(folder=machine))
    monkeypatch.delenv("WARMPATH_JARS")
    monkeypatch.setenv("XDG_CACHE_HOME", str(machine / "own"))

    assert jars("kafka").parent == machine / "own" / "warmpath" / "jars"
