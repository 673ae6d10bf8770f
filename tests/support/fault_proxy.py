"""A TCP proxy that breaks connections the ways networks do: cut, delay, half-open."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

CHUNK = 65536


class FaultProxy:
    """Listens on `port` and passes everything on to a port of the loopback address.

    `delay` seconds pass before each piece is handed on. While `silent`, connections are accepted
    and nothing comes through, as when a machine hangs; what was under way arrives after `heal`.
    """

    def __init__(self, target_port: int) -> None:
        self._target = ("127.0.0.1", target_port)
        first = socket.create_server(("127.0.0.1", 0))
        self.port: int = first.getsockname()[1]
        self._listener: socket.socket | None = first
        self.delay = 0.0
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._flowing = threading.Event()
        self._flowing.set()
        self._closed = threading.Event()
        self._start(lambda: self._accept(first))

    def cut(self) -> None:
        """Reset every connection and refuse new ones."""
        listener, self._listener = self._listener, None
        if listener is not None:
            _shut(listener)
        with self._lock:
            connections, self._open = self._open, set()
        for connection in connections:
            _shut(connection)

    def half_open(self) -> None:
        """Take connections and bytes, answer nothing."""
        self._flowing.clear()

    def heal(self) -> None:
        """Work again, without delay."""
        self.delay = 0.0
        self._flowing.set()
        if self._listener is None:
            listener = socket.create_server(("127.0.0.1", self.port))
            self._listener = listener
            self._start(lambda: self._accept(listener))

    def close(self) -> None:
        """End every connection and stop listening."""
        self._closed.set()
        self._flowing.set()
        self.cut()

    def _accept(self, listener: socket.socket) -> None:
        while not self._closed.is_set():
            try:
                incoming, _ = listener.accept()
            except OSError:
                return
            try:
                outgoing = socket.create_connection(self._target)
            except OSError:
                _shut(incoming)
                continue
            self._join(incoming, outgoing)

    def _join(self, one: socket.socket, other: socket.socket) -> None:
        with self._lock:
            self._open |= {one, other}
        self._start(lambda: self._pump(one, other))
        self._start(lambda: self._pump(other, one))

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(CHUNK):
                self._flowing.wait()
                if self.delay:
                    self._closed.wait(self.delay)
                sink.sendall(piece)
        for end in (source, sink):
            _shut(end)
            with self._lock:
                self._open.discard(end)

    def _start(self, run: Callable[[], None]) -> None:
        threading.Thread(target=run, daemon=True).start()


def _shut(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextmanager
def proxied(target_port: int) -> Iterator[FaultProxy]:
    """A proxy in front of the port, gone at the end of the block."""
    proxy = FaultProxy(target_port)
    try:
        yield proxy
    finally:
        proxy.close()
