"""What are these people called?"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from services.profiles.ports import UnitOfWork
from services.profiles.queries.ties import NamedPerson


def names(people: Collection[UUID], uow: UnitOfWork) -> list[NamedPerson]:
    """The names of those of the people that (still) are members. Whether the asker may know them
    was settled by the grant."""
    found = uow.people.names(people)
    return [NamedPerson(person, *found[person]) for person in sorted(found, key=str)]
