"""The names grant: referrals or postings says who asks and whom they may know the names of;
profiles reads it.

Names never travel in events, so an answer about people holds ids, and this grant beside them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from shared.errors import Forbidden
from shared.web.keys import Keys, SigningKeys
from shared.web.tokens import BadToken, Kind, read, sign

NAMES_GRANT = Kind("grant+jwt", issuers=("referrals", "postings"), lifetime=timedelta(minutes=5))
READER = "profiles"
MOST_PEOPLE = 100


@dataclass(frozen=True)
class Grant:
    """`asker` may know the names of `people`."""

    asker: UUID
    people: frozenset[UUID]


def sign_grant(keys: SigningKeys, asker: UUID, people: Iterable[UUID], now: datetime) -> str:
    """A grant for five minutes. ValueError for more than 100 people: no page shows so many."""
    ids = sorted({str(person) for person in people})
    if len(ids) > MOST_PEOPLE:
        raise ValueError(f"at most {MOST_PEOPLE} people can be named by one grant")
    return sign(keys, NAMES_GRANT, [READER], {"sub": str(asker), "people": ids}, now)


def read_grant(keys: Keys, token: str, asker: UUID, now: datetime) -> Grant:
    """What the grant allows `asker`. Raises Forbidden if it is none, expired, or someone else's."""
    try:
        claims = read(keys, NAMES_GRANT, token, READER, now)
        grant = Grant(UUID(claims["sub"]), frozenset(UUID(each) for each in claims["people"]))
    except (BadToken, ValueError, KeyError, TypeError, AttributeError):
        raise _refused() from None
    if grant.asker != asker:
        raise _refused()
    return grant


def _refused() -> Forbidden:
    return Forbidden("grant_refused", "This grant does not hold; ask your question again.")
