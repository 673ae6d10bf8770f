"""`warmpath migrate`: from one machine to the production backends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy.exc import DBAPIError

from shared.cli.destination import NAMES, destination_of
from shared.cli.home import Home
from shared.cli.moving import NotMoved, opened
from shared.cli.ports import DEFAULT_PORT
from shared.errors import CannotStart, Unavailable


class Away(click.ClickException):
    """A server at the other end does not answer."""

    exit_code = 3


@click.command()
@click.option(
    "--from",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="The home to move; nothing may run on it.",
)
@click.option(
    "--to",
    "urls",
    multiple=True,
    metavar="NAME=URL",
    required=True,
    help=f"Where each of {', '.join(NAMES)} goes; NAME=@FILE reads the URL from a file.",
)
def migrate(root: Path, urls: tuple[str, ...]) -> None:
    """Move a home to Kafka, Neo4j and Postgres: everything, offline, compared.

    Stores are copied with all that waits in them, events published again with their own ids and
    sequences, the graph built anew. The home is not changed, and does not start again afterwards.

    Exit codes: 0 moved, 2 refused and nothing changed (or what arrived differs), 3 a server is
    away: begun again, it goes on where it stopped.
    """
    home, destination = Home(root.resolve()), destination_of(urls)
    with _told(), home.lock(home.port() or DEFAULT_PORT), opened(home, destination) as move:
        move.check()
        for steps in (move.stores, move.log, move.projections):
            for moved in steps():
                click.echo(f"{moved.what:<18} {moved.count:>10,} {moved.of:<7} equal")
    home.moved.touch()
    click.echo(f"Start the services there, profiles with the SECRET_KEY in {home.secrets}.")
    click.echo(f"{home.root} is as it was and will not start; to go back, remove {home.moved}.")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except Unavailable as error:
        raise Away(error.detail) from error
    except CannotStart as error:
        raise NotMoved(str(error)) from error
    except DBAPIError as error:
        raise Away(f"A store cannot be used: {error.orig}.") from error
