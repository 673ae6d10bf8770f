"""What profiles makes of what the other services tell."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from services.profiles.commands.notices import forget_answered, note_notice
from services.profiles.commands.people import verify_employments
from services.profiles.commands.publication import save_person, save_tie
from services.profiles.domain.tie_refused import TieNotFound
from services.profiles.ports import UnitOfWork
from shared.contracts.postings import EmployerChanged
from shared.contracts.referrals import (
    IntroductionEnded,
    IntroductionStepAnswered,
    NoticeRequested,
)
from shared.ids import tie_id
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


def remember_introduction(event: IntroductionEnded, uow: UnitOfWork) -> None:
    """Two who met came together along ties: that is evidence for each of these. Of what is over,
    nobody is asked any more.
    """
    uow.notes.drop_asks(event.subject)
    for pair in event.along:
        try:
            tie = uow.ties.get(tie_id(pair.first, pair.second))
        except TieNotFound:
            continue  # a volunteer's, or ended meanwhile and forgotten
        if tie.is_live:
            tie.introduction_went_well(event.time.date())
            save_tie(tie, uow, uow.clock)


def write(event: NoticeRequested, uow: UnitOfWork) -> None:
    """Referrals knows no addresses: what it has to tell people, profiles writes."""
    note_notice(event, uow)


def forget_ask(event: IntroductionStepAnswered, uow: UnitOfWork) -> None:
    """Somebody answered before their mail was written."""
    forget_answered(event, uow)


STORE_REACTIONS: Reactions = {
    EmployerChanged: follow_employer,
    IntroductionEnded: remember_introduction,
    IntroductionStepAnswered: forget_ask,
    NoticeRequested: write,
}
