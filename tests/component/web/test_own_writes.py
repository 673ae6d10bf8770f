"""Reading one's own write: the read waits for the event, forged tokens are ignored."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from shared.clock import SetClock
from shared.contracts.envelope import Event
from shared.contracts.profiles import PersonChanged, TieEnded
from shared.ids import new_id
from shared.messaging import waiting
from shared.messaging.sinks import Group, ProjectionSink, Reactions
from shared.web import own_writes
from shared.web.app_factory import create_app
from shared.web.own_writes import OwnWrite, read_own_write, sign_own_write
from shared.web.tokens import BadToken, sign
from tests.support.impatience import wait_shortly
from tests.support.web import StandIn, as_person, trust_stand_in
from tests.support.wishes import Container, wishes_web

BEA = new_id()
TIE = new_id()


class Projection:
    """How far a service has come; it moves on when a test says so."""

    def __init__(self) -> None:
        self.at = 0
        self.asked: list[UUID] = []
        self.looked = threading.Event()

    def seen(self, subject: UUID) -> int:
        self.asked.append(subject)
        self.looked.set()
        return self.at

    def apply(self, changes: Sequence[Event]) -> None:
        raise NotImplementedError

    def generation(self) -> int:
        raise NotImplementedError

    def ping(self) -> None:
        raise NotImplementedError


@pytest.fixture
def projection() -> Projection:
    return Projection()


@pytest.fixture
def app(container: Container, projection: Projection) -> Flask:
    """An app whose projection follows ended ties, told by profiles."""
    reactions: Reactions = {TieEnded: lambda event, changes: changes.apply(event)}
    follows = Group("postings.wishes", reactions, ProjectionSink(projection))
    web = wishes_web(container, answers_from=follows)
    trust_stand_in(web, "profiles")
    return create_app(web)


@pytest.fixture(autouse=True)
def an_impatient_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    wait_shortly(monkeypatch)


def written(clock: SetClock, sequence: int = 3) -> str:
    event = TieEnded(subject=TIE, sequence=sequence, first=BEA, second=TIE)
    return sign_own_write(StandIn("profiles"), event, clock.now())


def read(app: Flask, token: str) -> int:
    answer = as_person(app, BEA).get(f"/v1/wishes/{TIE}", own_write=token)
    if answer.status_code == 425:
        assert answer.headers["Retry-After"] == "1"
    return answer.status_code


def test_a_read_waits_until_the_write_has_arrived(
    app: Flask, projection: Projection, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_writes, "wait_until_seen", waiting.wait_until_seen)

    def arrive() -> None:
        projection.looked.wait(5)
        projection.at = 3

    thread = threading.Thread(target=arrive)
    thread.start()

    assert read(app, written(clock)) == 404
    thread.join()
    assert set(projection.asked) == {TIE}
    assert len(projection.asked) >= 2


def test_a_write_that_has_not_arrived_in_time_is_too_early(
    app: Flask, projection: Projection, clock: SetClock
) -> None:
    projection.at = 2
    assert read(app, written(clock)) == 425


@pytest.mark.parametrize("at", [3, 4])
def test_a_write_that_has_arrived_is_not_waited_for(
    app: Flask, projection: Projection, clock: SetClock, at: int
) -> None:
    projection.at = at
    assert read(app, written(clock)) == 404
    assert projection.asked == [TIE]


@pytest.mark.parametrize("forged", ["", "x", "a.b.c", "é"])
def test_a_forged_token_is_ignored(app: Flask, projection: Projection, forged: str) -> None:
    assert read(app, forged) == 404
    assert projection.asked == []


def test_an_expired_token_is_ignored(app: Flask, projection: Projection, clock: SetClock) -> None:
    token = written(clock)
    clock.advance(timedelta(minutes=11))

    assert read(app, token) == 404
    assert projection.asked == []


def test_a_write_that_this_service_never_hears_of_is_not_waited_for(
    app: Flask, projection: Projection, clock: SetClock
) -> None:
    claims = {"sub": str(BEA), "seq": 9, "event": PersonChanged.TYPE}
    token = sign(StandIn(), own_writes.OWN_WRITE, ["postings"], claims, clock.now())

    assert read(app, token) == 404
    assert projection.asked == []


def test_a_service_without_a_projection_never_waits(container: Container, clock: SetClock) -> None:
    app = create_app(wishes_web(container))

    assert read(app, written(clock)) == 404


def test_the_token_names_the_last_event_of_the_write(app: Flask, container: Container) -> None:
    made = as_person(app, BEA).post("/v1/wishes", {"text": "a job"})
    assert made.json is not None

    named = read_own_write(
        container.keys, made.headers["Warmpath-Token"], "postings", container.clock.now()
    )

    assert named == OwnWrite(TieEnded.TYPE, UUID(made.json["id"]), 1)


@pytest.mark.parametrize(
    "claims",
    [{"sub": "x"}, {"sub": str(TIE), "seq": "x", "event": "e"}, {"sub": str(TIE), "event": "e"}],
    ids=",".join,
)
def test_a_token_that_names_no_event_says_nothing(
    container: Container, app: Flask, clock: SetClock, claims: dict[str, object]
) -> None:
    token = sign(StandIn(), own_writes.OWN_WRITE, ["postings"], claims, clock.now())

    with pytest.raises(BadToken):
        read_own_write(container.keys, token, "postings", clock.now())
