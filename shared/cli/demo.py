"""`warmpath demo`: in a minute, on a home that is gone afterwards, what Warmpath is for."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import closing
from pathlib import Path

import click
from rich.console import Console

from shared.cli.client import at
from shared.cli.demo_hire import tell_hire
from shared.cli.demo_scenes import tell_ada, tell_ingrid, tell_noor
from shared.cli.demo_stage import Stage, Untold
from shared.cli.home import Home, write_private
from shared.cli.ports import free_ports
from shared.cli.running import Installation, installation
from shared.cli.sample_loading import load

MEMORY = Path("/dev/shm")  # noqa: S108 - a private folder is made in it
ROOM = 500_000_000  # bytes


class Failed(click.ClickException):
    """An answer did not come."""

    exit_code = 1


@click.command()
def demo() -> None:
    """Show what Warmpath does, on a small sample network, in a minute.

    It starts everything on free ports, loads the network through the public APIs, lets three people
    ask, walks one introduction to a hire, and leaves nothing behind.

    Exit codes: 0 every answer came, 1 one did not, 3 a service did not become ready.
    """
    console = Console(highlight=False)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="warmpath-demo-", dir=_in_memory()) as folder:
        home = Home(Path(folder) / "home")
        home.make()
        write_private(home.clock, "0")  # of this home alone: nobody waits four days
        with console.status("starting") as status:
            try:
                with installation(home, free_ports(), status.update) as started:
                    status.stop()
                    _tell(console, started, began)
                    status.start()
            except Untold as missing:
                raise Failed(f"The demo did not get its answer: {missing}") from None
    console.print(f"\n[dim]All of it took {time.monotonic() - began:.0f} s. Nothing is left.[/]")


def _tell(console: Console, started: Installation, began: float) -> None:
    ready = time.monotonic() - began
    loaded = load(console, started.home, started.port, brief=True)
    network = loaded.network
    console.print(
        f"[dim]Three services were ready after {ready:.0f} s. {len(network.people)} people, "
        f"{len(network.employers)} employers, {len(network.openings)} openings and "
        f"{len(network.ties)} ties came in through the public APIs; what referrals knows of them "
        "came to it as events.[/]"
    )
    with closing(at(started.port)) as services:
        stage = Stage(console, services, started.home, loaded)
        tell_ada(stage)
        tell_noor(stage)
        tell_ingrid(stage)
        tell_hire(stage)


def _in_memory() -> str | None:
    """A folder in memory, where there is one with room: what is thrown away needs no disk."""
    free = shutil.disk_usage(MEMORY).free if MEMORY.is_dir() else 0
    return str(MEMORY) if free > ROOM and os.access(MEMORY, os.W_OK) else None
