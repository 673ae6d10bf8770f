"""How a page of a list is asked for: `?after=…&limit=…`."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from shared.storage.pagination import LONGEST_CURSOR

USUAL = 50
MOST = 100


class PageAsked(Schema):
    """The query of every list. Extend it with the list's own filters."""

    after = fields.String(
        load_default=None,
        validate=validate.Length(1, LONGEST_CURSOR),
        metadata={"description": "The `next` of the page before"},
    )
    limit = fields.Integer(
        load_default=USUAL,
        validate=validate.Range(1, MOST),
        metadata={"description": "How many at most"},
    )
