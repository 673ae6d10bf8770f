"""profiles, postings and referrals of one process, answering over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Thread
from typing import Any
from wsgiref.types import WSGIApplication

import structlog
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from deploy.local.ports import HOST
from shared import logs
from shared.cli.ports import free_ports, port_of
from tests.support.three_services import ThreeServices


class Silent(WSGIRequestHandler):
    """Says nothing of what it answers."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - its name there
        """Nothing."""


class ServedApp:
    """An app that answers over HTTP at a port, until it is stopped; it can be started again."""

    def __init__(self, app: WSGIApplication, port: int) -> None:
        self._app, self.port = app, port
        self._server: BaseWSGIServer | None = None
        self.start()

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://{HOST}:{self.port}"

    def start(self) -> None:
        """Answer, if it does not yet."""
        if self._server is None:
            server = make_server(HOST, self.port, self._app, threaded=True, request_handler=Silent)
            self._server, self._thread = server, Thread(target=_serve, args=(server,))
            self._thread.start()

    def stop(self) -> None:
        """From now on connections are refused."""
        if self._server is not None:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()
            self._server = None


def _serve(server: BaseWSGIServer) -> None:
    server.serve_forever(poll_interval=0.01)


@contextmanager
def served(three: ThreeServices) -> Iterator[int]:
    """They answer over HTTP inside the block, beside the port it yields."""
    port = free_ports()
    with ExitStack() as closing:
        closing.callback(structlog.reset_defaults)
        closing.callback(structlog.contextvars.clear_contextvars)
        logs.configure("three", "web", "CRITICAL")  # a command's output is the command's alone
        for name, app in three.apps.items():
            closing.callback(ServedApp(app, port_of(name, port)).stop)
        yield port
