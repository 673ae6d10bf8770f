"""The four neighbouring ports."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from deploy.local.ports import HOST, is_free
from shared.cli.ports import (
    PORTS_WITH_SERVERS,
    PortInUse,
    free_ports,
    port_of,
    require_free,
    url_of,
)


@pytest.fixture
def port() -> int:
    return free_ports()


@pytest.fixture
def taken(port: int) -> Iterator[int]:
    """The third of four neighbouring ports, on which somebody listens."""
    with socket.socket() as server:
        server.bind((HOST, port + 2))
        server.listen()
        yield port + 2


def test_the_services_stand_beside_the_front_page() -> None:
    assert [port_of(name, 8080) for name in ("profiles", "postings", "referrals")] == [
        8081,
        8082,
        8083,
    ]
    assert url_of("postings", 8080) == "http://127.0.0.1:8082"


def test_four_free_ports_are_found(port: int) -> None:
    require_free(port)

    assert all(is_free(each) for each in range(port, port + 4))


def test_a_taken_port_is_named_in_one_sentence(port: int, taken: int) -> None:
    with pytest.raises(PortInUse) as refused:
        require_free(port)

    assert refused.value.exit_code == 2
    assert str(taken) in refused.value.message
    assert "\n" not in refused.value.message


def test_an_installation_with_servers_needs_eight() -> None:
    first = free_ports(PORTS_WITH_SERVERS)

    with socket.socket() as server:
        server.bind((HOST, first + 7))
        server.listen()
        require_free(first)
        with pytest.raises(PortInUse, match=f"{first} to {first + 7}"):
            require_free(first, PORTS_WITH_SERVERS)


def test_a_taken_port_is_not_free(taken: int) -> None:
    assert not is_free(taken)
