"""/openapi.json, /docs and /problems: what a service can do, for machines and for people.

The page is ours and whole: no script, no font, nothing from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, current_app, json, render_template

from shared.web.operations import Access, allow

METHODS = ("get", "post", "put", "patch", "delete")
PAGE_POLICY = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'"


@dataclass(frozen=True)
class Operation:
    """One operation, as the page shows it."""

    method: str
    path: str
    spec: dict[str, Any]


def docs_blueprint() -> Blueprint:
    """The pages about the API."""
    blueprint = Blueprint("docs", __name__, template_folder="templates")
    blueprint.add_url_rule("/openapi.json", view_func=allow(Access.ANYONE)(openapi_json))
    blueprint.add_url_rule("/docs", view_func=allow(Access.ANYONE)(docs_page))
    blueprint.add_url_rule("/docs.css", view_func=allow(Access.ANYONE)(docs_style))
    blueprint.add_url_rule("/problems/<code>", view_func=allow(Access.ANYONE)(problem_page))
    return blueprint


def spec_of(app: Any) -> dict[str, Any]:
    """The OpenAPI document of an app."""
    found: dict[str, Any] = app.extensions["openapi"].document()
    return found


def openapi_json() -> Response:
    """The OpenAPI 3.1 document."""
    return Response(json.dumps(spec_of(current_app)), content_type="application/json")


def docs_page() -> Response:
    """The same, to read."""
    spec = spec_of(current_app)
    groups: dict[str, list[Operation]] = {}
    for operation in _operations(spec):
        groups.setdefault(operation.spec.get("tags", ["other"])[0], []).append(operation)
    about = {tag["name"]: tag.get("description", "") for tag in spec.get("tags", [])}
    return _page(render_template("docs.html", spec=spec, groups=groups, about=about, name=_name))


def docs_style() -> Response:
    """The look of the page."""
    return Response(render_template("docs.css"), content_type="text/css; charset=utf-8")


def problem_page(code: str) -> Response:
    """What a problem's `type` points to."""
    return _page(render_template("problem.html", code=code[:100]))


def _page(html: str) -> Response:
    return Response(html, headers={"Content-Security-Policy": PAGE_POLICY})


def _operations(spec: dict[str, Any]) -> Iterator[Operation]:
    for path, methods in spec["paths"].items():
        for method in METHODS:
            if method in methods:
                shared = methods.get("parameters", [])
                own = methods[method].get("parameters", [])
                yield Operation(method, path, methods[method] | {"parameters": shared + own})


def _name(schema: dict[str, Any]) -> str:
    """A schema in a word or two."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if schema.get("type") == "array":
        return f"list of {_name(schema.get('items', {}))}"
    kind = schema.get("type", "any")
    kinds = kind if isinstance(kind, list) else [kind]
    return schema.get("format") or " or ".join(kinds)
