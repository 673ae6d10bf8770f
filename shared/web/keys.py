"""The keys a service signs with, and how it finds the one that signed what it reads.

Keys are Ed25519. The newest signs; a retired one still verifies for five days, which is longer than
any token lives: links in mails, by which an ask is answered, live four. The private key lies in the
service's own store and never leaves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from joserfc.jwk import OKPKey
from sqlalchemy import Row, or_, select, update

from shared.clock import Clock
from shared.messaging.scheduler import Job
from shared.settings import ServiceSettings
from shared.storage.database import Database
from shared.storage.tables import signing_keys
from shared.storage.upsert import upsert
from shared.web.foreign_keys import Fetch, ForeignKeys, fetch_key_set

SIGNS_FOR = timedelta(days=30)
VERIFIES_FOR = timedelta(days=5)
LOOKED_UP_EVERY = timedelta(seconds=30)


class SigningKeys:
    """One service's own keys, kept in its store and shared by all its processes."""

    def __init__(self, service: str, database: Database, clock: Clock) -> None:
        self.service = service
        self._database = database
        self._clock = clock
        self._known: dict[str, OKPKey] = {}
        self._looked_up: datetime | None = None

    def prepare(self) -> None:
        """Make the first key, unless there is one. Call it at start, outside a transaction."""
        if not self._rows():
            self._add(1)
        self._look_up()

    def newest(self) -> OKPKey:
        """The key to sign with."""
        self._look_up_if_old()
        return next(reversed(self._known.values()))

    def find(self, kid: str) -> OKPKey | None:
        """The key of that id, if it still verifies."""
        self._look_up_if_old()
        if kid not in self._known:
            self._look_up()
        return self._known.get(kid)

    def public(self) -> dict[str, Any]:
        """The JSON Web Key Set that others may see (RFC 7517)."""
        self._look_up_if_old()
        described = {"alg": "Ed25519", "use": "sig"}
        return {"keys": [key.as_dict(private=False) | described for key in self._known.values()]}

    def rotate(self) -> str:
        """Retire the present key and make the next. Returns the id of the key that signs now."""
        self.prepare()
        number = max(_number(kid) for kid in self._known)
        self._add(number + 1)
        now = self._clock.now()
        older = signing_keys.c.kid != self._kid(number + 1)
        with self._database.write() as connection:
            still_signing = older & signing_keys.c.retired_at.is_(None)
            connection.execute(update(signing_keys).where(still_signing).values(retired_at=now))
        self._look_up()
        return self._kid(number + 1)

    def rotate_if_due(self) -> int:
        """Rotate a key that has signed for 30 days; how many were retired. A job calls it daily."""
        signing = [row for row in self._rows() if row.retired_at is None]
        if any(row.created_at > self._clock.now() - SIGNS_FOR for row in signing) or not signing:
            return 0
        self.rotate()
        return len(signing)

    def _add(self, number: int) -> None:
        # Two processes may start at once: both try the same id, and its unique key picks one.
        key = OKPKey.generate_key("Ed25519", {"kid": self._kid(number)})
        row = upsert(signing_keys).values(
            kid=self._kid(number),
            private_key=key.as_dict(private=True),
            created_at=self._clock.now(),
        )
        with self._database.write() as connection:
            connection.execute(row.on_conflict_do_nothing())

    def _look_up_if_old(self) -> None:
        if self._looked_up is None or self._clock.now() - self._looked_up > LOOKED_UP_EVERY:
            self._look_up()

    def _look_up(self) -> None:
        rows = sorted(self._rows(), key=lambda row: _number(row.kid))
        self._known = {row.kid: OKPKey.import_key(row.private_key) for row in rows}
        self._looked_up = self._clock.now()

    def _rows(self) -> list[Row[Any]]:
        retired = signing_keys.c.retired_at
        verifies = or_(retired.is_(None), retired > self._clock.now() - VERIFIES_FOR)
        with self._database.read() as connection:
            return list(connection.execute(select(signing_keys).where(verifies)))

    def _kid(self, number: int) -> str:
        return f"{self.service}-{number}"


@dataclass(frozen=True)
class Keys:
    """All keys a service can check a signature with: its own, and those of the others."""

    own: SigningKeys
    foreign: ForeignKeys

    def find(self, issuer: str, kid: str) -> OKPKey | None:
        """The public key that `issuer` calls `kid`; None if there is none or it is unknown here."""
        return self.own.find(kid) if issuer == self.own.service else self.foreign.find(issuer, kid)

    def doubt(self, issuer: str) -> None:
        """A signature by `issuer` did not fit: it may have made its keys anew under the same id."""
        if issuer != self.own.service:
            self.foreign.refresh(issuer)


def rotation(keys: Keys) -> Job:
    """The job that gives a service its next key in time."""
    return Job("rotate_keys", timedelta(days=1), keys.own.rotate_if_due)


def make_keys(
    settings: ServiceSettings,
    database: Database,
    clock: Clock,
    fetch: Fetch = fetch_key_set,
) -> Keys:
    """The keys of the service that these settings describe."""
    foreign = ForeignKeys(database, clock, settings.jwks_urls, fetch)
    return Keys(SigningKeys(settings.service, database, clock), foreign)


def _number(kid: str) -> int:
    return int(kid.rpartition("-")[2])
