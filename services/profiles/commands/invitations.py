"""Naming somebody by an address, which only profiles gets to know."""

from __future__ import annotations

from uuid import UUID

from services.profiles.domain.invitation import Invitation, invitation
from services.profiles.domain.secrets import Secrets
from services.profiles.ports import UnitOfWork
from shared.clock import Clock
from shared.ids import new_id


def invite(
    by: UUID, name: str, mail: str, uow: UnitOfWork, clock: Clock, secrets: Secrets
) -> Invitation:
    """Keep whom a member wants to refer; nobody is written to before referrals asks for it.

    Raises Invalid: mail_invalid, text_missing, text_too_long, text_not_printable.
    """
    kept = invitation(new_id(), by, name, mail, clock.now(), secrets)
    uow.invitations.add(kept)
    return kept
