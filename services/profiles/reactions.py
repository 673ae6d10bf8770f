"""What profiles makes of what the other services tell."""

from __future__ import annotations

from services.profiles.commands.people import verify_employments
from services.profiles.commands.publication import save_person
from services.profiles.ports import UnitOfWork
from shared.contracts.postings import EmployerChanged
from shared.messaging.sinks import Reactions


def follow_employer(event: EmployerChanged, uow: UnitOfWork) -> None:
    """Its domains verify employments, its headcount weighs ties, its parent makes affiliates."""
    before = uow.employers.headcount(event.subject)
    uow.employers.keep(event)
    people = uow.people.employed_at(event.subject)
    for person_id in people:
        person = uow.people.get(person_id)
        known = person.employments
        verify_employments(person, uow)
        if person.employments != known:
            save_person(person, uow, uow.clock)
    if before != event.headcount:
        uow.ties.make_due(people, uow.clock.now().date())


REACTIONS: Reactions = {
    EmployerChanged: follow_employer,
}
