"""How the command line speaks with the services."""

from __future__ import annotations

import pytest

from shared.cli.client import Away, Refused, Services, at
from shared.cli.ports import SERVICES, free_ports
from tests.unit.cli.conftest import Reply, Script

PROBLEM = {"code": "tie_not_found", "detail": "There is no such tie.", "errors": {}}


def test_an_answer_carries_body_token_and_version(script: Script, services: Services) -> None:
    script.on("GET", "/v1/x", Reply(200, {"a": 1}, {"Warmpath-Token": "t", "ETag": '"3"'}))

    answer = services.call("profiles", "GET", "/v1/x")

    assert (answer.status, answer.body) == (200, {"a": 1})
    assert (answer.token, answer.etag) == ("t", '"3"')


def test_what_a_call_needs_travels_as_headers(script: Script, services: Services) -> None:
    script.on("PATCH", "/v1/x", Reply(204))

    services.call("profiles", "PATCH", "/v1/x", body={}, bearer="b", seen="s", etag='"2"')

    headers = script.heard[0].headers
    assert headers["Authorization"] == "Bearer b"
    assert headers["Warmpath-Token"] == "s"
    assert headers["If-Match"] == '"2"'
    assert "Idempotency-Key" not in headers


def test_an_upload_is_sent_as_it_is(script: Script, services: Services) -> None:
    script.on("POST", "/v1/imports", Reply(201, {}))

    services.call("profiles", "POST", "/v1/imports", upload=b"a,b\n\xff", params={"source": "l"})

    heard = script.heard[0]
    assert heard.body == b"a,b\n\xff"
    assert heard.headers["Content-Type"] == "text/csv"
    assert heard.path == "/v1/imports?source=l"


def test_a_refusal_keeps_status_code_and_the_fields(script: Script, services: Services) -> None:
    problem = {**PROBLEM, "errors": {"mail": ["is empty"]}}
    script.on("POST", "/v1/x", Reply(422, problem))

    with pytest.raises(Refused) as refused:
        services.call("profiles", "POST", "/v1/x", body={})

    assert (refused.value.status, refused.value.code) == (422, "tie_not_found")
    assert "There is no such tie." in refused.value.message
    assert "mail: is empty" in refused.value.message
    assert refused.value.exit_code == 2


def test_a_refusal_is_not_tried_again(script: Script, services: Services) -> None:
    script.on("GET", "/v1/x", Reply(404, PROBLEM))

    with pytest.raises(Refused):
        services.call("profiles", "GET", "/v1/x")

    assert len(script.heard) == 1


@pytest.mark.parametrize("status", [425, 429, 502, 503])
def test_what_may_pass_is_asked_again(script: Script, services: Services, status: int) -> None:
    script.on("GET", "/v1/x", Reply(status, PROBLEM), Reply(200, {"late": True}))

    assert services.call("profiles", "GET", "/v1/x").body == {"late": True}


def test_the_client_waits_as_long_as_it_is_asked_to(
    script: Script, services: Services, pauses: list[float]
) -> None:
    script.on("GET", "/v1/x", Reply(503, PROBLEM, {"Retry-After": "2"}), Reply(200, {}))

    services.call("profiles", "GET", "/v1/x")

    assert pauses == [2.0]


def test_a_lost_answer_is_asked_for_again_with_the_same_key(
    script: Script, services: Services
) -> None:
    script.on("POST", "/v1/x", Reply(drop=True), Reply(201, {"id": 1}))

    services.call("profiles", "POST", "/v1/x", body={"a": 1})

    keys = {heard.headers["Idempotency-Key"] for heard in script.heard}
    assert len(script.heard) >= 2
    assert len(keys) == 1


def test_two_calls_have_two_keys(script: Script, services: Services) -> None:
    script.on("POST", "/v1/x", Reply(201, {}))

    services.call("profiles", "POST", "/v1/x", body={})
    services.call("profiles", "POST", "/v1/x", body={})

    assert len({heard.headers["Idempotency-Key"] for heard in script.heard}) == 2


def test_a_twin_that_still_runs_is_waited_for(script: Script, services: Services) -> None:
    running = {"code": "idempotency_key_running", "detail": "wait"}
    script.on("POST", "/v1/x", Reply(409, running), Reply(201, {"id": 7}))

    assert services.call("profiles", "POST", "/v1/x", body={}, key="k").body == {"id": 7}


def test_another_conflict_is_a_refusal(script: Script, services: Services) -> None:
    script.on("POST", "/v1/x", Reply(409, {"code": "tie_ended", "detail": "over"}))

    with pytest.raises(Refused, match="tie_ended"):
        services.call("profiles", "POST", "/v1/x", body={})


def test_a_service_that_is_not_there_is_said_to_be_away() -> None:
    nobody = Services(dict.fromkeys(SERVICES, f"http://127.0.0.1:{free_ports()}"), patience=0.0)

    with pytest.raises(Away, match="warmpath up") as away:
        nobody.call("postings", "GET", "/v1/openings")

    assert away.value.exit_code == 3
    nobody.close()


def test_patience_ends(script: Script) -> None:
    impatient = at(script.port, patience=0.0)
    script.on("GET", "/v1/x", Reply(503, PROBLEM))

    with pytest.raises(Away, match="not ready"):
        impatient.call("referrals", "GET", "/v1/x")
    impatient.close()


def test_a_rate_limit_that_outlasts_patience_says_so_itself(script: Script) -> None:
    impatient = at(script.port, patience=0.0)
    script.on("GET", "/v1/x", Reply(429, {"code": "rate_limit_reached", "detail": "At most 60."}))

    with pytest.raises(Refused, match="At most 60"):
        impatient.call("referrals", "GET", "/v1/x")
    impatient.close()


def test_an_answer_that_is_no_problem_document_is_still_a_refusal(
    script: Script, services: Services
) -> None:
    script.on("GET", "/v1/x", Reply(500, ["not", "a", "problem"]))

    with pytest.raises(Refused, match="unexpected"):
        services.call("profiles", "GET", "/v1/x")


def test_the_services_of_this_machine_stand_beside_the_front_page() -> None:
    assert at(8080).urls["referrals"] == "http://127.0.0.1:8083"
