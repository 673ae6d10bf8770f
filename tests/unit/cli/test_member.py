"""A member at the command line: whom they mean, what they may be told, and how it ends."""

from __future__ import annotations

import json
import time
from typing import Any
from uuid import UUID

import click
import pytest
from click.testing import CliRunner

from shared.cli.client import Refused, Services
from shared.cli.home import Home, write_private
from shared.cli.member import Member, NothingThere, by_member, nothing, person_named, show
from shared.cli.sign_in import SignedIn, session_file
from tests.unit.cli.conftest import Reply, Script

ADA = "ada@a.example"
BEA, GIL = UUID(int=0xB), UUID(int=0xC)
SESSION = SignedIn(ADA, "ada", "access", "refresh", time.time() + 86_400)


@pytest.fixture
def me(services: Services) -> Member:
    return Member(services, SESSION)


def problem(status: int, code: str) -> Reply:
    return Reply(status, {"code": code, "detail": "So it is."})


def test_what_is_not_theirs_to_know_is_not_there(me: Member) -> None:
    with pytest.raises(NothingThere) as ended:
        me.get("/v1/referrals/1")

    assert ended.value.exit_code == 1


def test_a_refusal_stays_one(me: Member, script: Script) -> None:
    script.on("POST", "/v1/referrals/1/consent", problem(409, "referral_over"))

    with pytest.raises(Refused) as ended:
        me.post("/v1/referrals/1/consent")

    assert (ended.value.exit_code, ended.value.code) == (2, "referral_over")


def test_what_is_not_said_is_not_asked(me: Member, script: Script) -> None:
    script.on("GET", "/v1/referrals", Reply(200, {"items": [], "next": None}))

    me.get("/v1/referrals", after=None, limit=3)

    assert script.heard[-1].path == "/v1/referrals?limit=3"
    assert script.heard[-1].headers["Authorization"] == "Bearer access"


def test_every_post_may_be_repeated(me: Member, script: Script) -> None:
    script.on("POST", "/v1/introductions", Reply(503), Reply(201, {"id": "i1"}))

    assert me.post("/v1/introductions", {"kind": "advice"}) == {"id": "i1"}

    first, second = (heard.headers["Idempotency-Key"] for heard in script.heard)
    assert first == second


def test_an_edit_is_of_what_was_read(me: Member, script: Script) -> None:
    script.on("GET", "/v1/referrals/1", Reply(200, {}, {"ETag": '"7"'}))
    script.on("PATCH", "/v1/referrals/1", Reply(200, {"vouch": "Better."}))

    assert me.edit("/v1/referrals/1", {"vouch": "Better."}) == {"vouch": "Better."}

    assert script.heard[-1].headers["If-Match"] == '"7"'


def test_a_file_is_sent_as_it_is_and_may_be_repeated(me: Member, script: Script) -> None:
    script.on("POST", "/v1/openings/1/stages", Reply(503), Reply(200, {"lines": []}))

    assert me.upload("/v1/openings/1/stages", b"what\n") == {"lines": []}

    first, second = script.heard
    assert (second.body, second.headers["Content-Type"]) == (b"what\n", "text/csv")
    assert first.headers["Idempotency-Key"] == second.headers["Idempotency-Key"]


def test_what_went_meanwhile_is_as_good_as_taken_away(me: Member, script: Script) -> None:
    script.on("DELETE", "/v1/share-links/1", Reply(204))
    script.on("DELETE", "/v1/share-links/2", problem(403, "not_yours"))

    me.remove("/v1/share-links/1")
    me.remove("/v1/share-links/3")

    with pytest.raises(Refused):
        me.remove("/v1/share-links/2")


def test_no_further_page_is_read_than_is_wanted(me: Member, script: Script) -> None:
    pages = (Reply(200, {"items": [{"id": 1}, {"id": 2}], "next": "more"}), Reply(500))
    script.on("GET", "/v1/referrals/received", *pages)

    assert next(me.every("/v1/referrals/received", opening_id="o1")) == {"id": 1}

    assert [each.path for each in script.heard] == [
        "/v1/referrals/received?limit=100&opening_id=o1"
    ]


