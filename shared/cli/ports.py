"""The neighbouring ports: the portal, then profiles, postings and referrals.

With servers of its own an installation has four more: Kafka's two, Neo4j's and Postgres's.
"""

from __future__ import annotations

import click

from deploy import start
from deploy.local.ports import HOST, free_port, is_free

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


def free_ports(count: int = PORTS) -> int:
    """The first of so many neighbouring ports that are free right now."""
    return free_port(count)
