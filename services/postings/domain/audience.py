"""Who sees an opening here, and who may change it.

`network` openings are shown by referrals alone: here only their own people see them, and to all
others they do not exist, not even to the employer's stewards.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal
from uuid import UUID

from services.postings.domain.asker import Asker
from services.postings.domain.opening import OPEN, Opening, State
from services.postings.domain.terms import Audience
from shared.errors import Forbidden, NotFound

Role = Literal["poster", "recruiter", "hiring_manager", "asked", "steward"]
EDITORS: frozenset[Role] = frozenset({"poster", "recruiter", "steward"})


def roles(opening: Opening, asker: Asker, stewards: Collection[UUID]) -> tuple[Role, ...]:
    """The parts that the asker has in an opening; none for a stranger."""
    person = asker.person_id
    if person is None:
        return ()
    network = opening.terms.audience is Audience.NETWORK
    parts: dict[Role, bool] = {
        "poster": person == opening.posted_by,
        "recruiter": person in opening.recruiters,
        "hiring_manager": person == opening.hiring.accepted,
        "asked": person == opening.hiring.asked,
        "steward": person in stewards and not network,
    }
    return tuple(role for role, has in parts.items() if has)


def searched_by(asker: Asker) -> tuple[Audience, ...]:
    """The audiences whose openings the asker finds by searching."""
    return (Audience.PUBLIC, Audience.MEMBERS) if asker.member else (Audience.PUBLIC,)


def may_see(opening: Opening, asker: Asker, parts: Collection[Role]) -> bool:
    """Its own people always; others while it is open to an audience that they belong to."""
    if parts:
        return True
    audience = opening.terms.audience
    if opening.state not in OPEN or audience is Audience.NETWORK:
        return False
    return audience is Audience.PUBLIC or asker.member


def refuse_unseen(opening: Opening, asker: Asker, parts: Collection[Role]) -> None:
    """Raises NotFound, the same as for an opening that does not exist."""
    if not may_see(opening, asker, parts):
        raise no_opening()


def refuse_non_editor(parts: Collection[Role]) -> None:
    """Raises Forbidden unless one of the parts lets the asker change the opening."""
    if not EDITORS.intersection(parts):
        raise Forbidden(
            "opening_not_yours", "Only its poster, recruiters and stewards can change an opening."
        )


def nobody_runs(opening: Opening, stewards: Collection[UUID]) -> bool:
    """No poster, recruiter or steward is left who could change it."""
    network = opening.terms.audience is Audience.NETWORK
    left = opening.posted_by is not None or opening.recruiters or (stewards and not network)
    return opening.state in (*OPEN, State.DRAFT) and not left


def no_opening() -> NotFound:
    """The one answer for an opening that does not exist, or that the asker may not know of."""
    return NotFound("opening_not_found", "There is no such opening.")
