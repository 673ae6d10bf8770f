"""What referrals adds to the `warmpath` command."""

from services.referrals.cli.commands import paths

__all__ = ["paths"]
