"""flask-smorest's Blueprint with types, so that a decorated view stays checked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import flask_smorest
from marshmallow import Schema

V = TypeVar("V", bound=Callable[..., Any])
AnySchema = Schema | type[Schema]


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]
    """A group of operations that belong together; its name is their tag in the docs."""

    def get(self, rule: str, **options: Any) -> Callable[[V], V]:
        """A question."""
        return self._route("GET", rule, options)

    def post(self, rule: str, **options: Any) -> Callable[[V], V]:
        """Make something new, or do something."""
        return self._route("POST", rule, options)

    def put(self, rule: str, **options: Any) -> Callable[[V], V]:
        """Make it so, whatever it was."""
        return self._route("PUT", rule, options)

    def patch(self, rule: str, **options: Any) -> Callable[[V], V]:
        """Change the given fields."""
        return self._route("PATCH", rule, options)

    def delete(self, rule: str, **options: Any) -> Callable[[V], V]:
        """Take away."""
        return self._route("DELETE", rule, options)

    def arguments(self, schema: AnySchema, **options: Any) -> Callable[[V], V]:
        """The view's first positional argument: the body, or with location="query" the query."""
        decorator: Callable[[V], V] = super().arguments(schema, **options)
        return decorator

    def response(
        self, status: int, schema: AnySchema | None = None, **options: Any
    ) -> Callable[[V], V]:
        """What the operation answers when all went well."""
        decorator: Callable[[V], V] = super().response(status, schema, **options)
        return decorator

    def _route(self, method: str, rule: str, options: dict[str, Any]) -> Callable[[V], V]:
        decorator: Callable[[V], V] = self.route(rule, methods=[method], **options)
        return decorator
