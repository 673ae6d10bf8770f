"""What every answer gets on its way out: its trace, headers for safety, a log line, a count."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, Response, g, request

from shared.logs import log
from shared.metrics import count, observe
from shared.tracing import continuing

SAFETY = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def complete_answers(app: Flask) -> None:
    """Let every request of this app be traced, logged, counted and answered with safe headers."""
    app.before_request(_start)
    app.after_request(_add_safety)
    app.after_request(_note)
    app.wsgi_app = traced(app.wsgi_app)  # type: ignore[method-assign, assignment]


def traced(inner: Wsgi) -> Wsgi:
    """Do each request as a child of its `traceparent`, and answer with the one it got."""

    def outer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        with continuing(environ.get("HTTP_TRACEPARENT", "")) as traceparent:

            def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
                return start_response(status, [*headers, ("traceparent", traceparent)], *rest)

            return inner(environ, start)

    return outer


def _start() -> None:
    g.started = time.perf_counter()


def _add_safety(response: Response) -> Response:
    for name, value in SAFETY.items():
        response.headers.setdefault(name, value)
    return response


def _note(response: Response) -> Response:
    # The route, not the address: addresses hold ids and cursors.
    route = request.url_rule.rule if request.url_rule else "none"
    seconds = time.perf_counter() - g.get("started", time.perf_counter())
    count(
        "http_requests_total", method=request.method, route=route, status=str(response.status_code)
    )
    observe("http_request_seconds", seconds, method=request.method, route=route)
    log(
        "request",
        method=request.method,
        route=route,
        status=response.status_code,
        milliseconds=round(seconds * 1000, 1),
    )
    return response
