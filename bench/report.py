"""What a run found, for the eyes: a table in Markdown and a plot as SVG."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape
from importlib.metadata import version
from math import log10
from pathlib import Path

from bench.figures import Figure

LIBRARIES = (
    "kafka-python", "neo4j", "neo4j-rust-ext", "numba", "numpy", "sqlalchemy", "pysqlite3",
    "networkit", "igraph",
)  # fmt: skip
ROW = 26  # pixels
LEFT, RIGHT = 440, 320
DECADES = 2  # on either side of the goal


def machine() -> Mapping[str, str]:
    """What the figures depend on besides the code."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    found = {
        "cores": str(os.cpu_count()),
        "memory": f"{memory:.0f} GB",
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
    }
    return found | {name: version(name) for name in LIBRARIES}


def markdown(figures: Sequence[Figure], scale: str, on: date, plot: str) -> str:
    """The whole page."""
    about = " · ".join(f"{name} {value}" for name, value in machine().items())
    return "\n".join(
        [
            f"# Benchmarks, {scale} network, {on}",
            "",
            f"`make bench` on {about}.",
            "",
            *table(figures),
            "",
            f"![How much of each goal is used up]({plot})",
            "",
        ]
    )


def table(figures: Sequence[Figure]) -> Iterator[str]:
    """One line for each figure, its goal beside it."""
    yield "| what | seen | goal | |"
    yield "|---|---:|---:|---|"
    for figure in figures:
        seen = _said(figure.seen, figure.unit)
        yield f"| {figure.what} | {seen} | {_goal(figure)} | {_verdict(figure)} |"


def plot(figures: Sequence[Figure]) -> str:
    """A bar for each figure with a goal: left of the line is better, each step ten times."""
    shown = [figure for figure in figures if figure.goal is not None]
    width, height = LEFT + RIGHT + 20, ROW * (len(shown) + 2)
    middle = LEFT + RIGHT / 2
    bars = [line for row, figure in enumerate(shown) for line in _bar(row, figure, middle)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
            ' font-family="sans-serif" font-size="13">',
            f'<rect width="{width}" height="{height}" fill="#fff"/>',
            *bars,
            f'<path d="M{middle} 0V{ROW * (len(shown) + 1)}" stroke="#333"/>',
            f'<text x="{middle}" y="{ROW * (len(shown) + 1.6)}" text-anchor="middle">goal</text>',
            "</svg>",
            "",
        ]
    )


def write(
    figures: Sequence[Figure], scale: str, on: date, folder: Path, only: Sequence[str] = ()
) -> Path:
    """Put page and plot into the folder, in place of the last ones of that scale; of a run of
    some benchmarks only, of the same ones.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = "-".join([scale, *only])
    (folder / f"{name}.svg").write_text(plot(figures))
    page = folder / f"{name}.md"
    page.write_text(markdown(figures, scale, on, f"{name}.svg"))
    return page


def _bar(row: int, figure: Figure, middle: float) -> Iterator[str]:
    share = max(-DECADES, min(DECADES, log10(max(figure.of_goal, 1e-9))))
    length = share / DECADES * RIGHT / 2
    left, top = min(middle, middle + length), row * ROW + 6
    colour = "#2a7f62" if figure.met else "#c4542d"
    yield f'<text x="{LEFT - 10}" y="{top + 14}" text-anchor="end">{escape(figure.what)}</text>'
    yield f'<rect x="{left:.1f}" y="{top}" width="{abs(length):.1f}" height="18" fill="{colour}"/>'


def _goal(figure: Figure) -> str:
    if figure.goal is None:
        return "–"
    sign = "≤" if figure.better == "less" else "≥"
    return f"{sign} {_said(figure.goal, figure.unit)}"


def _verdict(figure: Figure) -> str:
    if figure.goal is None:
        return ""
    return "met" if figure.met else "missed"


def _said(value: float, unit: str) -> str:
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:.3g} {unit}"
