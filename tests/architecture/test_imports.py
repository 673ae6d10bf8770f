"""Who may import whom: the contracts stand in pyproject.toml."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVICES = ("profiles", "postings", "referrals")
SOURCES = sorted([*ROOT.glob("services/**/*.py"), *ROOT.glob("shared/**/*.py")])


def test_every_import_contract_is_kept() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    kept = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert kept.returncode == 0, kept.stdout


@pytest.mark.parametrize("service", SERVICES)
def test_only_the_wiring_names_an_adapter(service: str) -> None:
    house = ROOT / "services" / service
    naming = {
        path.relative_to(house).parts[0]
        for path in house.glob("**/*.py")
        if "adapters" not in path.relative_to(house).parts
        and f"services.{service}.adapters" in path.read_text()
    }

    assert naming <= {"bootstrap.py"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_made_at_import(path: Path) -> None:
    makers = {"create_engine", "Flask", "create_app", "Database", "Container", "open_event_log"}
    made = [
        call.lineno
        for statement in ast.parse(path.read_text()).body
        if not isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.If)
        for call in ast.walk(statement)
        if isinstance(call, ast.Call) and _name(call.func) in makers
    ]

    assert made == []


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
