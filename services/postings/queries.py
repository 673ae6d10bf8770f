"""What a user can ask of postings, one function each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from services.postings.commands.keeping import employer_of, opening_for
from services.postings.domain import audience
from services.postings.domain.asker import Asker
from services.postings.domain.audience import Role
from services.postings.domain.employer import Employer
from services.postings.domain.opening import Opening
from services.postings.domain.search import EmployerSearch, OpeningSearch
from services.postings.ports import UnitOfWork
from shared.storage.pagination import Page


@dataclass(frozen=True)
class SeenOpening:
    """An opening with its employer's name, and the parts that the asker has in it.

    `open_to_intros` is the asker's own setting, where they are or may become hiring manager;
    `grant` is exchanged at profiles for the names of its people, where they are shown.
    """

    opening: Opening
    employer_name: str
    my_roles: tuple[Role, ...] = ()
    open_to_intros: bool | None = None
    grant: str | None = None


def employer(employer_id: UUID, uow: UnitOfWork) -> Employer:
    """Raises NotFound(employer_not_found)."""
    return employer_of(employer_id, uow)


def find_employers(search: EmployerSearch, uow: UnitOfWork) -> Page[Employer]:
    """Employers by the words of their names."""
    return uow.employers.search(search)


def opening(asker: Asker, opening_id: UUID, uow: UnitOfWork) -> SeenOpening:
    """Raises NotFound(opening_not_found), also for what the asker may not know of."""
    found, parts = opening_for(asker, opening_id, uow)
    return _seen(found, parts, employer_of(found.employer_id, uow).name, asker, uow)


def seen(written: Opening, asker: Asker, uow: UnitOfWork) -> SeenOpening:
    """An opening as whoever has just changed it sees it, also if they gave up their part in it."""
    employer = employer_of(written.employer_id, uow)
    parts = audience.roles(written, asker, employer.stewards)
    return _seen(written, parts, employer.name, asker, uow)


def find_openings(search: OpeningSearch, asker: Asker, uow: UnitOfWork) -> Page[SeenOpening]:
    """Published openings that the asker may find, the newest first."""
    found = uow.openings.search(search, audience.searched_by(asker))
    return _page(found, asker, uow)


def my_openings(asker: Asker, after: str | None, limit: int, uow: UnitOfWork) -> Page[SeenOpening]:
    """Openings of every state in which the asker has a part, the newest first."""
    assert asker.person_id is not None
    return _page(uow.openings.of_person(asker.person_id, after, limit), asker, uow)


def _page(found: Page[Opening], asker: Asker, uow: UnitOfWork) -> Page[SeenOpening]:
    names = uow.employers.named({one.employer_id for one in found.items})
    stewarded = _stewarded(asker, uow)
    seen = [
        _seen(one, _parts(one, asker, stewarded), names[one.employer_id], asker, uow)
        for one in found.items
    ]
    return Page(seen, found.next)


def _stewarded(asker: Asker, uow: UnitOfWork) -> frozenset[UUID]:
    mine: Iterable[Employer] = uow.employers.of_steward(asker.person_id) if asker.person_id else ()
    return frozenset(one.id for one in mine)


def _parts(opening: Opening, asker: Asker, stewarded: frozenset[UUID]) -> tuple[Role, ...]:
    stewards = (asker.person_id,) if asker.person_id and opening.employer_id in stewarded else ()
    return audience.roles(opening, asker, stewards)


def _seen(
    opening: Opening, parts: tuple[Role, ...], name: str, asker: Asker, uow: UnitOfWork
) -> SeenOpening:
    named = asker.person_id and {"hiring_manager", "asked"}.intersection(parts)
    me = uow.people.find(asker.person_id) if asker.person_id and named else None
    return SeenOpening(opening, name, parts, me.open_to_intros if me else None)
