"""Other services' public keys: the one thing that one service asks of another over HTTP.

They are kept in the store, so that a restart while the others are away does not lose them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from threading import RLock
from typing import Any

import requests
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from sqlalchemy import select

from shared.clock import Clock
from shared.errors import Unavailable
from shared.logs import warn
from shared.storage.database import Database
from shared.storage.tables import foreign_keys
from shared.storage.upsert import upsert

Fetch = Callable[[str], Mapping[str, Any]]
ASKED_EVERY = timedelta(seconds=30)
ASKED_AGAIN_AFTER = timedelta(seconds=2)
FRESH_FOR = timedelta(minutes=10)


class ForeignKeys:
    """Finds the public key that another service signed with.

    An unknown id makes it ask that service, at most every 30 seconds; so does a set older than
    ten minutes, so that a withdrawn key stops counting. While the other is away, what is kept
    goes on counting, and it is asked again every 2 seconds.
    """

    def __init__(
        self, database: Database, clock: Clock, urls: Mapping[str, str], fetch: Fetch
    ) -> None:
        self._database = database
        self._clock = clock
        self._urls = urls
        self._fetch = fetch
        self._sets: dict[str, dict[str, OKPKey]] = {}
        self._fetched: dict[str, datetime] = {}
        self._asked: dict[str, datetime] = {}
        self._away: set[str] = set()
        self._one_asks = RLock()

    def find(self, issuer: str, kid: str) -> OKPKey | None:
        """The key that `issuer` calls `kid`, or None.

        Raises Unavailable if no key of the issuer was ever known, and it does not answer now.
        """
        if issuer not in self._urls:
            return None
        if not self._is_known(issuer, kid):
            # Requests that come together wait for the first one's answer.
            with self._one_asks:
                if issuer not in self._sets:
                    self._remember(issuer)
                if not self._is_known(issuer, kid):
                    self.refresh(issuer)
        if not self._sets[issuer] and issuer in self._away:
            raise Unavailable("keys_away", f"{issuer} does not answer, whose key is needed.")
        return self._sets[issuer].get(kid)

    def refresh(self, issuer: str) -> None:
        """Ask the service for its keys, unless it was asked a moment ago."""
        with self._one_asks:
            self._refresh(issuer)

    def _is_known(self, issuer: str, kid: str) -> bool:
        fetched = self._fetched.get(issuer)
        fresh = fetched is not None and self._clock.now() - fetched < FRESH_FOR
        return fresh and kid in self._sets.get(issuer, {})

    def _refresh(self, issuer: str) -> None:
        now = self._clock.now()
        asked = self._asked.get(issuer)
        pause = ASKED_AGAIN_AFTER if issuer in self._away else ASKED_EVERY
        if issuer not in self._urls or (asked is not None and now - asked < pause):
            return
        self._asked[issuer] = now
        try:
            key_set = dict(self._fetch(self._urls[issuer]))
            self._use(issuer, key_set, now)
        except (requests.RequestException, JoseError, ValueError, KeyError, TypeError):
            self._away.add(issuer)
            warn("keys_away", issuer=issuer)
        else:
            self._away.discard(issuer)
            self._keep(issuer, key_set, now)

    def _remember(self, issuer: str) -> None:
        kept = select(foreign_keys).where(foreign_keys.c.issuer == issuer)
        with self._database.read() as connection:
            row = connection.execute(kept).one_or_none()
        if row is None:
            self._use(issuer, {"keys": []}, datetime.min.replace(tzinfo=self._clock.now().tzinfo))
        else:
            self._use(issuer, row.key_set, row.fetched_at)

    def _use(self, issuer: str, key_set: Mapping[str, Any], fetched: datetime) -> None:
        keys = [OKPKey.import_key(_public(key)) for key in key_set["keys"] if _is_ours(key)]
        self._sets[issuer] = {str(key.kid): key for key in keys}
        self._fetched[issuer] = fetched

    def _keep(self, issuer: str, key_set: Mapping[str, Any], now: datetime) -> None:
        row = {"key_set": dict(key_set), "fetched_at": now}
        kept = upsert(foreign_keys).values(issuer=issuer, **row)
        with self._database.write() as connection:
            connection.execute(kept.on_conflict_do_update(index_elements=["issuer"], set_=row))


def fetch_key_set(url: str) -> Mapping[str, Any]:
    """The key set at that URL. Raises requests.RequestException or ValueError."""
    answer = requests.get(url, timeout=2, allow_redirects=False)
    answer.raise_for_status()
    found = answer.json()
    if not isinstance(found, dict):
        raise ValueError("no key set")
    return found


def _is_ours(key: object) -> bool:
    if not isinstance(key, Mapping):
        return False
    return key.get("kty") == "OKP" and key.get("crv") == "Ed25519" and "kid" in key


def _public(key: Mapping[str, Any]) -> dict[str, Any]:
    return {name: key[name] for name in ("kty", "crv", "x", "kid")}
