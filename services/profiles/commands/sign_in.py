"""Signing up, in, on and out."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.profiles.commands.publication import save_person
from services.profiles.domain.person import Person
from services.profiles.domain.secrets import Secrets
from services.profiles.domain.sign_in import (
    CODE_LASTS,
    CodeRefused,
    OneTimeCode,
    Purpose,
    Session,
    SessionRefused,
    end,
    is_that_code,
    refresh,
    send_code,
    session_of,
    try_code,
    use_code,
)
from services.profiles.domain.texts import clean_mail
from services.profiles.mail_ports import Mail
from services.profiles.ports import UnitOfWork
from shared.clock import Clock
from shared.errors import Invalid
from shared.ids import new_id

SUBJECTS: dict[Purpose, str] = {
    "sign_in": "Your Warmpath sign-in code",
    "add_mail": "Confirm this address for Warmpath",
}
BODY = """Your code is {code}

It is good for ten minutes and for one use. If you did not ask for it, ignore this mail.
"""


@dataclass(frozen=True)
class SignUp:
    """What a new member has to say. `findable` has no preset."""

    name: str
    findable: bool


@dataclass(frozen=True)
class OpenSession:
    """A code that came by mail, and for a new member what signing up needs."""

    mail: str
    code: str
    sign_up: SignUp | None = None


@dataclass(frozen=True)
class SignedIn:
    """An open session: its refresh token, and the addresses that decide on roles."""

    session: Session
    refresh_token: str
    mails: tuple[str, ...]


class SignUpNeeded(Invalid):
    """Nobody has this address yet. The code stays good, so that they can send it again."""

    def __init__(self) -> None:
        super().__init__(
            "sign_up_needed",
            "Nobody has this address yet: send `sign_up` with your name and whether you want to be"
            " found.",
        )


def mail_code(
    mail: str,
    purpose: Purpose,
    uow: UnitOfWork,
    clock: Clock,
    secrets: Secrets,
    person_id: UUID | None = None,
) -> None:
    """Send a code to an address, whoever it belongs to. Raises Invalid mail_invalid."""
    address, now = clean_mail(mail), clock.now()
    kept, code = send_code(address, purpose, now, secrets.key, secrets.below, person_id)
    uow.codes.save(kept)
    text, until = BODY.format(code=code), now + CODE_LASTS
    uow.mails.put(Mail(new_id(), address, SUBJECTS[purpose], text, now, person_id, until))


def count_try(
    mail: str,
    code: str,
    purpose: Purpose,
    uow: UnitOfWork,
    clock: Clock,
    secrets: Secrets,
    person_id: UUID | None = None,
) -> bool:
    """Whether it is the code that was sent; a wrong one counts, in this unit, which must commit.

    Compared and counted at once, so that calls side by side get no more tries than one by one.
    """
    kept = uow.codes.find(_address(mail), purpose, person_id)
    if kept is None:
        return False
    after, _ = try_code(kept, code, clock.now(), secrets.key)
    if after != kept:
        uow.codes.save(after)
    return is_that_code(kept, code, secrets.key)


def spend_code(
    mail: str,
    code: str,
    purpose: Purpose,
    uow: UnitOfWork,
    clock: Clock,
    secrets: Secrets,
    person_id: UUID | None = None,
) -> OneTimeCode:
    """Use up a right code. Raises CodeRefused. `count_try` goes before, in a unit of its own."""
    kept = uow.codes.find(_address(mail), purpose, person_id)
    if kept is None or not try_code(kept, code, clock.now(), secrets.key)[1]:
        raise CodeRefused
    used = use_code(kept)
    uow.codes.save(used)
    return used


def open_session(command: OpenSession, uow: UnitOfWork, clock: Clock, secrets: Secrets) -> SignedIn:
    """Sign in with a code, or sign up when nobody has the address.

    Raises CodeRefused, SignUpNeeded.
    """
    code = spend_code(command.mail, command.code, "sign_in", uow, clock, secrets)
    known = uow.people.by_mail(code.mail)
    person = uow.people.get(known) if known else _sign_up(code.mail, command, uow, clock, secrets)
    session = Session(new_id(), person.id, clock.now())
    uow.sessions.save(session)
    return SignedIn(session, session.token(secrets.key), person.mails)


def note_reuse(token: str, uow: UnitOfWork, clock: Clock, secrets: Secrets) -> None:
    """End the session of a token that was used before: one of its two holders stole it."""
    session_id, generation = session_of(token, secrets.key)
    session = uow.sessions.find(session_id)
    if session is not None:
        after = refresh(session, generation, clock.now())
        if after.ended:
            uow.sessions.save(after)


def refresh_session(token: str, uow: UnitOfWork, clock: Clock, secrets: Secrets) -> SignedIn:
    """A new refresh token in place of this one. Raises SessionRefused."""
    session_id, generation = session_of(token, secrets.key)
    session = uow.sessions.find(session_id)
    after = refresh(session, generation, clock.now()) if session else None
    if after is None or after.ended:
        raise SessionRefused
    uow.sessions.save(after)
    return SignedIn(after, after.token(secrets.key), uow.people.get(after.person_id).mails)


def sign_out(token: str, uow: UnitOfWork, secrets: Secrets) -> None:
    """End the session; one that is over already stays so. Raises SessionRefused if forged."""
    session = uow.sessions.find(session_of(token, secrets.key)[0])
    if session is not None:
        uow.sessions.save(end(session))


def sign_out_everywhere(token: str, uow: UnitOfWork, secrets: Secrets) -> None:
    """End every session of whose token this is, at every device.

    Raises SessionRefused if it is forged, or its session is over: then it speaks for nobody.
    """
    session = uow.sessions.find(session_of(token, secrets.key)[0])
    if session is None or session.ended:
        raise SessionRefused
    for each in uow.sessions.of(session.person_id):
        if not each.ended:
            uow.sessions.save(end(each))


def _sign_up(
    mail: str, command: OpenSession, uow: UnitOfWork, clock: Clock, secrets: Secrets
) -> Person:
    if command.sign_up is None:
        raise SignUpNeeded
    person = Person.signed_up(new_id(), mail, command.sign_up.name, command.sign_up.findable)
    uow.suppressions.remove(secrets.hash_of(mail))
    save_person(person, uow, clock)
    return person


def _address(mail: str) -> str:
    """The address as codes are kept by; one that cannot be is refused like a wrong code."""
    try:
        return clean_mail(mail)
    except Invalid:
        raise CodeRefused from None
