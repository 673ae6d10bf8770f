"""The sample's past is of the crowd, the scenes stay as they are, and what closes does so today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from importlib.metadata import entry_points
from uuid import UUID

import pytest

from shared.cli.client import Services
from shared.cli.home import Home
from shared.cli.sample import generate
from shared.cli.sample.cast import CAST
from shared.cli.sample.identity import key_of
from shared.cli.sample_loading import histories
from shared.cli.sample_loading.crew import Crew
from shared.cli.sign_in import SignedIn
from tests.unit.cli.conftest import Reply, Script

NETWORK = generate(7, today=date(2026, 11, 23))
PEOPLE = {person.key: UUID(int=0xA0000 + n) for n, person in enumerate(NETWORK.people)}
OPENINGS = {opening.key: UUID(int=0xB0000 + n) for n, opening in enumerate(NETWORK.openings)}


class Told:
    """Stands for what a service brings; the real one is tried in tests/component/referrals."""

    def __init__(self, *closing: UUID) -> None:
        self.closing = closing
        self.candidates: Sequence[UUID] = ()
        self.openings: Sequence[UUID] = ()
        self.name = ""

    def load(self) -> Told:
        return self

    def __call__(
        self,
        home: Home,
        name: str,
        candidates: Sequence[UUID],
        openings: Sequence[UUID],
        now: datetime,
    ) -> Mapping[str, UUID]:
        self.name, self.candidates, self.openings = name, candidates, openings
        return {f"story-{n}": opening for n, opening in enumerate(self.closing)}


@pytest.fixture
def crew(services: Services) -> Crew:
    crew = Crew(services, NETWORK, lambda address: lambda: "1", "sample-7", frozenset())
    for person in NETWORK.people:
        id_ = str(PEOPLE[person.key])
        crew.members[person.key] = SignedIn(person.mail, id_, person.key, "r", 0.0)
    crew.openings = {key: str(id_) for key, id_ in OPENINGS.items()}
    return crew


def tell(crew: Crew, home: Home, told: Told, monkeypatch: pytest.MonkeyPatch) -> Told:
    monkeypatch.setattr(histories, "entry_points", lambda group: [told])
    histories.tell_histories(crew, home)
    return told


def test_nobody_of_the_scenes_gets_a_past_nor_do_their_openings(
    crew: Crew, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tell(crew, home, Told(), monkeypatch)

    scenes = {PEOPLE[key_of(row.name)] for row in CAST}
    assert not scenes & set(told.candidates)
    assert scenes | set(told.candidates) == set(PEOPLE.values())
    assert OPENINGS["vento-forecasting"] not in told.openings
    assert len(told.openings) > 40
    assert told.name == crew.name


def test_who_looks_for_work_is_thought_of_first(
    crew: Crew, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tell(crew, home, Told(), monkeypatch)

    keys = {id_: key for key, id_ in PEOPLE.items()}
    looking = [NETWORK.person(keys[each]).settings.open_to_openings for each in told.candidates]
    assert looking == sorted(looking, reverse=True)


def test_whoever_posted_an_opening_closes_it_once(
    crew: Crew, home: Home, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted = NETWORK.openings[-1]
    path = f"/v1/openings/{OPENINGS[posted.key]}/close"
    script.on("POST", path, Reply(200, {}))

    for _ in range(2):
        tell(crew, home, Told(OPENINGS[posted.key]), monkeypatch)

    assert {heard.path for heard in script.heard} == {path}
    assert {heard.headers["Authorization"] for heard in script.heard} == {
        f"Bearer {posted.posted_by}"
    }
    assert {heard.headers["Idempotency-Key"] for heard in script.heard} == {
        "sample-7-close-story-0"
    }


def test_referrals_brings_the_histories() -> None:
    (found,) = entry_points(group=histories.HISTORIES)

    assert found.value == "services.referrals.cli.histories:tell"
