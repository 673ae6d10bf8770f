"""Writes docs/reference/settings.md, every setting in one table: `make settings`.

It is put together from where each is described beside its code: the services' canvases, the head
of deploy/gunicorn.conf.py, and that of shared/eventlog/kafka_settings.py for the log's URL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from deploy.start import PORTAL, SERVICES

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "settings.md"
ROW = re.compile(r"^\| (`[A-Z][A-Z_]+`) \| (.+) \| (.+) \|$", re.MULTILINE)
TABLE = re.compile(r"(?:^ *\|.+\n)+", re.MULTILINE)
TOP = """\
# Every setting

Made by `make settings`; change what it is made of. A setting of a service can come from a file
instead: set `NAME_FILE` to its path.

| setting | of | meaning | default |
|---|---|---|---|
"""
KAFKA = """
## Options of a `kafka://` URL

In `EVENT_LOG_URL`, after a `?`, joined by `&`.

"""


def page() -> str:
    """The whole page."""
    rows = "".join(f"| {name} | {of} | {told} |\n" for (name, told), of in _settings().items())
    return TOP + rows + KAFKA + _kafka()


def _settings() -> dict[tuple[str, str], str]:
    """Whose each is, by name and what is told of it: one row where services say the same."""
    owners: dict[tuple[str, str], list[str]] = {}
    for owner, name, told in _rows():
        owners.setdefault((name, told), []).append(owner)
    return {row: ", ".join(_gathered(of)) for row, of in owners.items()}


def _gathered(of: list[str]) -> list[str]:
    if set(SERVICES) <= set(of):
        return ["every service", *(each for each in of if each not in SERVICES)]
    return of


def _rows() -> Iterator[tuple[str, str, str]]:
    for service in (*SERVICES, PORTAL):
        canvas = (ROOT / "services" / service / "README.md").read_text()
        for name, meaning, default in ROW.findall(canvas.partition("## Settings")[2]):
            yield service, name, f"{meaning} | {default}"
    for name, meaning, default in ROW.findall((ROOT / "deploy/gunicorn.conf.py").read_text()):
        yield "every web process", name, f"{meaning} | {default}"


def _kafka() -> str:
    told = TABLE.search((ROOT / "shared/eventlog/kafka_settings.py").read_text())
    return told.group() if told else ""


if __name__ == "__main__":
    PAGE.write_text(page())
