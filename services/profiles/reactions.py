"""What profiles makes of what the other services tell."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from services.profiles.commands.people import verify_employments
from services.profiles.commands.publication import save_person
from services.profiles.ports import UnitOfWork
from shared.contracts.postings import EmployerChanged
from shared.messaging.sinks import Reactions


def follow_employer(event: EmployerChanged, uow: UnitOfWork) -> None:
    """Its domains verify employments, its headcount weighs ties, its parent makes affiliates."""
    headcount = uow.employers.headcounts([event.subject]).get(event.subject)
    domains = uow.employers.domains([event.subject])
    uow.employers.keep(event)
    people = uow.people.employed_at(event.subject)
    if uow.employers.domains([event.subject]) != domains:
        _verify(people, uow)
    if event.headcount != headcount:
        uow.ties.make_due(people, uow.clock.now().date())


def _verify(people: Iterable[UUID], uow: UnitOfWork) -> None:
    for person_id in people:
        person = uow.people.get(person_id)
        known = person.employments
        verify_employments(person, uow)
        if person.employments != known:
            save_person(person, uow, uow.clock)


STORE_REACTIONS: Reactions = {
    EmployerChanged: follow_employer,
}
