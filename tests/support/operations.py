"""Every operation of a service as its own OpenAPI document tells it, and a way to call each.

for operation in operations_of(app):
    operation.call(visitor, {"tie_id": …})       with a body that its schema takes
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from shared.ids import new_id
from tests.support.web import Visitor

Place = tuple[str, ...]
METHODS = ("get", "post", "put", "patch", "delete")
LIST = (
    b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\nA,B,,,,,01 Jan 2020\n"
)
MADE_UP = {
    "uuid": "01890000-0000-7000-8000-000000000001",
    "date": "2025-01-01",
    "date-time": "2025-01-01T00:00:00Z",
    "uri": "https://page.example/x",
}


@dataclass(frozen=True)
class Operation:
    """One method of one path."""

    method: str
    path: str
    spec: Mapping[str, Any]
    document: Mapping[str, Any]

    @property
    def who(self) -> str:
        """Who may call it: anyone, member or operator."""
        return str(self.spec["x-who"])

    @property
    def ids(self) -> list[str]:
        """The names of the ids in its path."""
        return [part[1:-1] for part in self.path.split("/") if part.startswith("{")]

    def call(
        self,
        visitor: Visitor,
        ids: Mapping[str, str],
        changed: Mapping[Place, object] | None = None,
        **options: Any,
    ) -> TestResponse:
        """Call it with what its schemas ask for, `changed` at these places of its body; ids that
        are not given lead nowhere.
        """
        named = {name: ids.get(name, str(new_id())) for name in self.ids}
        query = {p["name"]: ids.get(p["name"]) or self._made(p["schema"]) for p in self._query()}
        headers = {"If-Match": '"1"'} if self.method in ("patch", "put", "delete") else {}
        return visitor.call(
            self.method.upper(),
            self.path.format(**named),
            query_string=query,
            headers=headers,
            **self._body(changed or {}),
            **options,
        )

    def whole_numbers(self) -> Iterator[Place]:
        """Where whole numbers stand in its body: the names that lead to each."""
        content = self.spec.get("requestBody", {}).get("content", {})
        yield from self._whole(content.get("application/json", {}).get("schema", {}))

    def _whole(self, schema: Mapping[str, Any]) -> Iterator[Place]:
        schema = self._resolved(schema)
        if "integer" in schema.get("type", ""):
            yield ()
        for name, inner in schema.get("properties", {}).items():
            yield from ((name, *rest) for rest in self._whole(inner))

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        known = self.document["components"]["schemas"]
        referred = (each.get("$ref") for each in (schema, *schema.get("anyOf", [])))
        names = (each.split("/")[-1] for each in referred if each)
        return next((known[name] for name in names), schema)

    def _query(self) -> Iterator[dict[str, Any]]:
        for parameter in self.spec.get("parameters", []):
            if parameter["in"] == "query" and parameter.get("required"):
                yield parameter

    def _body(self, changed: Mapping[Place, object]) -> dict[str, Any]:
        content = self.spec.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            body = self._made(content["application/json"]["schema"])
            for (*outer, name), value in changed.items():
                inner = body
                for each in outer:
                    inner = inner.setdefault(each, {})
                inner[name] = value
            return {"body": body}
        return {"data": LIST, "content_type": "text/csv"} if content else {}

    def _made(self, schema: Mapping[str, Any]) -> Any:
        """The smallest value of a schema, the same each time."""
        schema = self._resolved(schema)
        if "enum" in schema:
            return schema["enum"][0]
        kind = schema.get("type", "object")
        return self._of_kind(kind if isinstance(kind, str) else kind[0], schema)

    def _of_kind(self, kind: str, schema: Mapping[str, Any]) -> Any:
        if kind == "object":
            needed = schema.get("required", [])
            return {name: self._named(name, schema["properties"][name]) for name in needed}
        if kind == "array":
            return [self._made(schema["items"])] * schema.get("minItems", 0)
        if kind == "string":
            return MADE_UP.get(schema.get("format", ""), "x" * schema.get("minLength", 1))
        return True if kind == "boolean" else schema.get("minimum", 2020)

    def _named(self, name: str, schema: Mapping[str, Any]) -> Any:
        return "stranger@mail.example" if name == "mail" else self._made(schema)


def operations_of(app: Flask) -> list[Operation]:
    """All that /openapi.json tells of, in its order."""
    document = app.test_client().get("/openapi.json").get_json()
    return [
        Operation(method, path, methods[method], document)
        for path, methods in document["paths"].items()
        for method in METHODS
        if method in methods
    ]
