"""Errors as RFC 9457 problems: the one place where a kind of error becomes a status.

A problem never repeats what the caller sent, and tells nothing of what went wrong inside.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask import Flask, Response, json, request
from marshmallow import ValidationError
from sqlalchemy.exc import InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException

from shared import errors
from shared.logs import warn

MEDIA_TYPE = "application/problem+json"
STATUS: dict[type[errors.WarmpathError], int] = {
    errors.Invalid: 422,
    errors.Unauthenticated: 401,
    errors.Forbidden: 403,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.Stale: 412,
    errors.NeedsVersion: 428,
    errors.TooEarly: 425,
    errors.TooMany: 429,
    errors.Unavailable: 503,
}
RETRY_AFTER = {errors.TooEarly: 1, errors.Unavailable: 5}
RUNNING = "idempotency_key_running"
HTTP_CODES = {
    400: ("request_unreadable", "This is no request that we can read."),
    404: ("not_found", "There is no such thing here."),
    405: ("method_not_allowed", "This cannot be done to that address."),
    413: ("body_too_large", "The body is larger than this operation takes."),
    415: ("media_type_unsupported", "This operation does not take that media type."),
    422: ("input_invalid", "Some fields are not as they should be."),
    500: ("internal_error", "Something went wrong here; it has been noted."),
}
MOST_ERRORS = 50
WHOLE = "_schema"  # marshmallow's name for what is wrong with all of it
LONGEST_NAME = 100
DEEPEST = 8  # frames of a traceback that are logged
Errors = Mapping[str, list[str]]


def register_problems(app: Flask) -> None:
    """Answer every error of this app with a problem."""
    for kind in STATUS:
        app.register_error_handler(kind, of_refusal)
    app.register_error_handler(HTTPException, of_http)
    app.register_error_handler(ValidationError, of_validation)
    app.register_error_handler(OperationalError, of_store)
    app.register_error_handler(InterfaceError, of_store)
    app.register_error_handler(Exception, of_anything_else)


def problem(status: int, code: str, detail: str, fields: Errors | None = None) -> Response:
    """A problem document. `code` is stable; `type` is the page about it on this server."""
    document: dict[str, Any] = {
        "type": f"/problems/{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
    }
    if fields:
        document["errors"] = fields
    return Response(json.dumps(document), status, content_type=MEDIA_TYPE)


def of_refusal(error: errors.WarmpathError) -> Response:
    """An expected refusal."""
    kind = next(each for each in type(error).__mro__ if each in STATUS)
    response = problem(STATUS[kind], error.code, error.detail, error.errors)
    seconds = getattr(error, "retry_after", None) or RETRY_AFTER.get(kind)
    if seconds or error.code == RUNNING:
        response.headers["Retry-After"] = str(seconds or 1)
    if kind is errors.Unauthenticated:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def of_validation(error: ValidationError) -> Response:
    """A schema refused the input outside of `@blueprint.arguments`."""
    return _of_messages(error.messages)


def of_http(error: HTTPException) -> Response:
    """What Flask and webargs refuse by themselves."""
    messages = getattr(error, "data", {}).get("messages")
    if error.code == 422 and messages:
        return _of_messages(*messages.values())  # by place: the body, the query
    status = error.code or 500
    code, detail = HTTP_CODES.get(status, (f"http_{status}", HTTPStatus(status).phrase + "."))
    response = problem(status, code, detail)
    response.headers.extend((name, value) for name, value in error.get_headers() if name == "Allow")
    return response


def of_store(error: Exception) -> Response:
    """The store does not answer, or has been busy for too long."""
    away = errors.Unavailable("store_away", "The store does not answer; try again soon.")
    warn("request_failed", route=_route(), kind=type(error).__name__)
    return of_refusal(away)


def of_anything_else(error: Exception) -> Response:
    """A fault of ours: logged with its place, told without.

    The error's own message is not logged either: it may quote what somebody wrote.
    """
    frames = traceback.extract_tb(error.__traceback__)[-DEEPEST:]
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    warn("request_failed", route=_route(), kind=type(error).__name__, places=places)
    return problem(500, *HTTP_CODES[500])


def _of_messages(*places: Any) -> Response:
    code, detail = HTTP_CODES[422]
    fields = [field for messages in places for field in _flat(messages)]
    return problem(422, code, detail, dict(fields[:MOST_ERRORS]))


def _flat(messages: Any, path: str = "") -> Iterator[tuple[str, list[str]]]:
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            yield from _flat(inner, _below(path, str(name)[:LONGEST_NAME]))
    else:
        told = messages if isinstance(messages, list) else [messages]
        yield path or "body", [str(message) for message in told]


def _below(path: str, name: str) -> str:
    if name == WHOLE:
        return path
    return f"{path}.{name}" if path else name


def _route() -> str:
    return request.url_rule.rule if request.url_rule else "none"
