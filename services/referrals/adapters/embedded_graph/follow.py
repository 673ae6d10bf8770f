"""How the network follows what changes: records of people and ties, facts about the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from services.referrals.adapters.embedded_graph.network import Network
from services.referrals.adapters.embedded_graph.records import (
    ERASED,
    ID,
    PERSON,
    TIE,
    Kind,
    member_in,
    record_of,
)
from shared.contracts.envelope import Event


def follow(network: Network, fact: Event) -> None:
    """The newest fact about its subject takes effect."""
    record = record_of(fact)
    if record is None:
        network.board.follow(fact)
    else:
        follow_record(network, *record)


def follow_record(network: Network, kind: Kind, record: bytes) -> None:
    """The newest record of a person or a tie takes effect."""
    FOLLOWED[kind](network, record)


def _change_person(network: Network, record: bytes) -> None:
    network.put_person(int.from_bytes(record[:ID]), member_in(record[ID], record[ID + 1 :]))


def _erase_person(network: Network, record: bytes) -> None:
    network.erase_person(int.from_bytes(record))


def _link_people(network: Network, record: bytes) -> None:
    one, other = int.from_bytes(record[:ID]), int.from_bytes(record[ID : 2 * ID])
    network.put_tie(one, other, *record[2 * ID :])


FOLLOWED: Mapping[Kind, Callable[[Network, bytes], None]] = {
    PERSON: _change_person,
    ERASED: _erase_person,
    TIE: _link_people,
}
