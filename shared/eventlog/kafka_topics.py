"""Makes Kafka's topics as deploy/topics.toml asks for, and refuses those that would forget."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

from shared.errors import Unavailable
from shared.eventlog.kafka_client import admin, answering, configurations
from shared.eventlog.kafka_settings import KafkaSettings

FORGOTTEN_WITHIN = 7 * 24 * 3600 * 1000  # milliseconds until superseded facts are gone
CONFIRMED_BY = 2  # replicas, where there are at least three
RELAYS = "warmpath.relays"


@dataclass(frozen=True)
class Topic:
    """How a topic is kept: `newest` of each subject, or `everything`."""

    partitions: int
    keeps: Literal["newest", "everything"]

    def configuration(self, replicas: int) -> dict[str, str]:
        """Kafka's own settings for the topic."""
        confirmed_by = CONFIRMED_BY if replicas > CONFIRMED_BY else 1
        settings = {
            "min.insync.replicas": str(confirmed_by),
            "unclean.leader.election.enable": "false",
        }
        if self.keeps == "newest":
            age = str(FORGOTTEN_WITHIN)
            return settings | {"cleanup.policy": "compact", "max.compaction.lag.ms": age}
        forever = {"retention.ms": "-1", "retention.bytes": "-1"}
        return settings | {"cleanup.policy": "delete"} | forever


def topics_wanted() -> dict[str, Topic]:
    """The topics of deploy/topics.toml."""
    told = tomllib.loads((files("deploy") / "topics.toml").read_text())
    return {name: Topic(**how) for name, how in told.items()}


def create_topics(settings: KafkaSettings, wanted: Mapping[str, Topic] | None = None) -> list[str]:
    """Make what is missing; what was made. Repeating it, or racing another, changes nothing.

    Raises Unavailable in one sentence if Kafka is away, cannot make them, or has one that would
    drop events which must be kept.
    """
    topics = {settings.prefix + name: topic for name, topic in (wanted or topics_wanted()).items()}
    with answering():
        client = admin(settings)
        try:
            there = set(client.list_topics())
            missing = {name: topic for name, topic in topics.items() if name not in there}
            _create(client, missing, settings.replicas)
            client.wait_for_topics(list(topics))
            _check(client, {name: topics[name] for name in topics.keys() - missing.keys()})
        finally:
            client.close()
    return sorted(missing)


def _create(client: Any, missing: Mapping[str, Topic], replicas: int) -> None:
    if not missing:
        return
    asked = {
        name: {
            "num_partitions": topic.partitions,
            "replication_factor": replicas,
            "configs": topic.configuration(replicas),
        }
        for name, topic in missing.items()
    }
    answer = client.create_topics(asked, raise_errors=False)
    for topic in answer["topics"]:
        if topic["error_code"] not in (0, ALREADY_THERE):
            raise Unavailable("log_topic", f"Kafka cannot make {topic['name']}: {_why(topic)}")


def _check(client: Any, topics: Mapping[str, Topic]) -> None:
    if not topics:
        return
    for name, found in configurations(client, topics).items():
        kept = {key: found[key]["value"] for key in ("cleanup.policy", "retention.ms")}
        compacted = kept["cleanup.policy"] == "compact"
        endless = kept["cleanup.policy"] == "delete" and kept["retention.ms"] == "-1"
        if not (compacted if topics[name].keeps == "newest" else endless):
            wanted = topics[name].configuration(1)["cleanup.policy"]
            raise Unavailable(
                "log_topic", f"Kafka's topic {name} would drop events; make it {wanted}, endless."
            )


ALREADY_THERE = 36  # Kafka's code for a topic that another process made first


def _why(topic: Mapping[str, Any]) -> str:
    return str(topic.get("error_message") or f"error {topic['error_code']}")
