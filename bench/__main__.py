"""`python -m bench`: run the benchmarks, show goal and figure side by side, and write them down.

A missed goal is no failure: it is told.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path

import click

from bench.engine import growth, path_engine
from bench.figures import Figure
from bench.ground import FULL, QUICK, Ground, Scale
from bench.homes import grown_home
from bench.neo4j_paths import neo4j_paths
from bench.openings import search_of_openings
from bench.portal import portal_pages
from bench.projection import events_per_second
from bench.report import table, write
from bench.visibility import commit_to_visible
from shared.clock import SystemClock

Benchmark = Callable[[Ground], Iterable[Figure]]
BENCHMARKS: Mapping[str, Benchmark] = {
    "visible": commit_to_visible,
    "projection": events_per_second,
    "search": search_of_openings,
    "engine": path_engine,
    "growth": growth,
    "home": grown_home,
    "portal": portal_pages,
    "neo4j": neo4j_paths,
}
RESULTS = Path(__file__).parents[1] / "docs/benchmarks"


def run(names: Iterable[str], scale: Scale, stores: str | None = None) -> list[Figure]:
    """The figures of these benchmarks, in the order of BENCHMARKS."""
    wanted = set(names) or set(BENCHMARKS)
    figures: list[Figure] = []
    for name, benchmark in BENCHMARKS.items():
        if name in wanted:
            click.echo(f"{name} …", err=True)
            began = time.perf_counter()
            figures += _measured(benchmark, scale, stores)
            click.echo(f"{name}: {time.perf_counter() - began:.0f} s", err=True)
    return figures


def _measured(benchmark: Benchmark, scale: Scale, stores: str | None) -> list[Figure]:
    """Servers of its own for each, so that none warms or fills what another measures."""
    with tempfile.TemporaryDirectory(prefix="warmpath-bench-") as folder, ExitStack() as closing:
        return list(benchmark(Ground(scale, Path(folder), closing, stores)))


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(BENCHMARKS)))
@click.option("--quick", is_flag=True, help="A network of a tenth the size.")
@click.option("--stores", help="URL of the stores beside the real servers, with {service} in it.")
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS, show_default=True)
def main(names: tuple[str, ...], quick: bool, stores: str | None, out: Path) -> None:
    """Run the named benchmarks, or all."""
    scale = QUICK if quick else FULL
    figures = run(names, scale, stores)
    click.echo("\n".join(table(figures)))
    written = write(figures, scale.name, SystemClock().now().date(), out, only=names)
    click.echo(f"Written to {written}")


if __name__ == "__main__":
    main()
