"""Which groups am I in, and who else?"""

from __future__ import annotations

from uuid import UUID

from services.profiles.domain.group import Group, GroupMember
from services.profiles.ports import UnitOfWork
from services.profiles.queries.ties import NamedPerson


def group(group_id: UUID, asker: UUID, uow: UnitOfWork) -> Group:
    """A group the asker is in. Raises GroupNotFound."""
    found = uow.groups.get(group_id)
    found.part_of(asker)
    return found


def members(
    group_id: UUID, asker: UUID, after: UUID | None, most: int, uow: UnitOfWork
) -> list[tuple[NamedPerson, GroupMember]]:
    """The other members who show their name, by id. Raises GroupNotFound."""
    found = uow.groups.get(group_id)
    shown = [
        person for person in found.shown_to(asker) if after is None or person.bytes > after.bytes
    ][:most]
    names = uow.people.names(shown)
    return [(NamedPerson(person, *names[person]), found.members[person]) for person in shown]
