"""Links by which referrers share openings."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, select

from services.referrals.adapters.tables import share_links
from services.referrals.domain.share_link import ShareLink, link_exists
from shared.storage.pagination import Page, decode_cursor, page_of
from shared.storage.upsert import upsert


class StoredLinks:
    """Keeps `referral_ports.Links`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, link_id: UUID) -> ShareLink | None:
        this = select(share_links).where(share_links.c.id == link_id)
        row = self._connection.execute(this).first()
        return _link(row) if row else None

    def at_token(self, token: str) -> ShareLink | None:
        this = select(share_links).where(share_links.c.token == token)
        row = self._connection.execute(this).first()
        return _link(row) if row else None

    def add(self, link: ShareLink) -> None:
        values = asdict(link) | {"referrer_id": link.referrer}
        del values["referrer"]
        once = upsert(share_links).values(**values).on_conflict_do_nothing()
        if self._connection.execute(once.returning(share_links.c.id)).first() is None:
            raise link_exists()

    def of_referrer(self, person: UUID, after: str | None, limit: int) -> Page[ShareLink]:
        query = select(share_links).where(share_links.c.referrer_id == person)
        if after is not None:
            query = query.where(share_links.c.id < decode_cursor(after, UUID)[0])
        newest = query.order_by(share_links.c.id.desc()).limit(limit + 1)
        found = list(map(_link, self._connection.execute(newest).all()))
        return page_of(found, limit, lambda link: (link.id,))

    def remove(self, link_id: UUID) -> None:
        self._connection.execute(delete(share_links).where(share_links.c.id == link_id))

    def end(self, opening_id: UUID) -> None:
        self._connection.execute(delete(share_links).where(share_links.c.opening_id == opening_id))

    def forget(self, person: UUID) -> None:
        """They share nothing any more."""
        self._connection.execute(delete(share_links).where(share_links.c.referrer_id == person))


def _link(row: Row[Any]) -> ShareLink:
    return ShareLink(
        id=row.id,
        referrer=row.referrer_id,
        opening_id=row.opening_id,
        token=row.token,
        made_at=row.made_at,
    )
