"""The caller of a request, as the rules know them, and whose names they may know."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from services.postings.domain.asker import Asker
from shared.web.caller import current_caller, current_person
from shared.web.grants import sign_grant
from shared.web.service import web_container


def asker() -> Asker:
    """Who asks; nobody, if nobody is signed in."""
    caller = current_caller()
    return Asker(caller.person_id, caller.is_operator) if caller else Asker()


def grant_of(people: Iterable[UUID]) -> str:
    """For the caller, to be exchanged at profiles for the names of these people."""
    it = web_container()
    return sign_grant(it.keys.own, current_person(), people, it.clock.now())
