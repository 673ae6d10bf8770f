"""From a name and an address to a hire: profiles, referrals and postings, each in its own store.

What one service has told is carried to the others as the event log would. Nobody calls anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.referrals.bootstrap import jobs
from shared.contracts.postings import OpeningClosed
from shared.storage.tables import outbox
from tests.support.profiles import Member
from tests.support.three_services import ThreeServices, open_three

CAM_MAIL = "cam@else.example"
POLICY = {"bonus": 2000, "currency": "EUR", "ownership_days": 180, "milestones": []}


@pytest.fixture
def network(tmp_path: Path) -> Iterator[ThreeServices]:
    with ExitStack() as closing:
        yield open_three(tmp_path, closing)


@dataclass
class Cast:
    """Ray works where Rita recruits; Cam is a stranger so far."""

    ray: Member
    rita: Member
    opening: UUID


@pytest.fixture
def cast(network: ThreeServices) -> Cast:
    ray, rita = network.profiles.member("Ray Oak"), network.profiles.member("Rita Oak")
    network.carry()
    firm = network.by(rita, "postings").post("/v1/employers", {"name": "Oakworks"}).json or {}
    for each in (ray, rita):
        job = {"employer_id": firm["id"], "title": "Cook", "started": "2020-01-01"}
        assert each.visitor.post("/v1/people/me/employments", job).status_code == 201
    network.carry()
    policy = network.by(rita, "postings").post(f"/v1/employers/{firm['id']}/policies", POLICY)
    assert policy.status_code in (200, 201), policy.text
    opening = network.opening(rita, firm["id"], recruiters=[str(rita.id)], use_policy=True)
    network.carry()
    return Cast(ray, rita, UUID(opening))


def must(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json


def referred(network: ThreeServices, cast: Cast, mail: str = CAM_MAIL) -> str:
    """Where the referral is, once Cam has been written to."""
    named = must(cast.ray.visitor.post("/v1/invitations", {"name": "Cam", "mail": mail}), 201)
    body = {"opening_id": str(cast.opening), "invited": named["invited"], "vouch": "She cooks."}
    answer = network.by(cast.ray, "referrals").post("/v1/referrals", body)
    must(answer, 201)
    network.carry()
    return str(answer.headers["Location"])


def agreed(network: ThreeServices, cam: Member, where: str) -> None:
    proof = must(cam.visitor.get("/v1/people/me/addresses-proof"))
    visitor = network.by(cam, "referrals")
    assert must(visitor.post("/v1/referrals/claim", proof)) == {"claimed": 1}
    assert must(visitor.post(f"{where}/consent"))["state"] == "consented"


def test_a_stranger_is_referred_by_name_and_address_and_hired(
    network: ThreeServices, cast: Cast
) -> None:
    where = referred(network, cast)
    (mail,) = network.profiles.mails_to(CAM_MAIL)
    assert "Ray Oak" in mail
    assert "She cooks." not in mail
    assert mail.endswith("nothing of it is kept.\n"), "a stranger has no settings to be told of"

    cam = network.profiles.sign_up("Camille Reed", CAM_MAIL)
    network.carry()
    agreed(network, cam, where)
    network.carry()
    rita = network.by(cast.rita, "referrals")
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
    network: ThreeServices, cast: Cast
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
    network: ThreeServices, cast: Cast
) -> None:
    where = referred(network, cast)

    def named() -> set[str]:
        shown = must(network.by(cast.ray, "referrals").get(where))
        names = must(cast.ray.visitor.post("/v1/names", {"grant": shown["grant"]}))["names"]
        return {each["name"] for each in names.values()} - {"Ray Oak"}

    cam = network.profiles.sign_up("Camille Reed", CAM_MAIL)
    assert named() == {"Cam"}
    agreed(network, cam, where)
    assert named() == {"Cam", "Camille Reed"}


def test_two_addresses_of_one_person_are_one_candidate(network: ThreeServices, cast: Cast) -> None:
    cam = network.profiles.member("Camille Reed", CAM_MAIL)
    with network.profiles.container.units.write() as uow:
        person = uow.people.get(cam.id)
        person.add_mail("camille@work.example")
        uow.people.save(person)
    first = referred(network, cast)
    second = referred(network, cast, "camille@work.example")
    proof = must(cam.visitor.get("/v1/people/me/addresses-proof"))
    visitor = network.by(cam, "referrals")
    assert must(visitor.post("/v1/referrals/claim", proof)) == {"claimed": 2}

    assert must(visitor.post(f"{first}/consent"))["state"] == "consented"
    assert must(visitor.post(f"{second}/consent"))["state"] == "duplicate"


def test_who_objects_is_not_written_to_and_the_referrer_cannot_tell(
    network: ThreeServices, cast: Cast
) -> None:
    gone = network.profiles.member("Gone Soon", "gone@else.example")
    gone.visitor.delete("/v1/people/me")
    where = referred(network, cast, "gone@else.example")

    assert network.profiles.mails_to("gone@else.example") == []
    assert must(network.by(cast.ray, "referrals").get(where))["state"] == "submitted"


def test_a_candidate_who_leaves_is_gone_from_every_service(
    network: ThreeServices, cast: Cast
) -> None:
    where = referred(network, cast)
    cam = network.profiles.sign_up("Camille Reed", CAM_MAIL)
    network.carry()
    agreed(network, cam, where)
    cam.visitor.delete("/v1/people/me")
    network.carry()
    for job in jobs(network.referrals.container):
        job.function()

    seen = must(network.by(cast.ray, "referrals").get(where))
    assert (seen["state"], seen["candidate"], seen["vouch"]) == ("withdrawn", None, "")
    assert CAM_MAIL not in network.profiles.store_rows("outbox")
