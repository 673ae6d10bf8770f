"""`warmpath migrate`: everything arrives once and equal, or nothing has changed."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from services.postings.adapters.tables import people
from services.referrals.bootstrap import open_graph
from shared.cli.home import Home, HomeMoved
from shared.errors import Unavailable
from shared.eventlog import moving as events
from shared.eventlog.sqlite_log import SqlitePublisher
from shared.storage import migrations
from shared.storage.database import Database
from shared.storage.moving import contents
from shared.storage.tables import dead_letters, leases, offsets, outbox
from tests.support.facts import an_id, person
from tests.support.grown_home import Elsewhere, grow, move
from tests.support.messages import message

SERVICES = ("profiles", "postings", "referrals")


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return grow(tmp_path_factory.mktemp("grown"))


@pytest.fixture
def home(tmp_path: Path, grown: Home) -> Home:
    shutil.copytree(grown.root, tmp_path / "home")
    return Home(tmp_path / "home")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Elsewhere:
    (tmp_path / "elsewhere").mkdir()
    return Elsewhere(tmp_path / "elsewhere")


@pytest.fixture
def moved(home: Home, elsewhere: Elsewhere) -> list[str]:
    answer = move(home, elsewhere.urls)
    assert answer.exit_code == 0, answer.output
    return answer.output.splitlines()


def test_it_says_what_it_moved_and_that_it_is_equal(moved: list[str], home: Home) -> None:
    steps = [line.split() for line in moved if line.endswith("equal")]

    assert [" ".join(step[:-3]) for step in steps] == [
        "profiles",
        "postings",
        "referrals",
        "log of profiles",
        "log of postings",
        "log of referrals",
        "graph",
    ]
    assert all(int(steps[place][-3]) > 3 for place in (0, 1, 3, 6))
    assert str(home.secrets) in moved[-2]


@pytest.mark.parametrize("service", SERVICES)
def test_every_row_arrives(
    moved: list[str], home: Home, elsewhere: Elsewhere, service: str
) -> None:
    tables = migrations.tables_of(f"services.{service}")

    with (
        closing(Database(home.store_url(service))) as old,
        closing(elsewhere.store(service)) as new,
    ):
        assert contents(new, tables) == contents(old, tables)


def test_a_parent_that_comes_later_is_pointed_at(moved: list[str], elsewhere: Elsewhere) -> None:
    with closing(elsewhere.store("postings")) as store, store.read() as connection:
        named = "SELECT c.name, p.name FROM employers c JOIN employers p ON p.id = c.parent_id"
        assert connection.execute(text(named)).all() == [("Acme Solar", "Acme")]


def test_events_that_wait_go_on_waiting_and_new_ones_come_after(
    moved: list[str], elsewhere: Elsewhere
) -> None:
    waiting = select(func.count()).where(outbox.c.published_at.is_(None))
    for service in ("profiles", "postings"):
        with closing(elsewhere.store(service)) as store, store.read() as connection:
            assert connection.scalar(waiting)
            last = connection.scalar(select(func.max(outbox.c.position)))
        with closing(elsewhere.store(service)) as store, store.write() as connection:
            row = connection.execute(select(outbox).limit(1)).mappings().one()
            fresh = {**row, "event_id": an_id(7)}
            fresh.pop("position")
            added = connection.execute(outbox.insert().values(fresh).returning(outbox.c.position))
            assert added.scalar_one() > last


def test_positions_and_leases_stay_behind(moved: list[str], elsewhere: Elsewhere) -> None:
    with closing(elsewhere.store("postings")) as store, store.read() as connection:
        assert connection.scalar(select(func.count()).select_from(offsets)) == 0
        assert set(connection.scalars(select(leases.c.name))) == {"relay:postings"}


def test_a_dead_letter_keeps_its_message_and_gives_up_its_place(
    moved: list[str], elsewhere: Elsewhere
) -> None:
    with closing(elsewhere.store("postings")) as store, store.read() as connection:
        letter = connection.execute(select(dead_letters)).one()

    # A message of the new log may come to lie where this one lay.
    assert (letter.partition, letter.topic) == (-1, "profiles.ties")
    assert letter.body == b'{"first": 7}'


def test_the_log_has_the_same_events_in_the_same_order(
    moved: list[str], home: Home, elsewhere: Elsewhere
) -> None:
    topics = events.topics_of("profiles")

    assert read(elsewhere.urls["log"], elsewhere, topics) == read(
        home.event_log_url, elsewhere, topics
    )


def read(url: str, elsewhere: Elsewhere, topics: list[str]) -> list[object]:
    with elsewhere.log(url) as log:
        return [record.message for record in log.replay(topics)]


def test_the_graph_is_built_from_the_log(moved: list[str], elsewhere: Elsewhere) -> None:
    with closing(open_graph(elsewhere.urls["graph"])) as graph:
        kinds = sorted({type(fact).__name__ for fact in graph.facts()})

    assert kinds == ["EmployerChanged", "PersonChanged", "TieChanged"]


def test_the_home_does_not_start_again_beside_its_successor(moved: list[str], home: Home) -> None:
    with pytest.raises(HomeMoved, match="was moved"):
        home.make()
    home.moved.unlink()
    home.make()


def test_moved_once_more_it_finds_everything_there(
    moved: list[str], home: Home, elsewhere: Elsewhere
) -> None:
    again = move(home, elsewhere.urls)

    assert again.exit_code == 0, again.output
    assert again.output.splitlines() == moved


def test_cut_off_in_the_middle_of_the_log_it_goes_on(
    home: Home, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hang_up(*_: object) -> None:
        raise Unavailable("log_away", "The broker went away.")

    with monkeypatch.context() as broken:
        broken.setattr(SqlitePublisher, "publish", hang_up)
        cut_off = move(home, elsewhere.urls)
    assert (cut_off.exit_code, home.moved.exists()) == (3, False)
    assert "The broker went away." in cut_off.output

    release(elsewhere)
    assert move(home, elsewhere.urls).exit_code == 0


def release(elsewhere: Elsewhere) -> None:
    """Time goes by."""
    with closing(elsewhere.store("profiles")) as store, store.write() as connection:
        connection.execute(leases.delete())


def test_a_store_that_holds_something_else_is_not_touched(home: Home, elsewhere: Elsewhere) -> None:
    with closing(elsewhere.store("postings")) as store:
        migrations.upgrade(store, migrations.versions_of("services.postings"))
        with store.write() as connection:
            connection.execute(people.insert().values(id=an_id(1), open_to_intros=True))

    answer = move(home, elsewhere.urls)

    assert answer.exit_code == 2
    assert "The store of postings there is not empty" in answer.output
    nothing_arrived(home, elsewhere)


def test_a_log_with_events_of_others_is_not_touched(home: Home, elsewhere: Elsewhere) -> None:
    with elsewhere.log() as log, closing(log.publisher("profiles", 1)) as publisher:
        publisher.publish([message()])

    answer = move(home, elsewhere.urls)

    assert answer.exit_code == 2
    assert "profiles.ties there holds events that are not of this home" in answer.output
    nothing_arrived(home, elsewhere)


def test_a_graph_of_others_is_not_touched(home: Home, elsewhere: Elsewhere) -> None:
    with closing(open_graph(elsewhere.urls["graph"])) as graph:
        graph.apply([person(an_id(1))])

    answer = move(home, elsewhere.urls)

    assert answer.exit_code == 2
    assert "1 facts that are not of this home" in answer.output
    nothing_arrived(home, elsewhere)


def nothing_arrived(home: Home, elsewhere: Elsewhere) -> None:
    assert not home.moved.exists()
    with closing(elsewhere.store("profiles")) as store:
        tables = migrations.tables_of("services.profiles")
        assert not any(count for count, _ in contents(store, tables).values())


def test_a_home_that_runs_is_not_moved(home: Home, elsewhere: Elsewhere) -> None:
    with home.lock(8080):
        answer = move(home, elsewhere.urls)

    assert answer.exit_code == 2
    assert "already runs" in answer.output
    assert list(elsewhere.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "url", "says"),
    [
        ("log", "", "'log=' is not one of"),
        ("graph", "@/nowhere/url", "/nowhere/url cannot be read"),
        ("graph", "redis://x", "GRAPH_URL must be"),
        ("log", "mysql://x", "no event log at"),
        ("profiles", "mysql://x/y", "no store for mysql"),
    ],
)
def test_a_url_that_leads_nowhere_is_refused(
    home: Home, elsewhere: Elsewhere, name: str, url: str, says: str
) -> None:
    answer = move(home, elsewhere.urls | {name: url})

    assert answer.exit_code == 2
    assert says in answer.output


def test_every_place_must_be_told(home: Home, elsewhere: Elsewhere) -> None:
    answer = move(home, {"log": elsewhere.urls["log"]})

    assert answer.exit_code == 2
    assert "give a URL for each of: profiles, postings, referrals, graph." in answer.output


def test_a_url_may_come_from_a_file(home: Home, elsewhere: Elsewhere, tmp_path: Path) -> None:
    (tmp_path / "url").write_text(elsewhere.urls["graph"] + "\n")

    assert move(home, elsewhere.urls | {"graph": f"@{tmp_path}/url"}).exit_code == 0
