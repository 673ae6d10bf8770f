"""The portal: settings told where an operator looks, templates that exist, words of the house."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deploy import settings_page

ROOT = Path(__file__).parents[2]
PORTAL = ROOT / "services" / "portal"
READ = re.compile(r"""env\.\w+\(\s*["']([A-Z][A-Z0-9_]+)["']""")
TEMPLATES = sorted((PORTAL / "templates").glob("*.html"))


def settings() -> list[str]:
    return READ.findall((PORTAL / "settings.py").read_text())


def test_every_setting_stands_in_the_canvas_and_no_other() -> None:
    canvas = (PORTAL / "README.md").read_text()
    told = [name.strip("`") for name, _, _ in settings_page.ROW.findall(canvas)]

    assert sorted(told) == sorted(settings())


def test_no_setting_is_dead() -> None:
    fields = re.findall(r"^    ([a-z_]+): ", (PORTAL / "settings.py").read_text(), re.MULTILINE)
    code = "".join(
        path.read_text()
        for folder in (PORTAL, ROOT / "shared", PORTAL / "templates")
        for path in [*folder.glob("**/*.py"), *folder.glob("*.html")]
        if path != PORTAL / "settings.py"
    )

    assert [field for field in fields if f".{field}" not in code] == []


@pytest.mark.parametrize("part", ["Owns", "API", "Events out", "Events in", "Settings"])
def test_it_has_a_whole_canvas(part: str) -> None:
    assert re.search(rf"^## {part}\b", (PORTAL / "README.md").read_text(), re.MULTILINE)


def test_its_entry_holds_no_mechanics() -> None:
    assert len((PORTAL / "web.py").read_text().splitlines()) < 25


def test_only_its_wiring_names_an_adapter() -> None:
    naming = {
        path.relative_to(PORTAL).parts[0]
        for path in PORTAL.glob("**/*.py")
        if "adapters" not in path.relative_to(PORTAL).parts
        and "services.portal.adapters" in path.read_text()
    }

    assert naming == {"bootstrap.py"}


def test_it_knows_no_other_service_but_by_name() -> None:
    text = "".join(path.read_text() for path in PORTAL.glob("**/*.py"))

    assert re.findall(r"services\.(?:profiles|postings|referrals)\b", text) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_inline_script_or_style(template: Path) -> None:
    text = template.read_text()

    assert re.findall(r"<script(?![^>]*(?:src=|application/ld\+json))|<style| style=", text) == []
    assert re.findall(r"\son\w+=", text) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_nothing_but_fixed_text_goes_out_unescaped(template: Path) -> None:
    unescaped = re.findall(r"\{\{([^}]*)\|\s*safe", template.read_text())

    assert [each.strip() for each in unescaped] in ([], ["extra"])


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_form_that_does_something_carries_its_token(template: Path) -> None:
    forms = re.findall(r'<form[^>]*method="post".*?</form>', template.read_text(), re.DOTALL)

    assert [
        form[:80] for form in forms if not re.search(r"m\.hidden\(\)|name=\"token\"", form)
    ] == []


def test_every_template_is_used() -> None:
    code = "".join(path.read_text() for path in [*PORTAL.glob("**/*.py"), *TEMPLATES])

    assert [path.name for path in TEMPLATES if f'"{path.name}"' not in code] == []
