"""`warmpath up`: everything on this machine, until Ctrl-C."""

from __future__ import annotations

from contextlib import suppress

import click
from rich.console import Console

from shared.cli.home import Home
from shared.cli.options import home_option
from shared.cli.ports import DEFAULT_PORT, PORTAL, SERVICES, url_of
from shared.cli.running import Installation, installation

LAST_FIRST_PORT = 65_528


@click.command()
@home_option
@click.option(
    "--port",
    type=click.IntRange(1024, LAST_FIRST_PORT),
    default=DEFAULT_PORT,
    show_default=True,
    help="The portal's port; the services take the next three.",
)
@click.option(
    "--real",
    is_flag=True,
    help="On Kafka, Neo4j and Postgres, started in the home on the four ports after those.",
)
@click.option("--sample", is_flag=True, help="Fill it with a sample network; once is enough.")
def up(home: Home, port: int, real: bool, sample: bool) -> None:
    """Start Warmpath on this machine, and stop it with Ctrl-C.

    --real needs Java 17, Maven and Postgres on this machine, and nothing else; its servers listen
    on this machine only, and ask nobody who they are. A home stays with what it was started on.

    Exit codes: 0 stopped, 2 a port or the home is in use, or this machine or this home cannot do
    what was asked, 3 a process did not become ready.
    """
    console = Console()
    with (
        console.status("starting") as status,
        suppress(KeyboardInterrupt),
        installation(home, port, status.update, real) as started,
    ):
        status.stop()
        if sample:
            _load_sample(console, started)
        _announce(console, started)
        while True:
            started.keep()
    console.print("stopped")


def _announce(console: Console, started: Installation) -> None:
    console.print(f"  {PORTAL:<9} {started.url}")
    for service in SERVICES:
        console.print(f"  {service:<9} {url_of(service, started.port)}/docs")
    console.print(f"  {'mail':<9} {started.home.mail}")
    console.print(f"  {'logs':<9} {started.home.logs}")
    # Scripts wait for this line: plain, alone and unwrapped.
    click.echo(f"ready {started.url}")


def _load_sample(console: Console, started: Installation) -> None:
    from shared.cli.sample_loading import load
    from shared.cli.who_can_refer import show_one_answer

    load(console, started.home, started.port)
    show_one_answer(console, started.home, started.port)
