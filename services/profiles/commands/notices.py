"""Writing to people what referrals has to tell them."""

from __future__ import annotations

from uuid import UUID

from services.profiles.domain.notices import LETTERS
from services.profiles.mail_ports import Mail
from services.profiles.ports import UnitOfWork
from shared.contracts.referrals import NoticeRequested
from shared.errors import NotFound


def write_notice(notice: NoticeRequested, uow: UnitOfWork) -> None:
    """Have one mail sent; none to whoever left meanwhile, or wants nothing from us.

    The notice's own id is the mail's, and so its Message-ID is the same however often it is sent.
    """
    to = _recipient(notice.recipient_id, uow)
    if to is None:
        return
    known = uow.people.names(notice.people)
    names = [known[each][0] for each in notice.people if each in known]
    subject, text = LETTERS[notice.template].to(names)
    now = uow.clock.now()
    uow.mails.put(Mail(notice.subject, to[0], subject, text, now, to[1]))


def _recipient(recipient: UUID, uow: UnitOfWork) -> tuple[str, UUID] | None:
    """Their address, and the member whose leaving takes the mail back."""
    invitation = uow.invitations.find(recipient)
    if invitation is not None:
        objected = uow.suppressions.among([invitation.objects_as])
        return (invitation.mail, invitation.by) if invitation.mail and not objected else None
    try:
        return uow.people.get(recipient).mails[0], recipient
    except NotFound:
        return None
