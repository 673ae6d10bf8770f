"""What only a server can do to its clients: refuse, come between, go away and come back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import select, update

from deploy.local.processes import Server
from shared.errors import Unavailable
from shared.pokes import Listening
from shared.starting import starting
from shared.storage.contention import Contended, until_alone
from shared.storage.database import Database
from shared.storage.migrations import SHARED_VERSIONS, open_migrated, upgrade
from shared.storage.tables import sequences
from tests.support.eventually import eventually
from tests.support.servers import Kind
from tests.support.stores import PostgresStores

pytestmark = pytest.mark.real_servers
SUBJECT = UUID(int=1)


@pytest.fixture
def store(postgres_stores: PostgresStores, tmp_path: Path) -> Iterator[Database]:
    postgres_stores.make(tmp_path, "store", (SHARED_VERSIONS, None))
    database = Database(postgres_stores.url(tmp_path, "store"))
    begin(database)
    yield database
    database.close()
    postgres_stores.drop(tmp_path)


def begin(store: Database) -> None:
    with store.write() as connection:
        connection.execute(sequences.insert().values(subject=SUBJECT, sequence=1))


def sequence(store: Database) -> int | None:
    with store.read() as connection:
        return connection.scalar(select(sequences.c.sequence))


def one_more(store: Database, between: Callable[[], None] = lambda: None) -> None:
    with store.serialised() as connection:
        old = connection.scalar(select(sequences.c.sequence)) or 0
        between()
        connection.execute(update(sequences).values(sequence=old + 1))


def test_a_unit_that_was_overtaken_is_told_so_and_changed_nothing(store: Database) -> None:
    with pytest.raises(Contended):
        one_more(store, between=lambda: one_more(store))

    assert sequence(store) == 2


def test_a_unit_that_was_overtaken_is_simply_done_again(store: Database) -> None:
    others = iter([lambda: one_more(store)])

    until_alone(lambda: one_more(store, between=next(others, lambda: None)))

    assert sequence(store) == 3


def test_a_reader_cannot_write_by_mistake(store: Database) -> None:
    with pytest.raises(Unavailable), store.read() as connection:
        connection.execute(update(sequences).values(sequence=7))

    assert sequence(store) == 1


class TestServerThatGoesAway:
    def test_what_was_committed_outlives_it_and_the_store_heals_by_itself(
        self, own_servers: Callable[[Kind], Server]
    ) -> None:
        server = own_servers("postgres")
        store = Database(server.url.replace("postgresql://", "postgresql+psycopg://"))
        upgrade(store, SHARED_VERSIONS)
        begin(store)
        news = store.listen()

        server.kill()
        uses: list[Callable[[], object]] = [
            store.ping,
            lambda: sequence(store),
            lambda: one_more(store),
        ]
        for use in uses:
            with pytest.raises(Unavailable) as refused:
                use()
            assert refused.value.code == "store_away"
        assert not news.wait(0.01)

        server.start()
        one_more(store)
        assert sequence(store) == 2
        eventually(lambda: _hears(store, news))
        news.close()
        store.close()


def _hears(store: Database, news: Listening) -> bool:
    store.poke()
    return news.wait(0.1)


class TestStarting:
    """One sentence, on one line, without the password."""

    @pytest.mark.parametrize(
        ("place", "said"),
        [
            ("127.0.0.1:1/store", "refused"),
            ("{server}/no_such_database", '"no_such_database" does not exist'),
            ("nowhere.invalid/store", "nowhere.invalid"),
        ],
    )
    def test_a_store_that_cannot_be_used_is_named(
        self, postgres_server: Server, capsys: pytest.CaptureFixture[str], place: str, said: str
    ) -> None:
        server = postgres_server.url.rpartition("@")[2].partition("/")[0]

        told = told_at_start(f"warmpath:secret@{place.format(server=server)}", capsys)

        assert said in told

    def test_a_wrong_password_is_named_and_not_shown(
        self, own_servers: Callable[[Kind], Server], capsys: pytest.CaptureFixture[str]
    ) -> None:
        server = own_servers("postgres")
        with psycopg.connect(server.url, autocommit=True) as connection:
            ask_for_passwords(connection)

        told = told_at_start(f"warmpath:secret@{server.url.rpartition('@')[2]}", capsys)

        assert "password authentication failed" in told


def ask_for_passwords(connection: psycopg.Connection) -> None:
    """From now on the server trusts nobody without one."""
    [file] = connection.execute("SHOW hba_file").fetchone() or [""]
    line = "host all all all scram-sha-256"
    connection.execute(f"COPY (SELECT '{line}') TO '{file}'".encode())
    connection.execute("SELECT pg_reload_conf()")


def told_at_start(rest: str, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit), starting():
        open_migrated(f"postgresql+psycopg://{rest}", SHARED_VERSIONS)
    told = capsys.readouterr().err
    assert told.startswith("STORE_URL: the store cannot be used: ")
    assert told.count("\n") == 1
    assert "secret" not in told
    return told
