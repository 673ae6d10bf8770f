"""From a name and an address to a hire: profiles, referrals and postings, each in its own store.

What one service has told is carried to the others as the event log would. Nobody calls anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from joserfc.jwk import OKPKey
from sqlalchemy import Row, select

from services.referrals.bootstrap import jobs
from shared.contracts.codec import decode, encode
from shared.contracts.envelope import Event, Message
from shared.contracts.postings import OpeningClosed
from shared.messaging.consumer import Consumer
from shared.storage.tables import foreign_keys, outbox
from shared.storage.upsert import upsert
from tests.support.postings import House, open_house
from tests.support.profiles import Member, ProfilesHome
from tests.support.referrals import Referrals, open_referrals
from tests.support.web import Visitor, as_person

CAM_MAIL = "cam@else.example"
POLICY = {"bonus": 2000, "currency": "EUR", "ownership_days": 180, "milestones": []}


@dataclass
class Network:
    """Three services, and what of each has been carried to the others."""

    profiles: ProfilesHome
    postings: House
    referrals: Referrals
    carried: dict[str, int] = field(default_factory=dict)

    def carry(self) -> list[Event]:
        """Everything that was told meanwhile reaches the others, until there is no more of it."""
        told: list[Event] = []
        services = (self.profiles, self.postings, self.referrals)
        while fresh := [event for each in services for event in self._fresh(each)]:
            self._reaches_others(fresh)
            told += fresh
        return told

    def _fresh(self, service: Any) -> list[Event]:
        container = service.container
        with container.units.database.read() as connection:
            rows = connection.execute(select(outbox).order_by(outbox.c.position)).all()
        name = container.settings.service
        before, self.carried[name] = self.carried.get(name, 0), len(rows)
        return [_event(row) for row in rows[before:]]

    def _reaches_others(self, fresh: list[Event]) -> None:
        self.referrals.hears(*(each for each in fresh if each.source != "referrals"))
        for service in (self.profiles, self.postings):
            container = service.container
            own = container.settings.service
            for owner in sorted({each.source for each in fresh} - {own}):
                publisher = container.event_log.publisher(owner, 1)
                publisher.publish([encode(each) for each in fresh if each.source == owner])
                publisher.close()
            consumer = Consumer(
                container.groups[0],
                container.event_log,
                container.units.database,
                service.clock,
            )
            while consumer.step():
                pass
            consumer.close()

    def at_referrals(self, member: Member) -> Visitor:
        """The member, with the access token that profiles gave them."""
        return Visitor(self.referrals.app, member.visitor.headers)

    def at_postings(self, member: Member) -> Visitor:
        return as_person(self.postings.app, member.id)

    def trusts(self) -> None:
        """Referrals knows the keys of profiles, and profiles those of referrals."""
        for here, there in (
            (self.referrals, self.profiles),
            (self.profiles, self.referrals),
        ):
            own = there.container.keys.own
            own.prepare()
            keys = [OKPKey.import_key(key) for key in own.public()["keys"]]
            known = {
                "key_set": {"keys": [key.as_dict(private=False) for key in keys]},
                "fetched_at": here.clock.now(),
            }
            row = upsert(foreign_keys).values(issuer=own.service, **known)
            with here.container.units.database.write() as connection:
                connection.execute(row.on_conflict_do_update(index_elements=["issuer"], set_=known))


def _event(row: Row[Any]) -> Event:
    return decode(Message(row.topic, str(row.subject), row.headers, row.body))


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    with ExitStack() as closing:
        for name in ("profiles", "postings", "referrals"):
            (tmp_path / name).mkdir()
        profiles = ProfilesHome(tmp_path / "profiles", closing)
        postings = open_house(tmp_path / "postings")
        closing.callback(postings.container.close)
        referrals = open_referrals(tmp_path / "referrals")
        closing.callback(referrals.close)
        found = Network(profiles, postings, referrals)
        found.trusts()
        yield found


@dataclass
class Cast:
    """Ray works where Rita recruits; Cam is a stranger so far."""

    ray: Member
    rita: Member
    opening: UUID


@pytest.fixture
def cast(network: Network) -> Cast:
    ray, rita = network.profiles.member("Ray Oak"), network.profiles.member("Rita Oak")
    network.carry()
    firm = network.at_postings(rita).post("/v1/employers", {"name": "Oakworks"}).json or {}
    for each in (ray, rita):
        job = {"employer_id": firm["id"], "title": "Cook", "started": "2020-01-01"}
        assert each.visitor.post("/v1/people/me/employments", job).status_code == 201
    network.carry()
    policy = network.at_postings(rita).post(f"/v1/employers/{firm['id']}/policies", POLICY)
    assert policy.status_code in (200, 201), policy.text
    opening = network.postings.opening(
        rita.id, firm["id"], publish=True, recruiters=[str(rita.id)], use_policy=True
    )
    network.carry()
    return Cast(ray, rita, UUID(opening))


def must(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json


def referred(network: Network, cast: Cast, mail: str = CAM_MAIL) -> str:
    """Where the referral is, once Cam has been written to."""
    named = must(cast.ray.visitor.post("/v1/invitations", {"name": "Cam", "mail": mail}), 201)
    body = {"opening_id": str(cast.opening), "invited": named["invited"], "vouch": "She cooks."}
    answer = network.at_referrals(cast.ray).post("/v1/referrals", body)
    must(answer, 201)
    network.carry()
    return str(answer.headers["Location"])


def agreed(network: Network, cam: Member, where: str) -> None:
    proof = must(cam.visitor.get("/v1/people/me/addresses-proof"))
    visitor = network.at_referrals(cam)
    assert must(visitor.post("/v1/referrals/claim", proof)) == {"claimed": 1}
    assert must(visitor.post(f"{where}/consent"))["state"] == "consented"


def test_a_stranger_is_referred_by_name_and_address_and_hired(network: Network, cast: Cast) -> None:
    where = referred(network, cast)
    (mail,) = network.profiles.mails_to(CAM_MAIL)
    assert "Ray Oak" in mail
    assert "She cooks." not in mail
    assert mail.endswith("nothing of it is kept.\n"), "a stranger has no settings to be told of"

    cam = network.profiles.sign_up("Camille Reed", CAM_MAIL)
    network.carry()
    agreed(network, cam, where)
    network.carry()
    rita = network.at_referrals(cast.rita)
    (received,) = must(rita.get("/v1/referrals/received"))["items"]
    names = must(cast.rita.visitor.post("/v1/names", {"grant": received["grant"]}))["names"]
    assert [each["name"] for each in names.values()] == ["Camille Reed"]

    hire = {"what": "hire", "started": "2026-12-01"}
    must(rita.post(f"{where}/moves", hire))
    told = network.carry()
    assert [each.reason for each in told if isinstance(each, OpeningClosed)] == ["filled"]
    seen = must(rita.get(where))
    assert (seen["state"], seen["referrer"]) == ("hired", str(cast.ray.id))
    paid = must(rita.get(f"{where}/credit"))
    assert (paid["balance"], paid["lines"][0]["policy_version"]) == (2000, 1)


def test_no_address_name_or_vouch_is_in_what_the_services_told_each_other(
    network: Network, cast: Cast
) -> None:
    where = referred(network, cast)
    cam = network.profiles.sign_up("Camille Reed", CAM_MAIL)
    agreed(network, cam, where)
    network.carry()
    for service in (network.profiles, network.postings, network.referrals):
        with service.container.units.database.read() as connection:
            rows = connection.execute(select(outbox)).all()
        written = "".join(f"{row.headers}{row.body!r}" for row in rows)
        for secret in (CAM_MAIL, "Camille", "She cooks.", "Ray Oak"):
            assert secret not in written


def test_the_referrer_reads_the_name_they_gave_until_the_candidate_agrees(
    network: Network, cast: Cast
) -> None:
    where = referred(network, cast)

    def named() -> set[str]:
        shown = must(network.at_referrals(cast.ray).get(where))
        names = must(cast.ray.visitor.post("/v1/names", {"grant": shown["grant"]}))["names"]
        return {each["name"] for each in names.values()} - {"Ray Oak"}

    cam = network.profiles.sign_up("Camille Reed", CAM_MAIL)
    assert named() == {"Cam"}
    agreed(network, cam, where)
    assert named() == {"Cam", "Camille Reed"}


def test_two_addresses_of_one_person_are_one_candidate(network: Network, cast: Cast) -> None:
    cam = network.profiles.member("Camille Reed", CAM_MAIL)
    with network.profiles.container.units.write() as uow:
        person = uow.people.get(cam.id)
        person.add_mail("camille@work.example")
        uow.people.save(person)
    first = referred(network, cast)
    second = referred(network, cast, "camille@work.example")
    proof = must(cam.visitor.get("/v1/people/me/addresses-proof"))
    visitor = network.at_referrals(cam)
    assert must(visitor.post("/v1/referrals/claim", proof)) == {"claimed": 2}

    assert must(visitor.post(f"{first}/consent"))["state"] == "consented"
    assert must(visitor.post(f"{second}/consent"))["state"] == "duplicate"


def test_who_objects_is_not_written_to_and_the_referrer_cannot_tell(
    network: Network, cast: Cast
) -> None:
    gone = network.profiles.member("Gone Soon", "gone@else.example")
    gone.visitor.delete("/v1/people/me")
    where = referred(network, cast, "gone@else.example")

    assert network.profiles.mails_to("gone@else.example") == []
    assert must(network.at_referrals(cast.ray).get(where))["state"] == "submitted"


def test_a_candidate_who_leaves_is_gone_from_every_service(network: Network, cast: Cast) -> None:
    where = referred(network, cast)
    cam = network.profiles.sign_up("Camille Reed", CAM_MAIL)
    network.carry()
    agreed(network, cam, where)
    cam.visitor.delete("/v1/people/me")
    network.carry()
    for job in jobs(network.referrals.container):
        job.function()

    seen = must(network.at_referrals(cast.ray).get(where))
    assert (seen["state"], seen["candidate"], seen["vouch"]) == ("withdrawn", None, "")
    assert CAM_MAIL not in network.profiles.store_rows("outbox")
