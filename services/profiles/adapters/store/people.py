"""People with their whole record: one row, and rows for what is looked up by others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import BindParameter, Connection, Table, bindparam, delete, select, update

from services.profiles.adapters.store.person_rows import (
    backgrounds_from,
    employment_from,
    person_from,
    row_of,
    row_of_employment,
)
from services.profiles.adapters.tables import (
    employments,
    mail_addresses,
    people,
    profile_links,
)
from services.profiles.domain.background import Employment
from services.profiles.domain.overlaps import Background
from services.profiles.domain.person import Person
from services.profiles.domain.profile_url import profile_url
from shared.errors import NotFound

# Built once: most of what a small query costs is building it.
ASKED: BindParameter[UUID] = bindparam("asked", expanding=True)
NAMES = select(people.c.id, people.c.name, people.c.headline).where(people.c.id.in_(ASKED))
BACKGROUNDS = select(people.c.id, people.c.educations, people.c.memberships).where(
    people.c.id.in_(ASKED)
)
EMPLOYMENTS = (
    select(employments).where(employments.c.person_id.in_(ASKED)).order_by(employments.c.id)
)
BY_MAIL = select(mail_addresses.c.person_id).where(mail_addresses.c.mail == bindparam("asked"))


class People:
    """The people of this store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, person_id: UUID) -> Person:
        """Raises NotFound person_not_found."""
        asked = select(people).where(people.c.id == person_id)
        row = self._connection.execute(asked).one_or_none()
        if row is None:
            raise NotFound("person_not_found", "There is no such person.")
        return person_from(row, self._mails(person_id), self._employments([person_id])[person_id])

    def any(self) -> bool:
        """Whether there is anybody."""
        return self._connection.execute(select(people.c.id).limit(1)).first() is not None

    def save(self, person: Person) -> None:
        """Keep the whole record; the version counts up."""
        values = row_of(person) | {"version": person.version + 1}
        if person.version == 0:
            self._connection.execute(people.insert().values(id=person.id, told="", **values))
        else:
            mine = people.c.id == person.id
            self._connection.execute(update(people).where(mine).values(values))
        person.version += 1
        self._replace(mail_addresses, person.id, _mail_rows(person))
        self._replace(employments, person.id, [row_of_employment(e) for e in person.employments])
        keys = {profile_url(link) for link in person.presentation.links} - {""}
        self._replace(profile_links, person.id, [{"link_key": key} for key in sorted(keys)])

    def forget(self, person_id: UUID) -> None:
        """Remove the person and every row that hangs on them."""
        self._connection.execute(delete(people).where(people.c.id == person_id))

    def told(self, person_id: UUID) -> str:
        """The fingerprint of what the others last heard of the person; "" before the first."""
        return self._connection.scalar(select(people.c.told).where(people.c.id == person_id)) or ""

    def remember_told(self, person_id: UUID, fingerprint: str) -> None:
        mine = people.c.id == person_id
        self._connection.execute(update(people).where(mine).values(told=fingerprint))

    def by_mail(self, mail: str) -> UUID | None:
        """Whose verified address it is."""
        return self._connection.scalar(BY_MAIL, {"asked": mail})

    def names(self, asked: Iterable[UUID]) -> dict[UUID, tuple[str, str | None]]:
        """Name and headline of those of the people that there are."""
        rows = self._connection.execute(NAMES, {"asked": list(asked)})
        return {row.id: (row.name, row.headline) for row in rows}

    def findable(self, asked: Iterable[UUID]) -> set[UUID]:
        """Those of the people who want to be found."""
        wanted = people.c.id.in_(list(asked)) & people.c.findable
        return set(self._connection.scalars(select(people.c.id).where(wanted)))

    def employed_at(self, employer: UUID) -> set[UUID]:
        """Everybody with an employment there, now or once."""
        there = select(employments.c.person_id).where(employments.c.employer_id == employer)
        return set(self._connection.scalars(there))

    def with_removal_before(self, now: datetime, most: int) -> list[UUID]:
        """People with an entry on their avoid list whose removal takes effect by now."""
        due = select(people.c.id).where(people.c.next_removal <= now).limit(most)
        return list(self._connection.scalars(due))

    def backgrounds(
        self, asked: Iterable[UUID], contacts: Mapping[UUID, set[UUID]]
    ) -> dict[UUID, Background]:
        """What of each person's record is compared with others'."""
        wanted = list(asked)
        rows = self._connection.execute(BACKGROUNDS, {"asked": wanted})
        return backgrounds_from(rows, self._employments(wanted), contacts)

    def _mails(self, person_id: UUID) -> tuple[str, ...]:
        mine = mail_addresses.c.person_id == person_id
        asked = select(mail_addresses.c.mail).where(mine)
        return tuple(self._connection.scalars(asked.order_by(mail_addresses.c.place_in_list)))

    def _employments(self, asked: list[UUID]) -> Mapping[UUID, list[Employment]]:
        found: dict[UUID, list[Employment]] = defaultdict(list)
        for row in self._connection.execute(EMPLOYMENTS, {"asked": asked}):
            found[row.person_id].append(employment_from(row))
        return found

    def _replace(self, table: Table, person_id: UUID, rows: list[dict[str, object]]) -> None:
        self._connection.execute(delete(table).where(table.c.person_id == person_id))
        if rows:
            kept = [row | {"person_id": person_id} for row in rows]
            self._connection.execute(table.insert(), kept)


def _mail_rows(person: Person) -> list[dict[str, object]]:
    return [{"mail": mail, "place_in_list": place} for place, mail in enumerate(person.mails)]
