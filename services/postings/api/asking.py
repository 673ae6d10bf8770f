"""The caller of a request, as the rules know them."""

from __future__ import annotations

from services.postings.domain.asker import Asker
from shared.web.caller import current_caller


def asker() -> Asker:
    """Who asks; nobody, if nobody is signed in."""
    caller = current_caller()
    return Asker(caller.person_id, caller.is_operator) if caller else Asker()
