"""Every setting is documented where an operator looks, and does something."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deploy import settings_page
from shared.eventlog.kafka_settings import OPTIONS

ROOT = Path(__file__).parents[2]
SERVICES = ("profiles", "postings", "referrals")
READ = re.compile(r"""env\.\w+\(\s*["']([A-Z][A-Z0-9_]+)["']""")


DEFAULT = re.compile(r"""env\.\w+\(\s*["'](\w+)["'](?:, (?!validate)([^,()]+))?""")
GUNICORNS = re.compile(r"""environ\.get\(["'](\w+)["'](?:, ["'](.+?)["'])?\)""")
SAID = {"None": "not measured", '"127.0.0.1"': "`127.0.0.1`", '""': "none", "[]": "nobody"}
SAID |= {"NO_REPLY": "an address that leads nowhere"}
SAID |= {'"INFO"': "`INFO`", "": "needed"}


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


@pytest.mark.parametrize("service", SERVICES)
def test_a_canvas_tells_the_default_that_the_code_has(service: str) -> None:
    code = (ROOT / "shared/settings.py").read_text()
    code += (ROOT / "services" / service / "settings.py").read_text()
    canvas = (ROOT / "services" / service / "README.md").read_text()
    told = {name.strip("`"): default for name, _, default in settings_page.ROW.findall(canvas)}

    assert told == {name: SAID[default] for name, default in DEFAULT.findall(code)}


def test_gunicorns_settings_are_told_with_their_defaults() -> None:
    text = (ROOT / "deploy/gunicorn.conf.py").read_text()
    told = {name.strip("`"): default for name, _, default in settings_page.ROW.findall(text)}
    read = {name: f"`{default}`" for name, default in GUNICORNS.findall(text)}

    assert read.pop("WEB_WORKERS") == "``", "it depends on the cores"
    assert told.pop("WEB_WORKERS") == "one for each core it may use"
    assert told == read


def test_the_page_of_all_settings_is_up_to_date() -> None:
    assert settings_page.PAGE.read_text() == settings_page.page(), "run: make settings"


def test_the_page_has_every_setting() -> None:
    page = settings_page.page()
    named = {name for service in SERVICES for name in settings_of(service)}

    assert [name for name in named if f"| `{name}` |" not in page] == []
    assert [option for option in OPTIONS if f"`{option}`" not in page] == []
