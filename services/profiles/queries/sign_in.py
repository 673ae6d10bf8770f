"""Is this session still open?"""

from __future__ import annotations

from uuid import UUID

from services.profiles.ports import UnitOfWork


def session_ended(session_id: UUID, person_id: UUID, uow: UnitOfWork) -> bool:
    """Whether the session was signed out, stolen, or its person left."""
    session = uow.sessions.find(session_id)
    return session is None or session.ended or session.person_id != person_id
