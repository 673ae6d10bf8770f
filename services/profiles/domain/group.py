"""A class, association, event or company whose people join by a link."""

from __future__ import annotations

import hmac
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.profiles.domain.background import check_year
from services.profiles.domain.texts import clean_optional, clean_text
from shared.contracts.profiles import InGroup
from shared.errors import Invalid, NotFound

LONGEST_NAME = 120


class GroupKind(StrEnum):
    """What the people of a group share."""

    CLASS = "class"
    ASSOCIATION = "association"
    EVENT = "event"
    COMPANY = "company"


class GroupNotFound(NotFound):
    """Also for a wrong join link, and for whoever is not a member."""

    def __init__(self) -> None:
        super().__init__("group_not_found", "There is no such group, or its link has changed.")


class GroupMemberNotFound(NotFound):
    """Also for a member who does not show their name."""

    def __init__(self) -> None:
        super().__init__("group_member_not_found", "There is no such member to see in the group.")


@dataclass(frozen=True)
class GroupMember:
    """Whether the others see the member's name, and whether they are a first contact for those
    of the group who have nobody. A first contact is named, so a volunteer shows their name.
    """

    show_name: bool
    volunteer: bool = False

    def checked(self) -> GroupMember:
        """Itself. Raises Invalid volunteer_hides_name."""
        if self.volunteer and not self.show_name:
            raise Invalid(
                "volunteer_hides_name",
                "A volunteer is a first contact and so shows their name to the group.",
                {"volunteer": ["needs show_name"]},
            )
        return self


@dataclass
class Group:
    """A group and its members. `join_token` is the secret of its link, known to its members.

    `version` is the store's: it counts up with every save.
    """

    id: UUID
    name: str
    kind: GroupKind
    join_token: str
    place: str | None = None
    first_year: int | None = None
    last_year: int | None = None
    members: dict[UUID, GroupMember] = field(default_factory=dict)
    version: int = 0

    def checked(self, on: date) -> Group:
        """The same with clean texts. Raises Invalid: text_…, date_out_of_range, dates_reversed."""
        for name in ("first_year", "last_year"):
            year = getattr(self, name)
            if year is not None:
                check_year(name, year, on)
        self._check_order_of_years()
        return replace(
            self,
            name=clean_text("name", self.name, LONGEST_NAME),
            place=clean_optional("place", self.place, LONGEST_NAME),
        )

    def join(self, person: UUID, token: str, show_name: bool) -> None:
        """Whoever has the link joins; joining again changes nothing. Raises GroupNotFound."""
        if not hmac.compare_digest(self.join_token.encode(), token.encode("utf-8", "replace")):
            raise GroupNotFound
        self.members.setdefault(person, GroupMember(show_name))

    def take_part(self, person: UUID, part: GroupMember) -> None:
        """Raises GroupNotFound if `person` is no member, Invalid volunteer_hides_name."""
        self.part_of(person)
        self.members[person] = part.checked()

    def leave(self, person: UUID) -> None:
        """Raises GroupNotFound if `person` is no member."""
        self.part_of(person)
        del self.members[person]

    def part_of(self, person: UUID) -> GroupMember:
        """Raises GroupNotFound if `person` is no member: others do not know of the group."""
        if person not in self.members:
            raise GroupNotFound
        return self.members[person]

    def shown_to(self, person: UUID) -> list[UUID]:
        """The other members who show their name, in the order of ids. Raises GroupNotFound."""
        self.part_of(person)
        shown = [
            other for other, part in self.members.items() if part.show_name and other != person
        ]
        return sorted(shown, key=lambda other: other.bytes)

    def ticked_by(self, person: UUID, ticked: Collection[UUID]) -> list[UUID]:
        """Those whom `person` says they know, in the order of ids, to propose ties to.

        Raises GroupNotFound, GroupMemberNotFound.
        """
        chosen = set(ticked)
        shown = self.shown_to(person)
        if not chosen <= set(shown):
            raise GroupMemberNotFound
        return [other for other in shown if other in chosen]

    def fact_of(self, person: UUID) -> InGroup:
        """What the other services may know of the membership. Raises GroupNotFound."""
        return InGroup(self.id, self.part_of(person).volunteer)

    def _check_order_of_years(self) -> None:
        if self.first_year and self.last_year and self.last_year < self.first_year:
            raise Invalid(
                "dates_reversed",
                "The last year must not lie before the first.",
                {"last_year": ["is before first_year"]},
            )
