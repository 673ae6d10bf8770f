"""How the sample's people work together: once each, at the newest version, and all or none."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date

import pytest

from shared.cli.client import Refused, Services
from shared.cli.sample import generate
from shared.cli.sample_loading.crew import HANDS, Crew
from shared.cli.sample_loading.loading import _leading
from shared.cli.sample_loading.people import _settings, describe_everybody, sign_everybody_up
from shared.cli.sign_in import SignedIn
from tests.unit.cli.conftest import Reply, Script

TODAY = date(2026, 11, 23)
NETWORK = generate(7, today=TODAY)
ADA = NETWORK.prepared[0]
STALE = {"code": "version_stale", "detail": "It was changed meanwhile."}


@pytest.fixture
def crew(services: Services) -> Crew:
    crew = Crew(services, NETWORK, lambda address: lambda: "1", "sample-7", frozenset())
    for person in NETWORK.people:
        crew.members[person.key] = SignedIn(person.mail, person.key, person.key, "r", 0.0)
    return crew


def test_the_same_piece_of_work_has_the_same_key_in_every_run(crew: Crew, script: Script) -> None:
    script.on("POST", "/v1/groups", Reply(201, {}))

    crew.post(ADA, "profiles", "/v1/groups", "group-x")
    crew.post(ADA, "profiles", "/v1/groups", "group-x")

    assert {heard.headers["Idempotency-Key"] for heard in script.heard} == {"sample-7-group-x"}


def test_everybody_acts_in_their_own_name(crew: Crew, script: Script) -> None:
    script.on("PUT", "/v1/ties/t/own-answer", Reply(200, {}))

    crew.put(ADA, "/v1/ties/t/own-answer", {"answer": "well"})

    assert script.heard[0].headers["Authorization"] == f"Bearer {ADA}"


def test_a_known_version_is_not_read_again(crew: Crew, script: Script) -> None:
    script.on("PATCH", "/v1/people/me", Reply(200, {}))

    crew.edit(ADA, "profiles", "/v1/people/me", {}, '"1"')

    assert [heard.method for heard in script.heard] == ["PATCH"]


def test_an_edit_that_came_too_late_is_made_to_the_newer_version(
    crew: Crew, script: Script
) -> None:
    script.on("GET", "/v1/people/me", Reply(200, {}, {"ETag": '"4"'}))
    script.on("PATCH", "/v1/people/me", Reply(412, STALE), Reply(200, {}, {"ETag": '"5"'}))

    edited = crew.edit(ADA, "profiles", "/v1/people/me", {}, '"1"')

    versions = [heard.headers.get("If-Match") for heard in script.heard]
    assert versions == ['"1"', None, '"4"']
    assert edited.etag == '"5"'


def test_an_edit_that_is_always_too_late_is_given_up(crew: Crew, script: Script) -> None:
    script.on("GET", "/v1/people/me", Reply(200, {}, {"ETag": '"4"'}))
    script.on("PATCH", "/v1/people/me", Reply(412, STALE))

    with pytest.raises(Refused, match="version_stale"):
        crew.edit(ADA, "profiles", "/v1/people/me", {})


def test_an_edit_that_may_not_be_is_not_tried_again(crew: Crew, script: Script) -> None:
    script.on("PATCH", "/v1/people/me", Reply(422, {"code": "topic_invalid", "detail": "no"}))

    with pytest.raises(Refused, match="topic_invalid"):
        crew.edit(ADA, "profiles", "/v1/people/me", {}, '"1"')

    assert len(script.heard) == 1


def test_work_is_done_for_everybody_and_counted(crew: Crew) -> None:
    done: list[int] = []
    counted: list[None] = []
    crew.advance = lambda: counted.append(None)

    crew.together(done.append, range(50))

    assert sorted(done) == list(range(50))
    assert len(counted) == 50


def test_the_first_failure_stops_the_rest(crew: Crew) -> None:
    begun: list[int] = []
    failed = threading.Event()

    def work(number: int) -> None:
        begun.append(number)
        if number == 0:
            failed.set()
            raise Refused(422, "no", "no", {})
        failed.wait(5)
        # Each takes a moment, so that a busy machine cannot do all of it before it is told.
        threading.Event().wait(0.01)

    with pytest.raises(Refused):
        crew.together(work, range(1000))

    assert len(begun) < 1000


def test_only_the_latest_writes_of_a_kind_are_waited_for(crew: Crew, script: Script) -> None:
    many = 5 * HANDS
    script.on(
        "POST", "/v1/ties", *[Reply(202, {}, {"Warmpath-Token": str(n)}) for n in range(many)]
    )
    for _ in range(many):
        crew.post(ADA, "profiles", "/v1/ties", "tie")
    script.heard.clear()
    script.on("GET", "/v1/reachable-openings", Reply(200, {}))

    crew.wait_for("profiles/ties", "referrals", "/v1/reachable-openings")

    tokens = [heard.headers["Warmpath-Token"] for heard in script.heard]
    assert tokens == [str(n) for n in range(many - 2 * HANDS, many)]


def test_nobody_asks_twice_while_waiting(crew: Crew, script: Script) -> None:
    script.on("POST", "/v1/ties", Reply(202, {}, {"Warmpath-Token": "t"}))
    for _ in range(2 * HANDS):
        crew.post(ADA, "profiles", "/v1/ties", "tie")
    script.heard.clear()
    script.on("GET", "/v1/reachable-openings", Reply(200, {}))

    crew.wait_for("profiles/ties", "referrals", "/v1/reachable-openings")

    askers = [heard.headers["Authorization"] for heard in script.heard]
    assert len(askers) == len(set(askers)) == 2 * HANDS


def test_nothing_written_is_nothing_to_wait_for(crew: Crew, script: Script) -> None:
    crew.wait_for("postings/openings", "referrals", "/v1/reachable-openings")

    assert script.heard == []


def test_topics_are_sent_as_the_codes_that_profiles_takes() -> None:
    sent = {topic for person in NETWORK.people for topic in _settings(person)["topics"]}

    assert sent
    assert {topic for topic in sent if " " in topic} == set()


def test_in_a_brief_network_the_people_of_every_scene_tell_everything() -> None:
    leading = _leading(NETWORK)

    assert set(NETWORK.prepared) <= leading
    for scenario in NETWORK.scenarios:
        assert {actor for actor in scenario.actors if "-" in actor} <= leading
    assert len(leading) < len(NETWORK.people) / 2


TOKENS = {"access_token": "a", "refresh_token": "r", "expires_in": 900, "person_id": "p"}


def alone(crew: Crew) -> Crew:
    """Ada, the only one of the network."""
    ada = replace(NETWORK.person(ADA), employments=(), educations=(), memberships=())
    crew.network = replace(NETWORK, people=(ada,))
    return crew


def test_whose_code_did_not_hold_gets_another(crew: Crew, script: Script) -> None:
    refused = Reply(401, {"code": "code_refused", "detail": "The code is wrong."})
    script.on("POST", "/v1/sign-in/codes", Reply(202, {}))
    script.on("POST", "/v1/sign-in/sessions", refused, Reply(201, TOKENS))

    sign_everybody_up(alone(crew))

    assert crew.members[ADA].access_token == "a"


def test_who_is_refused_for_good_is_not_asked_for_ever(crew: Crew, script: Script) -> None:
    script.on("POST", "/v1/sign-in/codes", Reply(202, {}))
    script.on("POST", "/v1/sign-in/sessions", Reply(401, {"code": "code_refused", "detail": "no"}))

    with pytest.raises(Refused, match="code_refused"):
        sign_everybody_up(alone(crew))


def test_an_address_that_is_verified_already_is_left_alone(crew: Crew, script: Script) -> None:
    crew.in_full = frozenset([ADA])
    verified = {"mail_addresses": [NETWORK.person(ADA).work_mail]}
    script.on("PATCH", "/v1/people/me", Reply(200, verified, {"ETag": '"2"'}))
    script.on("PATCH", "/v1/people/me/settings", Reply(200, {}))

    describe_everybody(alone(crew))

    assert {heard.method for heard in script.heard} == {"PATCH"}
