"""profiles, postings and referrals of one process, answering over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Thread
from typing import Any

import structlog
from werkzeug.serving import WSGIRequestHandler, make_server

from shared import logs
from shared.cli.ports import HOST, free_ports, port_of
from tests.support.three_services import ThreeServices


class Silent(WSGIRequestHandler):
    """Says nothing of what it answers."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - its name there
        """Nothing."""


@contextmanager
def served(three: ThreeServices) -> Iterator[int]:
    """They answer over HTTP inside the block, beside the port it yields."""
    port = free_ports()
    with ExitStack() as closing:
        closing.callback(structlog.reset_defaults)
        closing.callback(structlog.contextvars.clear_contextvars)
        logs.configure("three", "web", "CRITICAL")  # a command's output is the command's alone
        for name, app in three.apps.items():
            server = make_server(
                HOST, port_of(name, port), app, threaded=True, request_handler=Silent
            )
            thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            closing.callback(thread.join)
            closing.callback(server.server_close)
            closing.callback(server.shutdown)
        yield port
