"""Ports that nobody listens on, and that nobody takes by connecting to somewhere."""

from __future__ import annotations

import socket
from contextlib import ExitStack

from deploy.local.ports import FIRST, HOST, LAST, free_port, is_free


def test_a_free_port_is_free() -> None:
    assert all(is_free(free_port()) for _ in range(5))


def test_so_are_its_neighbours() -> None:
    first = free_port(8)

    assert all(is_free(port) for port in range(first, first + 8))


def test_a_port_where_somebody_listens_is_not() -> None:
    port = free_port()

    with socket.create_server((HOST, port)):
        assert not is_free(port)
    assert is_free(port)


def test_none_of_them_goes_to_whoever_connects() -> None:
    with ExitStack() as closing:
        server = closing.enter_context(socket.create_server((HOST, free_port())))
        for _ in range(100):
            connected = closing.enter_context(socket.create_connection(server.getsockname()))
            assert not FIRST <= connected.getsockname()[1] < LAST
