"""The neighbouring ports: the portal, then profiles, postings and referrals.

With servers of its own an installation has four more: Kafka's two, Neo4j's and Postgres's.
"""

from __future__ import annotations

import socket

import click

from deploy import start

HOST = "127.0.0.1"
SERVICES = start.SERVICES
PORTAL = start.PORTAL
DEFAULT_PORT = 8080
PORTS, PORTS_WITH_SERVERS = 4, 8


class PortInUse(click.ClickException):
    """Something else listens where Warmpath should."""

    exit_code = 2


def port_of(service: str, port: int) -> int:
    """The port of a service beside the portal's `port`."""
    return port + 1 + SERVICES.index(service)


def url_of(service: str, port: int) -> str:
    """Where a service of this machine answers."""
    return f"http://{HOST}:{port_of(service, port)}"


def portal_at(port: int) -> str:
    """Where people of this machine open the portal."""
    return f"http://{HOST}:{port}"


def require_free(port: int, count: int = PORTS) -> None:
    """Raises PortInUse, naming the first of the neighbouring ports that is taken."""
    for each in range(port, port + count):
        if not is_free(each):
            raise PortInUse(
                f"Port {each} is in use (Warmpath needs {port} to {port + count - 1}); "
                "stop what listens there, or choose another --port."
            )


def is_free(port: int) -> bool:
    """Whether a server could listen on that port of this machine now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def free_ports(count: int = PORTS) -> int:
    """The first of so many neighbouring ports that are free right now."""
    while True:
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            first = int(probe.getsockname()[1])
        if first < 65_000 and all(is_free(port) for port in range(first, first + count)):
            return first
