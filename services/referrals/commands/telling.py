"""Having somebody written to, which profiles does: it alone knows names and addresses."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from services.referrals.ports import UnitOfWork
from shared.contracts.referrals import NoticeRequested
from shared.ids import new_id


def write_to(
    recipient: UUID,
    template: str,
    about: UUID,
    people: Iterable[UUID],
    uow: UnitOfWork,
    answers: Iterable[str] = (),
    answer_by: datetime | None = None,
) -> None:
    """One mail about something, which may name these people and can be answered like that."""
    notice = NoticeRequested(
        subject=new_id(),
        recipient_id=recipient,
        template=template,
        about_id=about,
        people=sorted(people),
        answers=[str(answer) for answer in answers],
        answer_by=answer_by,
    )
    uow.emit(notice)
