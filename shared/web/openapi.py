"""OpenAPI 3.1 of a service, from its blueprints, served at /openapi.json."""

from __future__ import annotations

from http import HTTPStatus
from threading import Lock
from typing import Any

import flask_smorest
from apispec import BasePlugin
from flask import Flask
from marshmallow import Schema, fields

from shared.web import own_writes, problems

SECURITY = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "JWT",
    "description": "The access token from POST /v1/sign-in/sessions at profiles; 15 minutes.",
}
VERSION = "1"


class Problem(Schema):
    """RFC 9457 problem details."""

    type = fields.String(required=True, metadata={"description": "The page about this problem"})
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True, metadata={"description": "What was wrong, what to do"})
    code = fields.String(required=True, metadata={"description": "Stable name of the case"})
    errors = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        metadata={"description": "The offending fields with their reasons"},
    )


class Api(flask_smorest.Api):  # type: ignore[misc]
    """flask-smorest's Api whose errors are problems, and whose document is written when it is read:
    few ever ask for it, and to write it takes a third of the time in which an app is made.
    """

    ERROR_SCHEMA = Problem

    def __init__(self, app: Flask, spec_kwargs: dict[str, Any]) -> None:
        super().__init__(app, spec_kwargs=spec_kwargs)
        self._undocumented: list[flask_smorest.Blueprint] = []
        self._writing = Lock()

    def register_blueprint(self, blueprint: flask_smorest.Blueprint) -> None:
        self._app.extensions["flask-smorest"]["blp_name_to_api"][blueprint.name] = self
        self._app.register_blueprint(blueprint)
        self._undocumented.append(blueprint)

    def document(self) -> dict[str, Any]:
        """The OpenAPI document of all that was registered."""
        with self._writing:
            while self._undocumented:  # one that fails is not written twice at the next reading
                each = self._undocumented.pop(0)
                each.register_views_in_doc(
                    self, self._app, self.spec, name=each.name, parameters=None
                )
                self.spec.tag({"name": each.name, "description": each.description})
            return dict(self.spec.to_dict())

    def _register_error_handlers(self) -> None:
        problems.register_problems(self._app)

    def _register_responses(self) -> None:
        for status in sorted({*problems.STATUS.values(), *problems.HTTP_CODES}):
            self._register_problem(HTTPStatus(status).name, HTTPStatus(status).phrase)
        self._register_problem("DEFAULT_ERROR", "Refused; nothing was changed")

    def _register_problem(self, name: str, description: str) -> None:
        content = {problems.MEDIA_TYPE: {"schema": Problem}}
        document = {"description": description, "content": content}
        self.spec.components.response(name, document, lazy=True)


class _Headers(BasePlugin):
    """Documents the headers that every operation of a method understands."""

    def operation_helper(
        self, path: str | None = None, operations: dict[Any, Any] | None = None, **kwargs: Any
    ) -> None:
        for method, operation in (operations or {}).items():
            for header in _understood(method):
                operation.setdefault("parameters", []).append(header)


def make_api(app: Flask, title: str) -> Api:
    """An Api on this app; blueprints are registered with it."""
    plugins = [_Headers()]
    app.config.update(API_TITLE=title, API_VERSION=VERSION, OPENAPI_VERSION="3.1.0")
    api = Api(app, spec_kwargs={"extra_plugins": plugins})
    api.spec.components.security_scheme("bearer", SECURITY)
    return api


def _understood(method: str) -> list[dict[str, Any]]:
    if method == "post":
        return [
            _header("Idempotency-Key", "Repeating a call with it does nothing again; 24 h", 200)
        ]
    if method in ("put", "patch", "delete"):
        return [_header("If-Match", "The ETag of what is edited; needed if it has one", 100)]
    if method == "get":
        return [_header(own_writes.HEADER, "From a write: answer as of it or later", 8000)]
    return []


def _header(name: str, description: str, longest: int) -> dict[str, Any]:
    schema = {"type": "string", "minLength": 1, "maxLength": longest}
    return {"in": "header", "name": name, "description": description, "schema": schema}
