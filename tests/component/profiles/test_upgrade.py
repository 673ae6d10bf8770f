"""Mail that waits while an installation is upgraded is sent afterwards."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

from sqlalchemy import Column, Integer, MetaData, String, Table, Text, Uuid, select

from services.profiles import bootstrap
from services.profiles.adapters.tables import mails
from services.profiles.bootstrap import VERSIONS
from shared.clock import SetClock
from shared.ids import new_id
from shared.storage import migrations
from shared.storage.columns import UtcTime
from shared.storage.database import Database
from tests.support.profiles import NOON, profiles_settings
from tests.support.stores import made_store

BEFORE = ("f97a23a708c0_", "a0c46a849cd6_")
OLD_MAILS = Table(
    "mails",
    MetaData(),
    Column("id", Uuid),
    Column("person_id", Uuid),
    Column("recipient", String),
    Column("subject", Text),
    Column("body", Text),
    Column("written_at", UtcTime),
    Column("not_before", UtcTime),
    Column("attempts", Integer),
)


def test_mail_of_an_older_release_goes_out_by_the_newer(tmp_path: Path) -> None:
    older = tmp_path / "versions"
    older.mkdir()
    for path in VERSIONS.glob("*.py"):
        if path.name.startswith(BEFORE):
            shutil.copy(path, older)
    waiting = {
        "id": new_id(),
        "recipient": "ana@mail.example",
        "subject": "A code",
        "body": "Your code is 123456\n",
        "written_at": NOON,
        "not_before": NOON,
        "attempts": 3,
    }
    with closing(Database(made_store(tmp_path, "profiles", older))) as database:
        with database.write() as connection:
            connection.execute(OLD_MAILS.insert().values(waiting))
        migrations.upgrade(database, VERSIONS)
        migrations.check(database, VERSIONS)

    container = bootstrap.wire(profiles_settings(tmp_path), SetClock(NOON))
    assert container.mailroom.work() == 1
    with container.units.database.read() as connection:
        assert connection.execute(select(mails)).all() == []
    container.close()
    (path,) = (tmp_path / "mail").glob("*.eml")
    assert path.stem == str(waiting["id"])
    assert "Your code is 123456" in path.read_text()
