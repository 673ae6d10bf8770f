"""The proxy breaks what it is told to break, and mends it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.support.fault_proxy import FaultProxy, proxied


@pytest.fixture
def proxy() -> Iterator[FaultProxy]:
    """In front of a server that says everything again."""
    server = socket.create_server(("127.0.0.1", 0))

    def echo(connection: socket.socket) -> None:
        with suppress(OSError), connection:
            while piece := connection.recv(100):
                connection.sendall(piece)

    def serve() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=echo, args=(server.accept()[0],), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    with proxied(server.getsockname()[1]) as made:
        yield made
    server.shutdown(socket.SHUT_RDWR)
    server.close()


@pytest.fixture
def client(proxy: FaultProxy) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=5) as connection:
        yield connection


def said_back(client: socket.socket) -> bytes:
    client.sendall(b"hello")
    return client.recv(100)


def test_it_passes_on_what_is_said(client: socket.socket) -> None:
    assert said_back(client) == b"hello"


def test_a_cut_ends_connections_and_refuses_new_ones(
    proxy: FaultProxy, client: socket.socket
) -> None:
    said_back(client)
    proxy.cut()

    with suppress(ConnectionError):
        assert client.recv(100) == b""
    with pytest.raises(ConnectionError):
        socket.create_connection(("127.0.0.1", proxy.port), timeout=5)


def test_what_was_cut_can_be_reached_again_at_the_same_port(proxy: FaultProxy) -> None:
    proxy.cut()
    proxy.heal()

    with socket.create_connection(("127.0.0.1", proxy.port), timeout=5) as client:
        assert said_back(client) == b"hello"


def test_half_open_takes_everything_and_answers_when_healed(
    proxy: FaultProxy, client: socket.socket
) -> None:
    proxy.half_open()
    client.settimeout(0.2)
    with pytest.raises(TimeoutError):
        said_back(client)

    proxy.heal()

    client.settimeout(5)
    assert client.recv(100) == b"hello"


def test_a_delay_delays_both_ways(proxy: FaultProxy, client: socket.socket) -> None:
    proxy.delay = 0.1
    started = time.monotonic()

    assert said_back(client) == b"hello"
    assert time.monotonic() - started >= 0.2
