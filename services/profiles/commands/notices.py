"""What referrals has to tell people is noted here; letters.py writes it when it is due."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from services.profiles.domain.composing import Told, to_stranger
from services.profiles.domain.invitation import KEPT, Invitation
from services.profiles.domain.note import TIE_PROPOSED, Note
from services.profiles.domain.notices import page_of
from services.profiles.domain.rhythm import ANSWER_WITHIN
from services.profiles.domain.tie import Tie, TieState
from services.profiles.mail_ports import Mail
from services.profiles.ports import UnitOfWork
from shared.contracts.referrals import IntroductionStepAnswered, NoticeRequested
from shared.errors import NotFound

SURELY_BEFORE = timedelta(minutes=1)
"""Whoever is asked again by a reroute may be so in the very moment in which they answered."""


def note_notice(notice: NoticeRequested, uow: UnitOfWork) -> None:
    """Have it told; nothing to whoever left meanwhile, or wants nothing from us.

    The notice's own id is the mail's, and so its Message-ID is the same however often it is sent.
    """
    invitation = uow.invitations.find(notice.recipient_id)
    if invitation is not None:
        _write_to_address(notice, invitation, uow)
        return
    note = Note(
        id=notice.subject,
        person_id=notice.recipient_id,
        template=notice.template,
        about_id=notice.about_id,
        people=tuple(notice.people),
        noted_at=uow.clock.now(),
        due_at=uow.clock.now(),
        answers=tuple(notice.answers),
        answer_by=notice.answer_by,
    )
    _put(note, uow)


def note_proposal(tie: Tie, by: UUID, uow: UnitOfWork) -> None:
    """Have the other told in their weekly mail that `by` says they know each other."""
    if tie.state is not TieState.PROPOSED or tie.proposed_by != by:
        return
    now = uow.clock.now()
    note = Note(tie.id, tie.other(by), TIE_PROPOSED, tie.id, (by,), noted_at=now, due_at=now)
    _put(note, uow)


def forget_answered(answered: IntroductionStepAnswered, uow: UnitOfWork) -> None:
    """What was answered on the page before it was written is not asked any more."""
    before = answered.time + ANSWER_WITHIN - SURELY_BEFORE
    uow.notes.drop_asks(answered.subject, answered.person_id, before)


def _put(note: Note, uow: UnitOfWork) -> None:
    try:
        settings = uow.people.get(note.person_id).settings
    except NotFound:
        return
    uow.notes.put(note.timed(settings, uow.clock.now()))


def _write_to_address(notice: NoticeRequested, to: Invitation, uow: UnitOfWork) -> None:
    if not to.mail or uow.suppressions.among([to.objects_as]):
        return
    known = uow.people.names(notice.people)
    names = tuple(known[each][0] for each in notice.people if each in known)
    page = page_of(notice.template, notice.about_id, uow.portal)
    subject, text = to_stranger(Told(notice.template, names, page=page))
    now, until = uow.clock.now(), to.written_at + KEPT
    uow.mails.put(Mail(notice.subject, to.mail, subject, text, now, to.by, until))
