"""Links at the command line: what is one, and what happens when two act at once."""

from __future__ import annotations

import json
import time
from uuid import UUID

import click
import pytest
from click.testing import CliRunner, Result

from shared.cli.home import Home, write_private
from shared.cli.referrals import referrals
from shared.cli.sharing import token_in
from shared.cli.sign_in import SignedIn, session_file
from tests.unit.cli.conftest import Reply, Script

RAY = "ray@mail.example"
OPENING = str(UUID(int=0xE))
LINK = {"id": "l1", "opening_id": OPENING, "token": "Abc_-9", "made_at": "2026-11-23T12:00:00Z"}
OTHER = {**LINK, "id": "l0", "opening_id": str(UUID(int=0xF))}
EXISTS = Reply(409, {"code": "share_link_exists", "detail": "You have one."})


@pytest.fixture(autouse=True)
def signed_in(home: Home) -> None:
    session = SignedIn(RAY, "ray", "access", "refresh", time.time() + 86_400)
    write_private(session_file(home, RAY), json.dumps(session.__dict__))


def says(home: Home, *arguments: str) -> Result:
    return CliRunner().invoke(referrals, [*arguments, "--as", RAY, "--home", str(home.root)])


@pytest.mark.parametrize(
    "link",
    [
        "Abc_-9",
        " Abc_-9\n",
        "/shared/Abc_-9",
        "https://jobs.example/shared/Abc_-9",
        "https://jobs.example/shared/Abc_-9/?from=mail#top",
    ],
)
def test_a_link_is_read_with_or_without_its_address(link: str) -> None:
    assert token_in(link) == "Abc_-9"


@pytest.mark.parametrize("link", ["", ".", "..", "a/b", "/shared/", "/shared/..", "a b", "%2e%2e"])
def test_what_could_be_another_path_is_no_link(link: str) -> None:
    with pytest.raises(click.UsageError):
        token_in(link)


def test_the_link_that_one_has_is_found_on_a_later_page(home: Home, script: Script) -> None:
    script.on("POST", "/v1/share-links", EXISTS)
    first = Reply(200, {"items": [OTHER], "next": "more"})
    script.on("GET", "/v1/share-links", first, Reply(200, {"items": [LINK], "next": None}))

    shown = says(home, "share", OPENING, "--json")

    assert json.loads(shown.output) == {
        "link": LINK,
        "address": f"http://127.0.0.1:{script.port}/shared/Abc_-9",
    }
    assert "after=more" in script.heard[-1].path


def test_a_refusal_to_share_is_told_and_nothing_else_is_asked(home: Home, script: Script) -> None:
    script.on("POST", "/v1/share-links", Reply(409, {"code": "opening_not_open", "detail": "No."}))

    assert says(home, "share", OPENING).exit_code == 2
    assert len(script.heard) == 1


def test_a_link_that_went_meanwhile_is_not_shown(home: Home, script: Script) -> None:
    script.on("POST", "/v1/share-links", EXISTS)
    script.on("GET", "/v1/share-links", Reply(200, {"items": [], "next": None}))

    shown = says(home, "share", OPENING)

    assert shown.exit_code == 2
    assert "share_link_exists" in shown.output


def test_taking_back_what_went_meanwhile_is_done(home: Home, script: Script) -> None:
    script.on("GET", "/v1/share-links", Reply(200, {"items": [LINK], "next": None}))

    assert says(home, "unshare", OPENING).exit_code == 0  # the DELETE is answered with 404
    assert (script.heard[-1].method, script.heard[-1].path) == ("DELETE", "/v1/share-links/l1")


def test_what_is_no_link_is_asked_of_nobody(home: Home, script: Script) -> None:
    assert says(home, "follow", "../..", "--yes").exit_code == 2
    assert script.heard == []
