"""Where an installation is to move to: a URL for each store, for the event log and the graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from shared.cli.ports import SERVICES

LOG, GRAPH = "log", "graph"
NAMES = (*SERVICES, LOG, GRAPH)


@dataclass(frozen=True)
class Destination:
    """The URLs of the production backends."""

    stores: Mapping[str, str]
    event_log: str
    graph: str


def destination_of(told: Sequence[str]) -> Destination:
    """The destination that `name=URL` and `name=@FILE` make up together.

    A file keeps a URL's password out of the list of processes. Raises click.BadParameter.
    """
    urls: dict[str, str] = {}
    for each in told:
        name, _, url = each.partition("=")
        if name not in NAMES or not url:
            raise click.BadParameter(f"{each!r} is not one of {', '.join(NAMES)} with =URL.")
        if name in urls:
            raise click.BadParameter(f"{name} is given twice.")
        urls[name] = _read(name, url)
    missing = [name for name in NAMES if name not in urls]
    if missing:
        raise click.BadParameter(f"give a URL for each of: {', '.join(missing)}.")
    return Destination({name: urls[name] for name in SERVICES}, urls[LOG], urls[GRAPH])


def _read(name: str, url: str) -> str:
    if not url.startswith("@"):
        return url
    try:
        return Path(url[1:]).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise click.BadParameter(f"{name}: {url[1:]} cannot be read: {error}.") from None
