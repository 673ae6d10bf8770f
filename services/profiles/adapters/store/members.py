"""Whom an imported list may be compared with: members who are findable, and not the importer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, select

from services.profiles.adapters.tables import (
    employments,
    mail_addresses,
    people,
    profile_links,
)


class Members:
    """The members of this store, as an import by `asker` may look them up."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_mail(self, mails: Collection[str], asker: UUID) -> Mapping[str, UUID]:
        """Whose verified addresses they are."""
        owner = mail_addresses.c.person_id == people.c.id
        found = select(mail_addresses.c.mail, people.c.id).join(people, owner)
        rows = self._connection.execute(
            found.where(mail_addresses.c.mail.in_(mails), _may_match(asker))
        )
        return {row.mail: row.id for row in rows}

    def by_link(self, links: Collection[str], asker: UUID) -> Mapping[str, UUID]:
        """Whose profile addresses they are; one that two members claim is left out."""
        owner = profile_links.c.person_id == people.c.id
        found = select(profile_links.c.link_key, people.c.id).join(people, owner)
        rows = self._connection.execute(
            found.where(profile_links.c.link_key.in_(links), _may_match(asker))
        )
        claims: dict[str, list[UUID]] = defaultdict(list)
        for link, person in rows:
            claims[link].append(person)
        return {link: owners[0] for link, owners in claims.items() if len(owners) == 1}

    def by_name(self, keys: Collection[str], asker: UUID) -> Mapping[str, list[UUID]]:
        """Who has a name with that key."""
        asked = select(people.c.name_key, people.c.id).where(people.c.name_key.in_(keys))
        found: dict[str, list[UUID]] = defaultdict(list)
        for key, person in self._connection.execute(asked.where(_may_match(asker))):
            found[key].append(person)
        return found

    def employers_of(self, asked: Collection[UUID]) -> Mapping[UUID, set[UUID]]:
        """Every employer where each of the people works or worked."""
        rows = select(employments.c.person_id, employments.c.employer_id)
        found: dict[UUID, set[UUID]] = defaultdict(set)
        for person, employer in self._connection.execute(
            rows.where(employments.c.person_id.in_(asked))
        ):
            found[person].add(employer)
        return found


def _may_match(asker: UUID) -> ColumnElement[bool]:
    return people.c.findable & (people.c.id != asker)
