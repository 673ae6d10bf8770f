"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from shared.cli.client import Services, at
from shared.cli.home import Home, default_home
from shared.cli.ports import DEFAULT_PORT

F = TypeVar("F", bound=Callable[..., Any])


def home_option(command: F) -> F:
    """`--home`, as a Home."""
    option = click.option(
        "--home",
        type=click.Path(file_okay=False, path_type=Path),
        default=default_home,
        show_default="$WARMPATH_HOME or ~/.warmpath",
        callback=lambda context, parameter, value: Home(value.expanduser().resolve()),
        help="Where everything is kept.",
    )
    return option(command)


def as_option(command: F) -> F:
    """`--as MAIL`: who asks."""
    option = click.option(
        "--as", "mail", metavar="MAIL", required=True, help="Your verified mail address."
    )
    return option(command)


def json_option(command: F) -> F:
    """`--json`: for programs."""
    option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
    return option(command)


def services_of(home: Home, patience: float = 2.0) -> Services:
    """The services of the installation in that home, on the port it was last started on."""
    return at(port_of_home(home), patience)


def port_of_home(home: Home) -> int:
    """The port that the installation in that home was last started on."""
    return home.port() or DEFAULT_PORT
