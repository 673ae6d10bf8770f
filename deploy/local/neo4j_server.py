"""Neo4j Community with its Bolt connector, from its Java archives."""

from __future__ import annotations

from pathlib import Path

from deploy.local.jars import HERE, jars, java
from deploy.local.ports import free_port, takes_connections
from deploy.local.processes import Process

OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")


class Neo4jServer:
    """See deploy.local.processes.LocalServer. Nobody has to sign in: it listens on loopback only.

    `heap` and `pages` are Neo4j's memory, in its own notation (`512m`).
    """

    def __init__(
        self, folder: Path, port: int | None = None, heap: str = "512m", pages: str = "128m"
    ) -> None:
        self.port = port or free_port()
        self.url = f"bolt://127.0.0.1:{self.port}"
        self._folder = folder
        self._heap = heap
        self._pages = pages
        self._process = Process(folder / "server.log", "READY")

    def prepare(self) -> None:
        (self._folder / "home").mkdir(parents=True, exist_ok=True)
        java()
        jars("neo4j")

    def command(self) -> list[str]:
        flags = [f"-Xmx{self._heap}", "-XX:+UseG1GC"]
        flags += [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
        program = [str(HERE / "Neo4jServer.java"), str(self._folder / "home")]
        arguments = [str(self.port), self._pages]
        archives = ["-cp", f"{jars('neo4j')}/*"]
        return [java(), *flags, *archives, *program, *arguments]

    def answers(self) -> bool:
        return takes_connections(self.port)

    def start(self) -> None:
        self.prepare()
        self._process.start(self.command())

    def stop(self) -> None:
        self._process.end()

    def kill(self) -> None:
        self._process.kill()

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        return self._process.pid
