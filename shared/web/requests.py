"""What every request must be before its view sees it: of a known type, small enough, readable."""

from __future__ import annotations

import json
from typing import Any

from flask import Flask, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

from shared.web.operations import accepted_here

MOST_VALUES = 30_000
"""In one JSON body; a megabyte holds half a million, and a schema judges and names each of them."""


def check_requests(app: Flask) -> None:
    """Refuse unreadable requests with 400, 413 and 415, before they reach a view."""
    app.before_request(_check)


def _check() -> None:
    if request.endpoint is None or not _has_body():
        return
    accepted = accepted_here()
    request.max_content_length = accepted.max_bytes + 1
    if (request.content_length or 0) > accepted.max_bytes:
        raise RequestEntityTooLarge
    if request.mimetype not in accepted.media_types:
        raise UnsupportedMediaType
    # The body is read whole before a unit of work is opened: a slow sender must not hold the store.
    body = request.get_data()
    if len(body) > accepted.max_bytes:  # of unannounced length, and cut off there by werkzeug
        raise RequestEntityTooLarge
    if request.mimetype == "application/json":
        _check_json(body)


def _has_body() -> bool:
    return bool(request.content_length) or "Transfer-Encoding" in request.headers


def _check_json(body: bytes) -> None:
    # Python's json lets NaN and lone surrogates in; the one is no JSON, the other is no text and
    # would fail in the store. A body nested too deep is refused here, not by a full stack.
    try:
        value = json.loads(body, parse_constant=_no_number)
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise BadRequest from None
    if _holds_too_many(value):
        raise RequestEntityTooLarge


def _holds_too_many(value: Any) -> bool:
    found, waiting = 0, [value]
    while waiting and found <= MOST_VALUES:
        each = waiting.pop()
        inner = each.values() if isinstance(each, dict) else each if isinstance(each, list) else ()
        found += len(inner)
        if found <= MOST_VALUES:
            waiting.extend(inner)
    return found > MOST_VALUES


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is not in JSON")
