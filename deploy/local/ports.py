"""Ports of this machine's own that nobody listens on."""

from __future__ import annotations

import secrets
import socket

HOST = "127.0.0.1"
FIRST, LAST = 20_000, 32_000
"""Below those that a system hands out to whoever connects: from 32,768 on Linux, from 49,152
elsewhere (RFC 6335, section 6). A connection of somebody else's takes none of these, so that a
server can be stopped and started again at its own.
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


def free_port(neighbours: int = 1) -> int:
    """The first of so many neighbouring ports that are free right now."""
    while True:
        first = FIRST + secrets.randbelow(LAST - FIRST)
        if all(is_free(port) for port in range(first, first + neighbours)):
            return first
