"""Who is asking: the person behind the access token of the request being answered."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import g

from shared.errors import Unauthenticated

OPERATOR = "operator"


@dataclass(frozen=True)
class Caller:
    """A person who is signed in, in one session, with the roles they have."""

    person_id: UUID
    session_id: UUID
    roles: frozenset[str] = frozenset()

    @property
    def is_operator(self) -> bool:
        """Whether they run this installation."""
        return OPERATOR in self.roles


def current_caller() -> Caller | None:
    """Who is asking, or None if nobody is signed in."""
    caller: Caller | None = g.get("caller")
    return caller


def signed_in() -> Caller:
    """Who is asking. Raises Unauthenticated if nobody is signed in."""
    caller = current_caller()
    if caller is None:
        raise Unauthenticated("sign_in_needed", "Sign in first; send `Authorization: Bearer …`.")
    return caller


def current_person() -> UUID:
    """The id of the person who is asking. Raises Unauthenticated if nobody is signed in."""
    return signed_in().person_id
