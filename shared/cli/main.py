"""The `warmpath` command. Sub-commands are imported when they are called, so that help is quick.

Exit codes of every command: 0 done or found · 1 nothing found, or something is wrong ·
2 bad use · 3 a service is away.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points

import click

PLUGGED_IN = "warmpath.commands"
COMMANDS = {
    "up": ("shared.cli.up:up", "Start Warmpath on this machine."),
    "demo": ("shared.cli.demo:demo", "Show what it does, on a sample network, in a minute."),
    "sign-up": ("shared.cli.sign_up:sign_up", "Become a member."),
    "import": ("shared.cli.imports:import_", "Import your contacts: preview, choose, undo."),
    "who-can-refer": ("shared.cli.who_can_refer:who_can_refer", "Who can refer me, and where?"),
    "introductions": (
        "shared.cli.introductions:introductions",
        "Ask for an introduction, be asked, answer.",
    ),
    "referrals": ("shared.cli.referrals:referrals", "Refer somebody, agree, and follow it."),
    "credit": ("shared.cli.credit:credit", "What a referral is credited with, and why."),
    "migrate": ("shared.cli.migrate:migrate", "Move a home to Kafka, Neo4j and Postgres."),
    "progress": ("shared.cli.progress:progress", "What each service has yet to do."),
    "doctor": ("shared.cli.doctor:doctor", "Say what is wrong here, and what to do."),
}


class Lazily(click.Group):
    """A group whose commands are imported by need; services add theirs as entry points."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Our own commands first, then those that services bring."""
        return [*COMMANDS, *sorted(each.name for each in entry_points(group=PLUGGED_IN))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of that name; None if there is none."""
        if cmd_name in COMMANDS:
            return _imported(COMMANDS[cmd_name][0])
        for each in entry_points(group=PLUGGED_IN, name=cmd_name):
            command: click.Command = each.load()
            return command
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any: a service's may bring its whole house."""
        rows = [(name, text) for name, (_, text) in COMMANDS.items()]
        for each in entry_points(group=PLUGGED_IN):
            rows.append((each.name, f"See: warmpath {each.name} --help"))
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def _imported(where: str) -> click.Command:
    module, name = where.split(":")
    command: click.Command = getattr(import_module(module), name)
    return command


@click.group(cls=Lazily, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="warmpath")
def main() -> None:
    """Who can refer me, and whom do I ask first?

    `warmpath demo` shows it in a minute. `warmpath up --sample` starts it with people to try.

    Exit codes: 0 done or found, 1 nothing found or something wrong, 2 bad use, 3 service away.
    """


if __name__ == "__main__":
    main()
