"""The words of the house, and what no file may contain."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEVER = {
    "another product's word": re.compile(r"connection request|contact sync|\bleads? ?gen", re.I),
    "a folder of one machine": re.compile(r"(?<![\w.])/(?:work|root|home/\w+)/"),
}
TEXT = (".py", ".md", ".toml", ".lock", ".yml", ".json", ".html", ".txt", ".mako", "Makefile")


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    return [ROOT / name for name in listed if name.endswith(TEXT) and (ROOT / name).exists()]


@pytest.mark.parametrize("what", NEVER)
def test_no_file_contains(what: str) -> None:
    here = Path(__file__).resolve()
    found = [path for path in tracked() if path != here and NEVER[what].search(path.read_text())]

    assert found == []


@pytest.mark.parametrize("lock", sorted(ROOT.glob("*.lock")), ids=lambda path: path.name)
def test_a_lock_file_names_no_address(lock: Path) -> None:
    text = lock.read_text()

    assert "://" not in text
    assert text.count("--hash=sha256:") >= text.count("==")
