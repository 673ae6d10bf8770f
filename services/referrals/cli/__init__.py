"""What referrals adds to the `warmpath` command."""

from services.referrals.cli.commands import paths
from services.referrals.cli.replay import replay

__all__ = ["paths", "replay"]
