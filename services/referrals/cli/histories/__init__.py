"""What the people of the sample network asked, answered and referred before today."""

from services.referrals.cli.histories.telling import tell

__all__ = ["tell"]
