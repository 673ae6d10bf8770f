"""What each operation declares about itself beside its view: who may do it, what it takes.

The declarations are attributes of the view, so their order among its decorators does not matter;
`auth.py` and `requests.py` enforce them before the view runs, `openapi.py` prints them. An app
with a view that does not say who may do it is not made at all.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from enum import Enum
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, current_app, request

V = TypeVar("V", bound=Callable[..., Any])
MEGABYTE = 1_000_000
JSON_ONLY = ("application/json",)


class Access(Enum):
    """Who may do an operation."""

    ANYONE = "anyone"
    MEMBER = "member"
    OPERATOR = "operator"


class UndeclaredOperation(Exception):
    """A view does not say who may call it."""


@dataclass(frozen=True)
class Accepts:
    """The media types an operation takes, and how large a body."""

    media_types: tuple[str, ...] = JSON_ONLY
    max_bytes: int = MEGABYTE


def allow(access: Access) -> Callable[[V], V]:
    """Say who may do this operation."""
    secured: list[dict[str, list[str]]] = [] if access is Access.ANYONE else [{"bearer": []}]
    documented = {"security": secured, "x-who": access.value}
    return _declaring("access", access, documented)


def accepts(*media_types: str, max_bytes: int = MEGABYTE) -> Callable[[V], V]:
    """Let this operation take other media types than JSON, or larger bodies than 1 MB."""
    taken = Accepts(media_types or JSON_ONLY, max_bytes)
    bodies = {media: {"schema": _body_schema(media)} for media in media_types}
    documented: dict[str, Any] = {"x-max-bytes": max_bytes}
    return _declaring("accepts", taken, documented | _request_body(bodies))


def access_of(view: Callable[..., Any]) -> Access | None:
    """Who may call a view, if it says so."""
    return getattr(view, "access", None)


def accepted_here() -> Accepts:
    """What the operation of this request takes."""
    view = current_app.view_functions[request.endpoint or ""]
    found: Accepts = getattr(view, "accepts", Accepts())
    return found


def check_all_declared(app: Flask) -> None:
    """Raises UndeclaredOperation naming the views that do not say who may call them."""
    open_to_whom = [name for name, view in app.view_functions.items() if access_of(view) is None]
    if open_to_whom:
        raise UndeclaredOperation(f"@allow(…) is missing on {', '.join(sorted(open_to_whom))}")


def _request_body(bodies: dict[str, Any]) -> dict[str, Any]:
    raw = {media: body for media, body in bodies.items() if media not in JSON_ONLY}
    return {"requestBody": {"required": True, "content": raw}} if raw else {}


def _body_schema(media: str) -> dict[str, Any]:
    if media != "multipart/form-data":
        return {"type": "string"}
    file = {"type": "string", "contentMediaType": "application/octet-stream"}
    return {"type": "object", "properties": {"file": file}, "required": ["file"]}


def _declaring(name: str, value: object, documented: dict[str, Any]) -> Callable[[V], V]:
    def declare(view: V) -> V:
        @wraps(view)
        def declared(*args: Any, **kwargs: Any) -> Any:
            return view(*args, **kwargs)

        document = deepcopy(getattr(view, "_apidoc", {}))
        document.setdefault("manual_doc", {}).update(documented)
        declared.__dict__ |= {"_apidoc": document, name: value}
        return declared  # type: ignore[return-value]

    return declare
