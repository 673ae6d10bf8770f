"""Whom did my list find?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.profiles.domain.imports import Found, Import
from services.profiles.ports import UnitOfWork
from services.profiles.queries.ties import NamedPerson


@dataclass(frozen=True)
class MatchShown:
    """A match with the member's name."""

    person: NamedPerson
    found: Found


def matches(asked: Import, uow: UnitOfWork) -> Sequence[MatchShown]:
    """The matches of an import, in the order of its list; who is not findable any more is left
    out."""
    people = uow.people.findable(match.person_id for match in asked.found)
    names = uow.people.names(people)
    return [
        MatchShown(NamedPerson(match.person_id, *names[match.person_id]), match)
        for match in asked.found
        if match.person_id in people
    ]


def own_import(import_id: UUID, asker: UUID, uow: UnitOfWork) -> Import:
    """One of the asker's imports. Raises NotFound import_not_found."""
    return uow.imports.get(import_id).of(asker)
