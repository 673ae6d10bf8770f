"""Ports of this machine's own: who listens on them, and those on which nobody does."""

from __future__ import annotations

import secrets
import socket

HOST = "127.0.0.1"
FIRST, LAST = 20_000, 32_000
"""Below those that Linux hands out to whoever connects, which begin at 32,768 where nobody set it
otherwise (ip(7), ip_local_port_range): no connection of somebody else's takes the port of a server
that is stopped and shall start again.
"""


def is_free(port: int) -> bool:
    """Whether a server could listen on that port of this machine now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def takes_connections(port: int) -> bool:
    """Whether somebody listens there now."""
    try:
        socket.create_connection((HOST, port), timeout=1).close()
    except OSError:
        return False
    return True


def free_port(neighbours: int = 1) -> int:
    """The first of so many neighbouring ports that are free right now."""
    while True:
        first = FIRST + secrets.randbelow(LAST - FIRST)
        if all(is_free(port) for port in range(first, first + neighbours)):
            return first
