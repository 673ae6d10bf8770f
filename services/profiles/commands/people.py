"""What members say about themselves, and how they leave."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from uuid import UUID

from services.profiles.commands.publication import save_person
from services.profiles.commands.sign_in import spend_code
from services.profiles.domain.person import Person
from services.profiles.domain.secrets import Secrets
from services.profiles.domain.tie_strength import publish
from services.profiles.mail_ports import Mailer
from services.profiles.ports import UnitOfWork
from shared.clock import Clock
from shared.errors import Conflict, NotFound


@dataclass(frozen=True)
class Edit:
    """The fields of something that somebody changes; what is not among them stays."""

    person_id: UUID
    fields: Mapping[str, object]


@dataclass(frozen=True)
class VerifyMail:
    """A code that came to an address which somebody adds."""

    person_id: UUID
    mail: str
    code: str


def present(command: Edit, uow: UnitOfWork, clock: Clock) -> Person:
    """Change what others read about a person. Raises what `Presentation.checked` raises."""
    person = uow.people.get(command.person_id)
    person.present(replace(person.presentation, **command.fields))  # type: ignore[arg-type]
    save_person(person, uow, clock)
    return person


def decide(command: Edit, uow: UnitOfWork, clock: Clock) -> Person:
    """Change the settings. Raises what `Settings.checked` raises."""
    person = uow.people.get(command.person_id)
    person.decide(replace(person.settings, **command.fields))  # type: ignore[arg-type]
    save_person(person, uow, clock)
    return person


def end_weekly_digest(person_id: UUID, uow: UnitOfWork, clock: Clock) -> None:
    """No more weekly mail; nothing to whoever left."""
    with suppress(NotFound):
        decide(Edit(person_id, {"weekly_digest": False}), uow, clock)


def avoid(person_id: UUID, other: UUID, uow: UnitOfWork, clock: Clock) -> None:
    """No path of the person may lead through the other. Raises what `Person.avoid` raises."""
    person = uow.people.get(person_id)
    person.avoid(other, clock.now())
    save_person(person, uow, clock)


def stop_avoiding(person_id: UUID, other: UUID, uow: UnitOfWork, clock: Clock) -> None:
    """Take the other off the list, with effect in 7 days."""
    person = uow.people.get(person_id)
    person.stop_avoiding(other, clock.now())
    save_person(person, uow, clock)


def lift_removals(uow: UnitOfWork, clock: Clock, most: int) -> int:
    """Tell the others of removals from avoid lists that have taken effect; how many people's."""
    due = uow.people.with_removal_before(clock.now(), most)
    for person_id in due:
        person = uow.people.get(person_id)
        now = clock.now()
        person.avoided = tuple(entry for entry in person.avoided if entry.counts(now))
        save_person(person, uow, clock)
    return len(due)


def add_mail(command: VerifyMail, uow: UnitOfWork, clock: Clock, secrets: Secrets) -> Person:
    """Add an address whose code came back.

    Raises CodeRefused, and Conflict mail_taken if it is another member's: only who reads the
    address's mail learns that.
    """
    spent = spend_code(
        command.mail, command.code, "add_mail", uow, clock, secrets, command.person_id
    )
    if uow.people.by_mail(spent.mail) not in (None, command.person_id):
        raise Conflict("mail_taken", "Another account has this address: sign in to that one.")
    person = uow.people.get(command.person_id)
    person.add_mail(spent.mail)
    verify_employments(person, uow)
    save_person(person, uow, clock)
    return person


def verify_employments(person: Person, uow: UnitOfWork) -> None:
    """Mark the employments that a verified address bears out."""
    employers = {employment.employer_id for employment in person.employments}
    person.verify_employments(uow.employers.domains(employers))


def leave(person_id: UUID, uow: UnitOfWork, clock: Clock, secrets: Secrets, mailer: Mailer) -> None:
    """Erase a person and all that hangs on them; the others hear of it and of every tie's end.

    Their addresses are remembered only as hashes that objected.
    """
    person = uow.people.get(person_id)
    mails = person.mails
    _end_ties(person_id, uow, clock)
    uow.suppressions.add([secrets.hash_of(mail) for mail in mails], clock.now())
    uow.codes.forget(person_id, mails)
    uow.mails.forget(person_id, mails)
    uow.invitations.forget(person_id, mails)
    uow.forget_answers(person_id)
    uow.people.forget(person_id)
    uow.groups.forget_empty()
    uow.emit(person.erase())
    mailer.forget(person_id, mails)


def _end_ties(person_id: UUID, uow: UnitOfWork, clock: Clock) -> None:
    """The rows go with the person; here the others hear of those that were live."""
    today = clock.now().date()
    for tie in uow.ties.all_of(person_id):
        tie.end_for_erased(person_id)
        ended = publish(tie, [], today)
        if ended:
            uow.emit(ended)
