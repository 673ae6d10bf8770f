"""`warmpath sign-up`: become a member, by a code sent to your address."""

from __future__ import annotations

from contextlib import closing

import click

from shared.cli.home import Home
from shared.cli.options import as_option, home_option, services_of
from shared.cli.sign_in import become_member

FOUND = "May members who have you on their list of contacts find you here?"


@click.command("sign-up")
@as_option
@click.option("--name", prompt="Your name, as people who know you say it", help="Your name.")
@click.option(
    "--findable/--not-findable",
    default=None,
    help="Whether members who have you on their list may find you; asked, for there is no preset.",
)
@home_option
def sign_up(mail: str, name: str, findable: bool | None, home: Home) -> None:
    """Become a member, and stay signed in at this command line.

    In local mode the code is read from the mail folder of the home. Exit codes: 0 done, 2 refused,
    3 a service is away.
    """
    if findable is None:
        findable = click.confirm(FOUND, default=None, err=True)
    with closing(services_of(home)) as services:
        become_member(services, home, mail, {"name": name, "findable": findable})
    click.echo(f"Welcome, {name}. Next: warmpath import FILE --as {mail}")
