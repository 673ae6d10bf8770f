"""Events projected per second: what the log holds already, through the consumer into the graph."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing

from bench.deployment import Deployment, deployments
from bench.facts import facts
from bench.figures import Figure
from bench.ground import Ground
from services.referrals.bootstrap import Container
from shared.contracts.codec import encode
from shared.contracts.envelope import Message
from shared.messaging.consumer import Consumer

GOALS = {"embedded": 8_000, "servers": 3_000}
BACKENDS = {"embedded": "SQLite log → embedded graph", "servers": "Kafka → Neo4j"}
PUBLISHED_AT_ONCE = 500
WARM_UP = 0.2
"""The share of events that are projected before the clock starts: plans and compilers warm up."""


def events_per_second(ground: Ground) -> Iterator[Figure]:
    """How fast a backlog drains, decoded, checked and applied."""
    messages = [encode(fact) for fact in facts(ground.links, ground.scale.events)]
    for deployment in deployments(ground, "projection"):
        seen = _projected(deployment, messages)
        what = f"events projected, {BACKENDS[deployment.name]}"
        yield Figure(what, seen, "/s", GOALS[deployment.name], "more")


def _projected(deployment: Deployment, messages: list[Message]) -> float:
    with closing(deployment.referrals()) as container:
        _publish(container, messages)
        _, graph_group = container.groups
        consumer = Consumer(
            graph_group, container.event_log, container.units.database, container.clock
        )
        with closing(consumer):
            before = _drain(consumer, int(len(messages) * WARM_UP))
            began = time.perf_counter()
            rest = _drain(consumer, len(messages) - before)
            return rest / (time.perf_counter() - began)


def _publish(container: Container, messages: list[Message]) -> None:
    with closing(container.event_log.publisher("profiles", 1)) as publisher:
        for first in range(0, len(messages), PUBLISHED_AT_ONCE):
            publisher.publish(messages[first : first + PUBLISHED_AT_ONCE])


def _drain(consumer: Consumer, most: int) -> int:
    done = 0
    while done < most:
        done += consumer.step(timeout=1.0)
    return done
