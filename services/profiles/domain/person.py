"""A member: who they are, where they worked, what they decided, whom they avoid."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol, TypeVar
from uuid import UUID

from services.profiles.domain.avoided import Avoided, binding, with_avoided, with_removal
from services.profiles.domain.background import Education, Employment, Membership
from services.profiles.domain.preferences import Settings
from services.profiles.domain.presentation import Presentation
from services.profiles.domain.texts import clean_mail, mail_domain
from shared.contracts.profiles import EmployedAt, InGroup, PersonChanged, PersonErased
from shared.errors import Invalid, NotFound

MOST_MAILS = 10
MOST_OF_A_KIND = 100


class _Entry(Protocol):
    @property
    def id(self) -> UUID: ...


EntryT = TypeVar("EntryT", bound=_Entry)


@dataclass
class Person:
    """A member and their record. `mails` are verified addresses, as `clean_mail` returns them.

    `version` is the store's: it counts up with every save. Whatever adds or tells something
    raises NotFound person_not_found once the person is erased.
    """

    id: UUID
    presentation: Presentation
    settings: Settings
    mails: tuple[str, ...] = ()
    employments: tuple[Employment, ...] = ()
    educations: tuple[Education, ...] = ()
    memberships: tuple[Membership, ...] = ()
    avoided: tuple[Avoided, ...] = ()
    erased: bool = False
    version: int = 0

    @classmethod
    def signed_up(cls, person_id: UUID, mail: str, name: str, findable: bool) -> Person:
        """A new member with one verified address. Raises Invalid: text_…, mail_invalid."""
        return cls(
            id=person_id,
            presentation=Presentation(name).checked(),
            settings=Settings(findable=findable),
            mails=(clean_mail(mail),),
        )

    def present(self, presentation: Presentation) -> None:
        """Change what others read. Raises what `Presentation.checked` raises."""
        self._needs_member()
        self.presentation = presentation.checked()

    def decide(self, settings: Settings) -> None:
        """Change the settings. Raises what `Settings.checked` raises."""
        self._needs_member()
        self.settings = settings.checked()

    def add_mail(self, mail: str) -> None:
        """A code sent to the address came back. Raises Invalid mail_invalid, items_too_many."""
        self._needs_member()
        mails = tuple(dict.fromkeys((*self.mails, clean_mail(mail))))
        _check_number("mails", len(mails), MOST_MAILS)
        self.mails = mails

    def verify_employments(self, domains: Mapping[UUID, Collection[str]]) -> None:
        """Mark the employments whose employer has a domain of a verified address.

        `domains` by employer; the whole domain must be equal, since a university's or a mail
        provider's subdomain says nothing about employment.
        """
        own = {mail_domain(mail) for mail in self.mails}
        self.employments = tuple(
            replace(one, verified=not own.isdisjoint(domains.get(one.employer_id, ())))
            for one in self.employments
        )

    def record_employment(self, employment: Employment, on: date) -> None:
        """Add the employment, or replace the one with its id. Raises what `checked` raises."""
        self._needs_member()
        self.employments = _recorded(self.employments, employment.checked(on), "employments")

    def forget_employment(self, employment_id: UUID) -> None:
        """Raises NotFound employment_not_found."""
        self.employments = _without(self.employments, employment_id, "employment_not_found")

    def record_education(self, education: Education, on: date) -> None:
        """Add the education, or replace the one with its id. Raises what `checked` raises."""
        self._needs_member()
        self.educations = _recorded(self.educations, education.checked(on), "educations")

    def forget_education(self, education_id: UUID) -> None:
        """Raises NotFound education_not_found."""
        self.educations = _without(self.educations, education_id, "education_not_found")

    def record_membership(self, membership: Membership, on: date) -> None:
        """Add the membership, or replace the one with its id. Raises what `checked` raises."""
        self._needs_member()
        self.memberships = _recorded(self.memberships, membership.checked(on), "memberships")

    def forget_membership(self, membership_id: UUID) -> None:
        """Raises NotFound membership_not_found."""
        self.memberships = _without(self.memberships, membership_id, "membership_not_found")

    def avoid(self, person: UUID, at: datetime) -> None:
        """No path may lead through `person`; a removal that has not taken effect is cancelled.

        Whether there is such a person is not said.
        Raises Invalid avoided_person_is_oneself, Conflict avoided_people_full.
        """
        self._needs_member()
        if person == self.id:
            raise Invalid("avoided_person_is_oneself", "You cannot avoid yourself.")
        self.avoided = with_avoided(self.avoided, person, at)

    def stop_avoiding(self, person: UUID, at: datetime) -> None:
        """The entry counts for 7 more days, so that the list cannot test who is in a chain."""
        self._needs_member()
        self.avoided = with_removal(self.avoided, person, at)

    def next_removal(self) -> datetime | None:
        """When the facts change by themselves next: the first pending removal takes effect."""
        return min((entry.until for entry in self.avoided if entry.until), default=None)

    def works_at(self, on: date) -> set[UUID]:
        """The employers where the person works on that day."""
        return {one.employer_id for one in self.employments if one.is_current(on)}

    def erase(self) -> PersonErased:
        """Forget everything but the id, for good. The caller ends the ties in the same step."""
        self.presentation, self.settings = Presentation(name=""), Settings(findable=False)
        self.mails = ()
        self.employments, self.educations, self.memberships = (), (), ()
        self.avoided, self.erased = (), True
        return PersonErased(subject=self.id)

    def facts(self, at: datetime, groups: Iterable[InGroup] = ()) -> PersonChanged:
        """What the other services may know of the person at that moment."""
        self._needs_member()
        chosen = self.settings
        return PersonChanged(
            subject=self.id,
            findable=chosen.findable,
            open_to_introduce=chosen.open_to_introduce,
            weekly_cap=chosen.weekly_cap,
            open_ask_cap=chosen.open_ask_cap,
            willing_to_refer=chosen.willing_to_refer,
            open_to_intros=chosen.open_to_intros,
            weekly_intros=chosen.weekly_intros,
            open_to_openings=chosen.open_to_openings,
            avoid_own_employers=chosen.avoid_own_employers,
            topics=list(chosen.topics),
            avoid_people=[entry.person_id for entry in binding(self.avoided, at)],
            employments=[
                EmployedAt(one.employer_id, one.started, one.ended, one.verified)
                for one in self.employments
            ],
            groups=list(groups),
        )

    def _needs_member(self) -> None:
        if self.erased:
            raise NotFound("person_not_found", "There is no such person.")


def _recorded(entries: tuple[EntryT, ...], entry: EntryT, field: str) -> tuple[EntryT, ...]:
    """The entries with `entry` in place of the one with its id, else at the end."""
    if any(one.id == entry.id for one in entries):
        return tuple(entry if one.id == entry.id else one for one in entries)
    _check_number(field, len(entries) + 1, MOST_OF_A_KIND)
    return (*entries, entry)


def _without(entries: tuple[EntryT, ...], entry_id: UUID, code: str) -> tuple[EntryT, ...]:
    kept = tuple(one for one in entries if one.id != entry_id)
    if len(kept) == len(entries):
        raise NotFound(code, "There is no such entry of yours.")
    return kept


def _check_number(field: str, number: int, most: int) -> None:
    if number > most:
        raise Invalid(
            "items_too_many",
            f"{field} may have at most {most} entries.",
            {field: [f"at most {most} are allowed"]},
        )
