"""Links in mails by which an ask is answered: profiles signs them, referrals reads them.

A link says who is asked, in which introduction, and until when. The time of an ask names it as well
as its number would, and does not tell how many were asked before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from shared.web.keys import Keys, SigningKeys
from shared.web.tokens import BadToken, Kind, read, sign

ANSWER_LINK = Kind("answer+jwt", issuers=("profiles",), lifetime=timedelta(days=4))
READER = "referrals"


@dataclass(frozen=True)
class AnswerLink:
    """`person` may answer the one ask of this introduction that they can answer until then."""

    person: UUID
    introduction: UUID
    answer_by: datetime


def sign_answer_link(keys: SigningKeys, link: AnswerLink, now: datetime) -> str:
    """What the link carries."""
    claims = {
        "sub": str(link.person),
        "introduction": str(link.introduction),
        "answer_by": link.answer_by.isoformat(),
    }
    return sign(keys, ANSWER_LINK, [READER], claims, now)


def read_answer_link(keys: Keys, token: str, now: datetime) -> AnswerLink:
    """What a link carries. Raises BadToken."""
    claims = read(keys, ANSWER_LINK, token, READER, now)
    try:
        answer_by = datetime.fromisoformat(claims["answer_by"])
        link = AnswerLink(UUID(claims["sub"]), UUID(claims["introduction"]), answer_by)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadToken("no answer link") from None
    if answer_by.tzinfo is None:
        raise BadToken("no moment")
    return link
