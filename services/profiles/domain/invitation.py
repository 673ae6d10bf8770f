"""Somebody whom a member named by an address, so that referrals can refer them without knowing it.

Whether the address is a member's makes no difference to anything that the member who named it sees.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from services.profiles.domain.secrets import Secrets
from services.profiles.domain.texts import clean_mail, clean_text

KEPT = timedelta(days=15)
"""The fourteen days in which they may agree, and one for what is late."""
LONGEST_NAME = 120


@dataclass(frozen=True)
class Invitation:
    """`name` is what the member calls them; nobody else ever reads it. `objects_as` is how their
    objection would be remembered. Both are empty once they left.
    """

    id: UUID
    by: UUID
    name: str
    mail: str
    objects_as: str
    written_at: datetime


def invitation(
    id_: UUID, by: UUID, name: str, mail: str, at: datetime, secrets: Secrets
) -> Invitation:
    """Raises Invalid: mail_invalid, and what `clean_text` raises."""
    address, called = clean_mail(mail), clean_text("name", name, LONGEST_NAME)
    return Invitation(id_, by, called, address, secrets.hash_of(address), at)
