"""How services are called: keys for what must happen once, own writes, refusals, names."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from services.portal.adapters.http import HttpTransport
from services.portal.api_client import Api, Away, Refused, Request, Response


@dataclass
class Scripted:
    """Answers as it is told, in order, and keeps what it was asked: the far end of the client."""

    answers: list[Response] = field(default_factory=list)
    asked: list[Request] = field(default_factory=list)

    def send(self, request: Request) -> Response:
        self.asked.append(request)
        return self.answers.pop(0) if self.answers else Response(200, {}, b"{}")


def said(status: int, body: Any = None, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(status, named, b"" if body is None else json.dumps(body).encode())


@pytest.fixture
def far() -> Scripted:
    return Scripted()


def api(far: Scripted, once: str = "", seen: str | None = None) -> Api:
    return Api(far, bearer=lambda: "token", once=once, seen=seen)


def keys(far: Scripted) -> list[str | None]:
    return [request.headers.get("Idempotency-Key") for request in far.asked]


def test_the_same_form_with_the_same_words_has_the_same_key(far: Scripted) -> None:
    for _ in range(2):
        api(far, "form-1").post("referrals", "/v1/introductions", {"blurb": "x"})

    assert keys(far)[0] == keys(far)[1] is not None


@pytest.mark.parametrize(
    ("once", "path", "body"),
    [("form-2", "/v1/a", {"x": 1}), ("form-1", "/v1/b", {"x": 1}), ("form-1", "/v1/a", {"x": 2})],
)
def test_whatever_differs_has_another_key(
    far: Scripted, once: str, path: str, body: dict[str, int]
) -> None:
    api(far, "form-1").post("referrals", "/v1/a", {"x": 1})
    api(far, once).post("referrals", path, body)

    assert keys(far)[0] != keys(far)[1]


def test_two_services_never_share_a_key(far: Scripted) -> None:
    for service in ("profiles", "postings"):
        api(far, "form-1").post(service, "/v1/a", {})

    assert keys(far)[0] != keys(far)[1]


def test_without_a_form_there_is_no_key(far: Scripted) -> None:
    api(far).post("profiles", "/v1/a", {})

    assert keys(far) == [None]


def test_a_read_waits_for_the_last_write_and_says_when_it_could_not(far: Scripted) -> None:
    services = api(far, seen="write-1")
    far.answers = [said(425), said(200, {"rows": 1})]

    assert services.get("referrals", "/v1/x").body == {"rows": 1}
    assert [request.headers.get("Warmpath-Token") for request in far.asked] == ["write-1", None]
    assert services.behind


def test_a_write_is_remembered_for_the_reads_after_it(far: Scripted) -> None:
    noted: list[str] = []
    services = api(far)
    services.wrote = noted.append
    far.answers = [said(200, {}, warmpath_token="write-2")]
    services.post("profiles", "/v1/x")
    services.get("referrals", "/v1/y")

    assert noted == ["write-2"]
    assert far.asked[1].headers["Warmpath-Token"] == "write-2"


def test_a_refusal_is_told_with_its_fields(far: Scripted) -> None:
    problem = {"code": "ask_invalid", "detail": "No.", "errors": {"blurb": ["is empty"]}}
    far.answers = [said(422, problem)]

    with pytest.raises(Refused) as refused:
        api(far).post("referrals", "/v1/x")

    assert (refused.value.status, refused.value.code) == (422, "ask_invalid")
    assert refused.value.errors == {"blurb": ["is empty"]}


@pytest.mark.parametrize(
    ("status", "code", "signed_out"),
    [(401, "token_refused", True), (401, "code_refused", False), (403, "token_refused", False)],
)
def test_a_wrong_code_does_not_sign_anybody_out(status: int, code: str, signed_out: bool) -> None:
    assert Refused(status, code, "").is_signed_out is signed_out


def test_an_answer_that_is_no_problem_is_still_a_refusal(far: Scripted) -> None:
    far.answers = [Response(418, {"retry-after": "soon"}, b"<html>")]

    with pytest.raises(Refused, match="unexpected"):
        api(far).get("postings", "/v1/x")


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_service_that_cannot_answer_is_away(far: Scripted, status: int) -> None:
    far.answers = [said(status)]

    with pytest.raises(Away) as away:
        api(far).get("postings", "/v1/x")
    assert away.value.service == "postings"


def test_what_is_not_there_is_none_and_any_other_refusal_is_told(far: Scripted) -> None:
    far.answers = [said(404, {"code": "opening_not_found"}), said(429, {"code": "often"})]

    assert api(far).find("postings", "/v1/x") is None
    with pytest.raises(Refused, match="often"):
        api(far).find("postings", "/v1/x")


def test_names_are_asked_for_once_and_only_where_somebody_is_to_be_named(far: Scripted) -> None:
    services = api(far)
    assert services.names("grant", None) == {}
    far.answers = [said(200, {"names": {"a": {"name": "Ada", "headline": None}}})]

    assert services.names("grant", "a")["a"] == "Ada"
    assert services.names("grant", "a")["a"] == "Ada"
    assert len(far.asked) == 1


def test_a_query_is_spelt_as_services_read_it(far: Scripted) -> None:
    api(far).get("postings", "/v1/openings", text="a&b", remote=True, place=None)

    assert far.asked[0].target == "/v1/openings?text=a%26b&remote=true"


class Far(BaseHTTPRequestHandler):
    """A service of the smallest kind."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path == "/away":
            self.close_connection = True
            return
        body = json.dumps({"path": self.path}).encode()
        self.send_response(302 if self.path == "/elsewhere" else 200)
        self.send_header("Location", "/v1/x")
        self.send_header("ETag", '"7"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name
        """Say nothing."""


@pytest.fixture
def real() -> Iterator[HttpTransport]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Far)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    transport = HttpTransport({"postings": f"http://127.0.0.1:{server.server_address[1]}"})
    try:
        yield transport
    finally:
        transport.close()
        server.shutdown()
        thread.join()
        server.server_close()


def test_over_real_http_an_answer_comes_with_its_version(real: HttpTransport) -> None:
    answer = Api(real, bearer=lambda: None).get("postings", "/v1/openings", limit=1)

    assert answer.body == {"path": "/v1/openings?limit=1"}
    assert answer.etag == '"7"'


def test_no_redirect_is_followed(real: HttpTransport) -> None:
    assert real.send(Request("postings", "GET", "/elsewhere", {})).status == 302


def test_who_hangs_up_is_away(real: HttpTransport) -> None:
    with pytest.raises(Away):
        real.send(Request("postings", "GET", "/away", {}))


def test_where_nobody_listens_the_service_is_away() -> None:
    transport = HttpTransport({"postings": "http://127.0.0.1:9"})

    with pytest.raises(Away):
        transport.send(Request("postings", "GET", "/", {}))
    transport.close()


def test_the_names_of_a_page_are_asked_for_together(far: Scripted) -> None:
    services = api(far)
    far.answers = [said(200, {"names": {"a": {"name": "Ada"}, "b": {"name": "Bea"}}})]

    known = services.learn_names([("one", ["a", None]), ("two", ["b", "left"]), ("three", ["a"])])

    assert known == {"a": "Ada", "b": "Bea"}
    assert [json.loads(each.content or b"") for each in far.asked] == [{"grants": ["one", "two"]}]


def test_who_has_no_name_any_more_is_not_asked_for_again(far: Scripted) -> None:
    services = api(far)
    far.answers = [said(200, {"names": {}})]

    assert services.names("grant", "left") == services.names("another", "left") == {}
    assert len(far.asked) == 1
