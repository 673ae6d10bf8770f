"""From HTTP to the event log, and from the log into answers; once each, whatever is repeated."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from services.postings.adapters.tables import metadata
from services.postings.bootstrap import STORE_GROUP, VERSIONS, jobs
from services.postings.settings import read_settings
from shared.contracts.codec import decode
from shared.messaging.relay import Relay
from shared.storage import migrations
from shared.storage.database import Database
from shared.web.own_writes import sign_own_write
from tests.support.postings import (
    ADA,
    BEA,
    EVE,
    OPENING,
    House,
    must,
    names,
    open_house,
    refused,
    works_at,
)
from tests.support.web import trust_stand_in


def test_what_is_posted_arrives_in_the_log_in_order(house: House, published: str) -> None:
    house.do(ADA, published, "pause")
    house.do(ADA, published, "close")
    container = house.container
    relay = Relay("postings", container.units.database, container.event_log, house.clock)
    while relay.step():
        pass
    relay.close()

    read = [decode(each.message) for each in container.event_log.replay(["postings.openings"])]

    mine = [event for event in read if str(event.subject) == published]
    assert names(mine) == ["OpeningChanged", "OpeningChanged", "OpeningClosed"]
    assert [event.sequence for event in mine] == [1, 2, 3]
    assert {event.traceparent[:3] for event in mine} == {"00-"}


def test_a_read_waits_for_what_profiles_said_before(house: House, acme: str) -> None:
    signer = trust_stand_in(house.app.extensions["service_web"], "profiles")
    first = replace(works_at(EVE, acme), sequence=house.sequences[EVE] + 1)
    later = replace(first, sequence=first.sequence + 1)
    taken_in, still_coming = (
        sign_own_write(signer, event, house.clock.now()) for event in (first, later)
    )
    house.hear(first)

    must(house.by(EVE).get("/v1/openings/mine", own_write=taken_in), 200)
    waited = house.by(EVE).get("/v1/openings/mine", own_write=still_coming)
    refused(waited, 425, "write_not_seen_yet")


def test_the_same_post_twice_with_one_key_is_one_employer(house: House) -> None:
    answers = [
        house.by(ADA).post("/v1/employers", {"name": "Globex"}, idempotency_key="once")
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].get_json() == answers[1].get_json()
    assert names(house.told()) == ["EmployerChanged"]


def test_of_many_who_add_the_same_employer_at_once_one_succeeds(house: House) -> None:
    visitors = [house.by(ADA) for _ in range(8)]

    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda one: one.post("/v1/employers", {"name": "Globex"}), visitors)
        )

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7
    assert names(house.told()) == ["EmployerChanged"]


def test_of_many_who_edit_the_same_version_at_once_one_succeeds(
    house: House, published: str
) -> None:
    visitors = [house.by(ADA) for _ in range(8)]

    def edit(number: int) -> int:
        return (
            visitors[number]
            .patch(f"/v1/openings/{published}", {"title": f"T{number}"}, if_match='"2"')
            .status_code
        )

    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(edit, range(8)))

    assert statuses == [200] + [412] * 7
    assert names(house.told()) == ["OpeningChanged"]


def test_closing_and_filling_at_once_ends_an_opening_once(house: House, published: str) -> None:
    visitors = {act: house.by(ADA) for act in ("close", "fill")}

    with ThreadPoolExecutor(2) as pool:
        answers = list(
            pool.map(
                lambda act: visitors[act].post(f"/v1/openings/{published}/{act}").status_code,
                visitors,
            )
        )

    assert sorted(answers) == [200, 409]
    assert names(house.told()) == ["OpeningClosed", "EmployerChanged"]


def test_all_is_there_again_after_a_restart(house: House, acme: str, published: str) -> None:
    house.container.close()
    again = open_house(house.home)

    assert must(again.by(EVE).get(f"/v1/openings/{published}"), 200)["title"] == OPENING["title"]
    assert must(again.by(BEA).get(f"/v1/employers/{acme}"), 200)["mine"] is True
    again.container.close()


def test_the_worker_has_one_group_and_expires_openings(house: House) -> None:
    assert [group.name for group in house.container.groups] == [STORE_GROUP]
    assert house.container.groups[0].topics == ["profiles.people", "referrals.referrals"]
    assert [job.name for job in jobs(house.container)] == ["rotate_keys", "expire_openings"]


def test_readiness_names_a_worker_that_is_not_heard_of(house: House) -> None:
    answer = house.nobody.get("/readyz")

    assert answer.status_code == 503
    told = answer.get_json()["checks"]
    assert (told["store"], told["migrations"]) == ("ok", "ok")
    assert STORE_GROUP in told["worker"]


def test_migrations_make_exactly_the_tables_that_the_store_uses(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/fresh.db")
    migrations.upgrade(database, VERSIONS)

    assert migrations.differences(database, metadata) == []
    migrations.check(database, VERSIONS)
    database.close()


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORE_URL", "sqlite:///x/postings.db")
    monkeypatch.setenv("EVENT_LOG_URL", "sqlite:///x/log.db")
    monkeypatch.setenv("JWKS_URLS", "profiles=http://127.0.0.1:8081/.well-known/jwks.json")

    settings = read_settings()

    assert settings.service == "postings"
    assert settings.jwks_urls == {"profiles": "http://127.0.0.1:8081/.well-known/jwks.json"}
