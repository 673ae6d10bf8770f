"""Groups with their members."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, delete, select, update

from services.profiles.adapters.tables import group_members, groups
from services.profiles.domain.group import Group, GroupKind, GroupMember, GroupNotFound
from shared.contracts.profiles import InGroup


class Groups:
    """The groups of this store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, group_id: UUID) -> Group:
        """Raises GroupNotFound."""
        return self._one(groups.c.id == group_id)

    def by_token(self, join_token: str) -> Group:
        """The group a join link leads to. Raises GroupNotFound."""
        return self._one(groups.c.join_token == join_token)

    def save(self, group: Group) -> None:
        """Keep the group and its members; the version counts up."""
        values = _row_of(group) | {"version": group.version + 1}
        if group.version == 0:
            self._connection.execute(groups.insert().values(id=group.id, **values))
        else:
            mine = groups.c.id == group.id
            self._connection.execute(update(groups).where(mine).values(values))
        group.version += 1
        self._save_members(group)

    def of(self, person: UUID, after: UUID | None, most: int) -> list[Group]:
        """The groups of a person, by id."""
        theirs = select(group_members.c.group_id).where(group_members.c.person_id == person)
        found = select(groups).where(groups.c.id.in_(theirs)).order_by(groups.c.id).limit(most)
        if after is not None:
            found = found.where(groups.c.id > after)
        return [self._group(row) for row in self._connection.execute(found).all()]

    def facts_of(self, person: UUID) -> list[InGroup]:
        """What the other services may know of a person's memberships, by group id."""
        mine = group_members.c.person_id == person
        asked = select(group_members.c.group_id, group_members.c.volunteer).where(mine)
        rows = self._connection.execute(asked.order_by(group_members.c.group_id))
        return [InGroup(row.group_id, row.volunteer) for row in rows]

    def forget_empty(self) -> None:
        """Remove groups that their last member left."""
        left = select(group_members.c.group_id)
        self._connection.execute(delete(groups).where(groups.c.id.not_in(left)))

    def _one(self, which: ColumnElement[bool]) -> Group:
        row = self._connection.execute(select(groups).where(which)).one_or_none()
        if row is None:
            raise GroupNotFound
        return self._group(row)

    def _group(self, row: Row[Any]) -> Group:
        mine = select(group_members).where(group_members.c.group_id == row.id)
        members = self._connection.execute(mine.order_by(group_members.c.person_id))
        return Group(
            id=row.id,
            name=row.name,
            kind=GroupKind(row.kind),
            join_token=row.join_token,
            place=row.place,
            first_year=row.first_year,
            last_year=row.last_year,
            members={one.person_id: GroupMember(one.show_name, one.volunteer) for one in members},
            version=row.version,
        )

    def _save_members(self, group: Group) -> None:
        mine = group_members.c.group_id == group.id
        self._connection.execute(delete(group_members).where(mine))
        rows = [
            {"group_id": group.id, "person_id": person, **vars(part)}
            for person, part in group.members.items()
        ]
        if rows:
            self._connection.execute(group_members.insert(), rows)


def _row_of(group: Group) -> dict[str, object]:
    kept = ("name", "place", "first_year", "last_year", "join_token")
    return {name: getattr(group, name) for name in kept} | {"kind": group.kind.value}
