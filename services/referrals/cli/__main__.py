"""`python -m services.referrals.cli solve …`, where the `warmpath` command is not installed."""

from services.referrals.cli.commands import paths

paths(prog_name="warmpath paths")
