"""Whom an employee knows for an opening: which of their own contacts it may be matched with.

A contact fits who set `open_to_openings`, avoids neither the employee nor works where the employee
does, or at an affiliate of it: people at one's own employer are never shown that one looks around,
whatever one's settings say of paths. No part in the opening either. What people can do and where
they live does not travel, so it decides nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.referrals.domain.employers import Employers
from services.referrals.domain.openings import belongs_to, current
from shared.contracts.postings import OpeningChanged
from shared.contracts.profiles import PersonChanged
from shared.errors import Forbidden


@dataclass(frozen=True)
class Circle:
    """A member; everybody whom they know by a live tie, lent or not, by id; and all employers that
    belong together with one where the member works.
    """

    me: PersonChanged
    contacts: tuple[PersonChanged, ...]
    employers: frozenset[UUID]


def circle_of(
    person: UUID, facts: Iterable[PersonChanged], employers: Employers, today: date
) -> Circle | None:
    """The circle of a person, of what they and their contacts last published; None if they are no
    member.
    """
    known = {fact.subject: fact for fact in facts}
    me = known.pop(person, None)
    if me is None:
        return None
    contacts = tuple(known[each] for each in sorted(known))
    return Circle(me, contacts, employers.with_affiliates(_works_at(me, today)))


def refuse_unproved(circle: Circle | None, employer: UUID, today: date) -> Circle:
    """Who asks works there, and has proved it: a mere claim would open others' private settings.

    Raises Forbidden(employment_not_current | employment_not_proved).
    """
    if circle is None or employer not in _works_at(circle.me, today):
        raise Forbidden("employment_not_current", "Only who works at the employer asks this.")
    jobs = (job for job in circle.me.employments if job.employer_id == employer)
    if not any(job.verified and current(job, today) for job in jobs):
        raise Forbidden("employment_not_proved", "Prove by your mail at work that you work there.")
    return circle


def who_fits(circle: Circle, opening: OpeningChanged, today: date) -> list[UUID]:
    """The contacts with whom the opening is matched, by id, which ranks nobody."""
    return [each.subject for each in circle.contacts if _fits(each, circle, opening, today)]


def _fits(contact: PersonChanged, circle: Circle, opening: OpeningChanged, today: date) -> bool:
    return (
        contact.open_to_openings
        and circle.me.subject not in contact.avoid_people
        and circle.employers.isdisjoint(_works_at(contact, today))
        and not belongs_to(contact.subject, opening)
    )


def _works_at(person: PersonChanged, today: date) -> set[UUID]:
    return {job.employer_id for job in person.employments if current(job, today)}