def test_each_row_has_a_grant_of_its_own(me: Member, script: Script) -> None:
    bea, gil = ({str(BEA): {"name": "Bea"}}, {str(GIL): {"name": "Gil"}})
    script.on("POST", "/v1/names", Reply(200, {"names": bea}), Reply(200, {"names": gil}))

    assert me.names([{"grant": "one"}, {"grant": "two"}]) == {str(BEA): "Bea", str(GIL): "Gil"}

    assert [heard.json["grant"] for heard in script.heard] == ["one", "two"]


def test_an_opening_is_called_as_whoever_may_show_it_says(me: Member, script: Script) -> None:
    script.on("GET", "/v1/openings/o1", Reply(200, {"title": "Cook"}))
    rows: list[dict[str, Any]] = [
        {"opening_id": "o1"},
        {"opening_id": "o1"},
        {"opening_id": "o2"},
        {"opening_id": None},
    ]

    assert me.titles(rows) == {"o1": "Cook"}

    asked = [heard.path for heard in script.heard]
    assert asked == ["/v1/openings/o1", "/v1/openings/o2", "/v1/openings/o2"]


def test_contacts_are_read_page_by_page(me: Member, script: Script) -> None:
    def page(person: UUID, name: str, following: str | None) -> Reply:
        tie = {"person": {"id": str(person), "name": name}}
        return Reply(200, {"items": [tie], "next": following})

    script.on("GET", "/v1/ties", page(BEA, "Bea", "more"), page(GIL, "Gil", None))

    assert me.contacts() == {str(BEA): "Bea", str(GIL): "Gil"}
    assert "after=more" in script.heard[-1].path


def test_a_person_is_meant_by_id_or_by_a_name_that_one_of_them_has() -> None:
    known = {str(BEA): "Bea Santos", str(GIL): "Gil", "other": "Gil"}

    assert person_named(str(GIL), {}) == str(GIL)
    assert person_named("bea santos", known) == str(BEA)
    for said in ("Nobody", "Gil"):
        with pytest.raises(click.UsageError, match="give their id"):
            person_named(said, known)


def test_a_grant_is_printed_nowhere(capsys: pytest.CaptureFixture[str]) -> None:
    show({"grant": "g", "rows": [{"grant": "h", "id": 1}], "names": {}}, True)

    assert json.loads(capsys.readouterr().out) == {"rows": [{"id": 1}], "names": {}}


def test_people_read_what_was_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    show({"id": 1}, False, "[bold]one[/]", "two")

    assert capsys.readouterr().out == "one\ntwo\n"


@pytest.mark.parametrize(("as_json", "said"), [(True, '{\n  "rows": []\n}\n'), (False, "None.\n")])
def test_nothing_is_said_and_is_exit_code_1(
    capsys: pytest.CaptureFixture[str], as_json: bool, said: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        nothing(as_json, {"rows": []}, "None.")

    assert ended.value.code == 1
    assert capsys.readouterr().out == said


def test_a_command_is_given_by_who_is_signed_in(home: Home, script: Script) -> None:
    write_private(session_file(home, ADA), json.dumps(SESSION.__dict__))
    script.on("GET", "/v1/referrals", Reply(200, {"items": []}))
    heard: dict[str, Any] = {}

    @click.command()
    @by_member
    def command(me: Member, as_json: bool) -> None:
        """Ask for what is there."""
        heard.update(me.get("/v1/referrals"), by=me.session.mail, as_json=as_json)

    ended = CliRunner().invoke(command, ["--as", ADA, "--home", str(home.root), "--json"])

    assert ended.exit_code == 0, ended.output
    assert heard == {"items": [], "by": ADA, "as_json": True}
