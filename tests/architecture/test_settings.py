"""Every setting is documented where an operator looks, and does something."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVICES = ("profiles", "postings", "referrals")
READ = re.compile(r"""env\.\w+\(\s*["']([A-Z][A-Z0-9_]+)["']""")


def settings_of(service: str) -> list[str]:
    return shared_settings() + READ.findall(
        (ROOT / "services" / service / "settings.py").read_text()
    )


def shared_settings() -> list[str]:
    return READ.findall((ROOT / "shared/settings.py").read_text())


def test_the_settings_are_found_at_all() -> None:
    assert "STORE_URL" in shared_settings()


@pytest.mark.parametrize("service", SERVICES)
def test_every_setting_stands_in_the_canvas_of_its_service(service: str) -> None:
    canvas = (ROOT / "services" / service / "README.md").read_text()

    assert [name for name in settings_of(service) if f"`{name}`" not in canvas] == []


@pytest.mark.parametrize("service", SERVICES)
def test_no_canvas_documents_a_setting_that_does_not_exist(service: str) -> None:
    canvas = (ROOT / "services" / service / "README.md").read_text()
    table = canvas.split("## Settings")[1].split("\n## ")[0]
    documented = re.findall(r"^\| `([A-Z][A-Z0-9_]+)`", table, re.MULTILINE)

    assert sorted(documented) == sorted(set(settings_of(service)))


@pytest.mark.parametrize("service", SERVICES)
def test_no_setting_is_dead(service: str) -> None:
    source = (ROOT / "services" / service / "settings.py").read_text()
    source += (ROOT / "shared/settings.py").read_text()
    fields = set(re.findall(r"^    ([a-z_]+): ", source, re.MULTILINE))
    code = "".join(
        path.read_text()
        for folder in (ROOT / "services" / service, ROOT / "shared")
        for path in folder.glob("**/*.py")
        if path.name != "settings.py"
    )

    assert [field for field in fields if f".{field}" not in code] == []
