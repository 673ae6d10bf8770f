"""Facts may come twice, late, and in any order across subjects: every store ends up the same.

Each service's own groups, reactions and sinks, as its bootstrap wires them. Delivery is played by
hand, because the log itself would pass over an event that it has already.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, inspect, text

from shared.contracts.codec import encode
from shared.contracts.envelope import Event, Message
from shared.contracts.postings import EmployerChanged
from shared.contracts.profiles import EmployedAt
from shared.messaging.applying import apply
from shared.messaging.sinks import Group
from shared.storage.database import Database
from tests.support.facts import an_id, employer, envelope, erased, person, works_at
from tests.support.postings import open_house
from tests.support.profiles import ProfilesHome
from tests.support.referrals import open_referrals

SEEDS = range(8)
BOOKKEEPING = {
    "alembic_version",
    "dead_letters",
    "foreign_keys",
    "idempotency_keys",
    "inbox",
    "leases",
    "offsets",
    "outbox",
    "rate_windows",
    "seen",
    "sequences",
    "signing_keys",
}
ADA, BEA, CAI, DITA = (an_id(0x1000 * n) for n in range(1, 5))
OAK, PINE, ASH = (an_id(0x100000 * n) for n in range(1, 4))


class Deliveries:
    """Delivers messages to one group of one service."""

    def __init__(self, group: Group, database: Database) -> None:
        self.group = group
        self.database = database

    def deliver(self, messages: Sequence[Message], at_once: int) -> None:
        """In batches of so many, each in one transaction, as the consumer does."""
        for first in range(0, len(messages), at_once):
            with self.group.sink.transaction() as target:
                for message in messages[first : first + at_once]:
                    apply(self.group, target, message)

    def state(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table that is not bookkeeping, without when it was written."""
        with self.database.read() as connection:
            return {name: _rows(connection, name) for name in _tables(connection)}


def _tables(connection: Connection) -> list[str]:
    return sorted(set(inspect(connection).get_table_names()) - BOOKKEEPING)


def _rows(connection: Connection, table: str) -> list[tuple[Any, ...]]:
    return sorted(map(tuple, connection.execute(text(f'SELECT * FROM "{table}"'))), key=repr)


def profiles_of(folder: Path, closing: ExitStack) -> Deliveries:
    container = ProfilesHome(folder, closing).container
    return Deliveries(container.groups[0], container.units.database)


def postings_of(folder: Path, closing: ExitStack) -> Deliveries:
    container = open_house(folder).container
    closing.callback(container.close)
    return Deliveries(container.groups[0], container.units.database)


def referrals_of(folder: Path, closing: ExitStack) -> Deliveries:
    house = open_referrals(folder)
    closing.callback(house.close)
    return Deliveries(house.container.groups[0], house.container.units.database)


MAKERS = {"profiles": profiles_of, "postings": postings_of, "referrals": referrals_of}


@pytest.fixture
def closing() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def history(service: str) -> list[Event]:
    """What the other services told, in the order in which it happened."""
    return employers_told() if service == "profiles" else people_told()


def employers_told() -> list[Event]:
    return [
        employer(OAK, name="Oakworks"),
        employer(PINE, parent=OAK, name="Pineworks"),
        _described(OAK, 2, name="Oakworks", headcount=40, domains=["oak.example"]),
        employer(ASH, name="Ashworks"),
        _described(PINE, 2, name="Pineworks", parent_id=None, aliases=["Pine & Co"]),
        _described(OAK, 3, name="Oakworks", headcount=55, domains=["oak.example", "o.example"]),
        _described(ASH, 2, name="Ashworks", hiring=True, industry="timber"),
        _described(ASH, 3, name="Ashworks", hiring=False, industry="timber", parent_id=OAK),
    ]


def _described(subject: UUID, sequence: int, **said: Any) -> EmployerChanged:
    return EmployerChanged(**envelope(subject, sequence), **said)


def people_told() -> list[Event]:
    ended = EmployedAt(OAK, date(2015, 1, 1), date(2020, 1, 1), verified=True)
    return [
        person(ADA),
        person(BEA, employments=[works_at(OAK)]),
        person(CAI),
        person(ADA, 2, employments=[works_at(OAK)]),
        person(DITA, employments=[works_at(PINE)], open_to_intros=False),
        person(ADA, 3, employments=[ended, works_at(PINE)]),
        erased(CAI, 2),
        person(BEA, 2, employments=[]),
        person(DITA, 2, employments=[works_at(PINE), works_at(ASH)]),
        erased(BEA, 3),
    ]


def messages_of(service: str) -> list[Message]:
    return [encode(event) for event in history(service)]


def expected(service: str, folder: Path, closing: ExitStack) -> dict[str, list[tuple[Any, ...]]]:
    """The state after everything came once, in order, one at a time."""
    first = MAKERS[service](folder / "expected", closing)
    first.deliver(messages_of(service), at_once=1)
    return first.state()


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    for name in ("expected", "found"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.mark.parametrize("service", MAKERS)
def test_something_is_kept_at_all(service: str, folders: Path, closing: ExitStack) -> None:
    assert any(expected(service, folders, closing).values())


@pytest.mark.parametrize("service", MAKERS)
def test_every_event_twice_in_a_row_changes_nothing(
    service: str, folders: Path, closing: ExitStack
) -> None:
    found = MAKERS[service](folders / "found", closing)

    found.deliver([each for each in messages_of(service) for _ in range(2)], at_once=3)

    assert found.state() == expected(service, folders, closing)


@pytest.mark.parametrize("service", MAKERS)
def test_the_whole_log_again_changes_nothing(
    service: str, folders: Path, closing: ExitStack
) -> None:
    found = MAKERS[service](folders / "found", closing)

    for at_once in (1, 4, 100):
        found.deliver(messages_of(service), at_once)

    assert found.state() == expected(service, folders, closing)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("service", MAKERS)
def test_the_order_across_subjects_does_not_matter(
    service: str, seed: int, folders: Path, closing: ExitStack
) -> None:
    found = MAKERS[service](folders / "found", closing)
    chance = random.Random(seed)

    found.deliver(_interleaved(messages_of(service), chance), at_once=chance.choice((1, 3)))

    assert found.state() == expected(service, folders, closing)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("service", MAKERS)
def test_what_comes_late_and_twice_is_passed_over(
    service: str, seed: int, folders: Path, closing: ExitStack
) -> None:
    found = MAKERS[service](folders / "found", closing)
    chance = random.Random(seed)
    everything = messages_of(service) * 2
    chance.shuffle(everything)

    found.deliver(everything, at_once=chance.choice((1, 5)))

    assert found.state() == expected(service, folders, closing)


def _interleaved(messages: Sequence[Message], chance: random.Random) -> list[Message]:
    """The same messages in another order, each subject's own order kept."""
    waiting: dict[str, list[Message]] = {}
    for message in messages:
        waiting.setdefault(message.key, []).append(message)
    order = [message.key for message in messages]
    chance.shuffle(order)
    return [waiting[key].pop(0) for key in order]
