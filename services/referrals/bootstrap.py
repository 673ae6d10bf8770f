"""The wiring of referrals."""

from __future__ import annotations

from services.referrals.adapters.embedded_graph.solver import EmbeddedSolver
from services.referrals.ports import PathSolver


class UnknownGraph(Exception):
    """The URL names no graph that Warmpath has."""


def path_solver(url: str) -> PathSolver:
    """The engine of `warmpath paths solve`. Raises UnknownGraph."""
    if url != "embedded:":
        raise UnknownGraph(f"there is no graph {url!r} to solve paths in; use embedded:.")
    return EmbeddedSolver()
