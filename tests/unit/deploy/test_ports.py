"""Ports that nobody listens on, and that nobody takes by connecting to somewhere."""

from __future__ import annotations

import socket

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


def test_none_of_them_is_one_that_goes_to_whoever_connects() -> None:
    """Where these begin on Linux if nobody set it otherwise."""
    assert all(FIRST <= free_port(8) < LAST for _ in range(100))
    assert LAST + 8 <= 32_768
