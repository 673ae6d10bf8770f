"""Where to move to is told completely and once, or the command says what is missing."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from shared.cli.destination import NAMES, destination_of

ALL = [f"{name}={name}://there" for name in NAMES]


def test_each_url_finds_its_place() -> None:
    destination = destination_of(ALL)

    assert destination.stores == {
        "profiles": "profiles://there",
        "postings": "postings://there",
        "referrals": "referrals://there",
    }
    assert destination.event_log == "log://there"
    assert destination.graph == "graph://there"


def test_a_url_may_hold_equal_signs() -> None:
    destination = destination_of([*ALL[:-2], "log=kafka://b:9092?replicas=3", ALL[-1]])

    assert destination.event_log == "kafka://b:9092?replicas=3"


def test_a_file_keeps_a_password_out_of_sight(tmp_path: Path) -> None:
    secret = tmp_path / "graph_url"
    secret.write_text("neo4j://neo4j:secret@n:7687\n")

    assert destination_of([*ALL[:-1], f"graph=@{secret}"]).graph == "neo4j://neo4j:secret@n:7687"


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (ALL[1:], "give a URL for each of: profiles."),
        (ALL[:3], "give a URL for each of: log, graph."),
        ([*ALL, ALL[0]], "profiles is given twice."),
        ([*ALL, "portal=x"], "'portal=x' is not one of profiles, postings, referrals, log, graph"),
        ([*ALL[:-1], "graph"], "'graph' is not one of"),
        ([*ALL[:-1], "graph=@/nowhere/there"], "graph: /nowhere/there cannot be read"),
    ],
)
def test_what_is_missing_or_too_much_is_named(told: list[str], says: str) -> None:
    with pytest.raises(click.BadParameter) as refusal:
        destination_of(told)

    assert says in refusal.value.message


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "url").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(click.BadParameter, match="cannot be read"):
        destination_of([*ALL[:-1], f"graph=@{tmp_path}/url"])
