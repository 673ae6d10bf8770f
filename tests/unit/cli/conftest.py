"""A small real server whose answers a test lays out beforehand."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from deploy.local.ports import HOST
from shared.cli.client import Services
from shared.cli.home import Home
from shared.cli.ports import SERVICES, free_ports, port_of, url_of


@dataclass
class Heard:
    """One request that came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Reply:
    """One answer to give; `drop` hangs up without answering."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False


class Script:
    """Answers by method and path: each list of replies in order, its last one for ever."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self._replies: dict[tuple[str, str], list[Reply]] = {}
        self.port = 0

    def on(self, method: str, path: str, *replies: Reply) -> None:
        self._replies[method, path] = list(replies)

    def reply(self, heard: Heard) -> Reply:
        self.heard.append(heard)
        replies = self._replies.get((heard.method, heard.path.partition("?")[0]), [])
        if not replies:
            return Reply(404, {"code": "not_found", "detail": "There is no such thing."})
        return replies.pop(0) if len(replies) > 1 else replies[0]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    script: Script


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are two writes
    server: Server

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        heard = Heard(self.command, self.path, dict(self.headers.items()), body)
        reply = self.server.script.reply(heard)
        if reply.drop:
            self.close_connection = True
            return
        said = b"" if reply.body is None else json.dumps(reply.body).encode()
        self.send_response(reply.status)
        for name, value in {"Content-Type": "application/json", **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer  # noqa: N815

    def log_message(self, *args: Any) -> None:
        """Silent: the tests look at what was heard."""


@pytest.fixture
def script() -> Iterator[Script]:
    """One script for three services, each on the port where it stands in an installation."""
    script = Script()
    script.port = free_ports()
    servers = [Server((HOST, port_of(service, script.port)), Handler) for service in SERVICES]
    threads = []
    for server in servers:
        server.script = script
        serve = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        serve.start()
        threads.append(serve)
    yield script
    for server, thread in zip(servers, threads, strict=True):
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def home(tmp_path: Path, script: Script) -> Home:
    """A home that was started on the script's port."""
    home = Home(tmp_path / "home")
    home.make()
    with home.lock(script.port):
        return home


@pytest.fixture
def pauses() -> list[float]:
    """How long the client would have paused."""
    return []


@pytest.fixture
def services(script: Script, pauses: list[float]) -> Iterator[Services]:
    urls = {service: url_of(service, script.port) for service in SERVICES}
    made = Services(urls, patience=2.0, pause=pauses.append)
    yield made
    made.close()
