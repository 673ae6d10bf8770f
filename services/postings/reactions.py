"""What postings does when profiles or referrals tells it something."""

from __future__ import annotations

from services.postings.commands.keeping import employer_of, keep_employer, keep_opening
from services.postings.domain.audience import nobody_runs
from services.postings.domain.employment import KnownPerson
from services.postings.domain.opening import OPEN, Opening
from services.postings.ports import UnitOfWork
from shared.contracts.profiles import PersonChanged, PersonErased
from shared.contracts.referrals import CandidateHired
from shared.messaging.sinks import Reactions


def know_person(event: PersonChanged, uow: UnitOfWork) -> None:
    """Who is employed where decides who may post, and who may be hiring manager."""
    employments = tuple(event.employments)
    uow.people.put(KnownPerson(event.subject, event.open_to_intros, employments))


def forget_person(event: PersonErased, uow: UnitOfWork) -> None:
    """Somebody left for good: out of every employer and opening they had a part in."""
    uow.people.forget(event.subject)
    touched = {one.id: one for one in uow.openings.with_person(event.subject)}
    for employer in uow.employers.of_steward(event.subject):
        keep_employer(employer, employer.without_steward(event.subject), uow)
        touched |= {one.id: one for one in uow.openings.of_employer(employer.id)}
    for opening in touched.values():
        after = _without_nobody(opening.without(event.subject), uow)
        keep_opening(opening, after, uow)


def fill_opening(event: CandidateHired, uow: UnitOfWork) -> None:
    """Somebody was hired for it; what is over, or was never published, stays as it is."""
    opening = uow.openings.find(event.opening_id)
    if opening is not None and opening.state in OPEN:
        keep_opening(opening, opening.moved("fill", uow.clock.now()), uow)


def _without_nobody(opening: Opening, uow: UnitOfWork) -> Opening:
    """Closed, if nobody is left who could change it."""
    stewards = employer_of(opening.employer_id, uow).stewards
    if nobody_runs(opening, stewards):
        return opening.moved("close", uow.clock.now())
    return opening


STORE_REACTIONS: Reactions = {
    PersonChanged: know_person,
    PersonErased: forget_person,
    CandidateHired: fill_opening,
}
