"""deploy/topics.toml knows every topic, and none forgets what must be kept."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from shared.contracts.envelope import Event
from shared.contracts.registry import EVENTS
from shared.eventlog.kafka_topics import FORGOTTEN_WITHIN, RELAYS, Topic, topics_wanted

ROOT = Path(__file__).parents[3]


def test_every_events_topic_is_made_and_no_other() -> None:
    assert topics_wanted().keys() == {event.TOPIC for event in EVENTS.values()} | {RELAYS}


@pytest.mark.parametrize("event", EVENTS.values(), ids=lambda event: event.TYPE)
def test_only_topics_of_facts_are_compacted(event: type[Event]) -> None:
    kinds = {other.KIND for other in EVENTS.values() if other.TOPIC == event.TOPIC}

    assert (topics_wanted()[event.TOPIC].keeps == "newest") == (kinds == {"fact"})


def test_superseded_facts_are_gone_within_seven_days() -> None:
    kept = Topic(1, "newest").configuration(3)

    assert kept["cleanup.policy"] == "compact"
    assert int(kept["max.compaction.lag.ms"]) == FORGOTTEN_WITHIN == 7 * 86_400_000


def test_history_is_kept_for_ever() -> None:
    kept = Topic(1, "everything").configuration(3)

    assert (kept["cleanup.policy"], kept["retention.ms"], kept["retention.bytes"]) == (
        "delete",
        "-1",
        "-1",
    )


@pytest.mark.parametrize(("replicas", "confirmed_by"), [(1, "1"), (2, "1"), (3, "2"), (5, "2")])
def test_two_replicas_confirm_a_write_where_there_are_three(
    replicas: int, confirmed_by: str
) -> None:
    kept = Topic(1, "newest").configuration(replicas)

    assert kept["min.insync.replicas"] == confirmed_by
    assert kept["unclean.leader.election.enable"] == "false"


def test_kafkas_client_is_imported_in_one_file() -> None:
    importing = [
        path.name
        for folder in ("services", "shared", "deploy")
        for path in ROOT.glob(f"{folder}/**/*.py")
        if any(name.split(".")[0] == "kafka" for name in imported(path))
    ]

    assert importing == ["kafka_client.py"]


def imported(path: Path) -> list[str]:
    nodes = list(ast.walk(ast.parse(path.read_text())))
    plain = [name.name for node in nodes if isinstance(node, ast.Import) for name in node.names]
    return plain + [str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)]
