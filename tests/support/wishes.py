"""A small service to try the web part with: people have wishes, and nobody else sees them.

Its views are the ones of docs/how-to/add-an-operation.md, so that what the page shows is what runs.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Integer, MetaData, String, Table, Uuid, select, update

from shared.clock import Clock
from shared.contracts.profiles import TieEnded
from shared.errors import NotFound, Stale
from shared.ids import new_id
from shared.messaging.sinks import Group
from shared.settings import ServiceSettings
from shared.storage import migrations
from shared.storage.database import Database
from shared.storage.unit_of_work import UnitOfWork, Units
from shared.storage.upsert import upsert
from shared.web.blueprint import Blueprint
from shared.web.foreign_keys import Fetch
from shared.web.keys import Keys, make_keys
from shared.web.service import ServiceWeb
from tests.support.stores import made_store

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "add-an-operation.md"
metadata = MetaData()
table = Table(
    "wishes",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("of", Uuid, nullable=False),
    Column("text", String(200), nullable=False),
    Column("version", Integer, nullable=False),
)


@dataclass(frozen=True)
class Wish:
    id: UUID
    of: UUID
    text: str
    version: int


@dataclass(frozen=True)
class AddWish:
    of: UUID
    text: str


@dataclass(frozen=True)
class RewordWish:
    wish_id: UUID
    of: UUID
    text: str
    version: int


class WishesUnit(UnitOfWork):
    def save(self, wish: Wish) -> None:
        values = {"of": wish.of, "text": wish.text, "version": wish.version}
        row = upsert(table).values(id=wish.id, **values)
        self.connection.execute(row.on_conflict_do_update(index_elements=["id"], set_=values))

    def get(self, wish_id: UUID) -> Wish | None:
        row = self.connection.execute(select(table).where(table.c.id == wish_id)).one_or_none()
        return Wish(*row) if row else None

    def count(self) -> int:
        return len(self.connection.execute(select(table)).all())

    def forget_all(self) -> None:
        self.connection.execute(update(table).values(text=""))


def add_wish(command: AddWish, uow: WishesUnit, clock: Clock) -> Wish:
    made = Wish(new_id(), command.of, command.text, version=1)
    uow.save(made)
    uow.emit(TieEnded(subject=made.id, first=command.of, second=made.id))
    return made


def reword_wish(command: RewordWish, uow: WishesUnit, clock: Clock) -> Wish:
    found = wish(command.wish_id, command.of, uow)
    if found.version != command.version:
        raise Stale("version_stale", "This was changed meanwhile; read it again, then edit.")
    changed = replace(found, text=command.text, version=found.version + 1)
    uow.save(changed)
    return changed


def wish(wish_id: UUID, of: UUID, uow: WishesUnit) -> Wish:
    found = uow.get(wish_id)
    if found is None or found.of != of:
        raise NotFound("wish_unknown", "There is no such wish.")
    return found


@dataclass(frozen=True)
class Container:
    settings: ServiceSettings
    clock: Clock
    units: Units[WishesUnit]
    keys: Keys
    groups: tuple[Group, ...] = ()


def wishes_settings(folder: Path, service: str = "postings") -> ServiceSettings:
    """Settings on a store in `folder`; whoever has the keys of the others is never asked."""
    nowhere = "http://127.0.0.1:9/.well-known/jwks.json"
    return ServiceSettings(
        service=service,
        store_url=made_store(folder, service, migrations.SHARED_VERSIONS, metadata),
        event_log_url=f"sqlite:///{folder / 'log'}.db",
        jwks_urls=dict.fromkeys(("profiles", "postings", "referrals"), nowhere),
        metrics_port=None,
        log_level="INFO",
    )


def nobody_answers(url: str) -> Mapping[str, Any]:
    """A network without the other services."""
    raise ValueError("nobody there")


def make_container(
    settings: ServiceSettings, clock: Clock, fetch: Fetch = nobody_answers
) -> Container:
    """The wiring of this small service."""
    database = Database(settings.store_url)
    keys = make_keys(settings, database, clock, fetch)
    return Container(settings, clock, Units(database, clock, WishesUnit), keys)


def wishes_web(container: Container, *more: Blueprint, **web: Any) -> ServiceWeb:
    """The service, with the operations of the how-to page and those that a test adds."""
    blueprints = [views_of_the_how_to(), *more]
    return ServiceWeb(
        title="Warmpath wishes",
        container=container,
        blueprints=blueprints,
        versions=migrations.SHARED_VERSIONS,
        **web,
    )


def views_of_the_how_to() -> Blueprint:
    """The blueprint that the page's code makes."""
    code = re.findall(r"```python\n(.*?)```", HOW_TO.read_text(), re.DOTALL)[0]
    before = dict(sys.modules)
    sys.modules |= _modules_of_the_how_to()
    try:
        namespace: dict[str, Any] = {"__name__": "services.wishes.api"}
        exec(compile(code, str(HOW_TO), "exec"), namespace)
    finally:
        for name in _modules_of_the_how_to():
            del sys.modules[name]
        sys.modules |= before
    blueprint: Blueprint = namespace["wishes"]
    return blueprint


def _modules_of_the_how_to() -> dict[str, ModuleType]:
    rooms: dict[str, dict[str, object]] = {
        "commands": {"AddWish": AddWish, "RewordWish": RewordWish}
        | {"add_wish": add_wish, "reword_wish": reword_wish},
        "queries": {"wish": wish},
        "domain": {"Wish": Wish},
        "ports": {"WishesUnit": WishesUnit},
    }
    modules = {f"services.wishes.{room}": _module(room, holds) for room, holds in rooms.items()}
    house = _module("wishes", {name.rpartition(".")[2]: each for name, each in modules.items()})
    return modules | {"services.wishes": house}


def _module(name: str, holds: Mapping[str, object]) -> ModuleType:
    module = ModuleType(name)
    module.__dict__.update(holds)
    return module
