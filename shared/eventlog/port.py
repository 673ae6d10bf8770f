"""The event log: what every service publishes to and reads from, whichever backend keeps it.

A topic belongs to the service its name begins with (`profiles.ties`). Within a topic, messages
with the same key are read in the order in which they were published; nothing is promised across
keys, partitions or topics. Offsets grow, with gaps, and are never given out twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from shared.contracts.envelope import Message
from shared.errors import CannotStart

TopicPartition = tuple[str, int]
Positions = Mapping[TopicPartition, int]
"""The next offset to read (or the one after the last) of each topic and partition."""


class Fenced(Exception):
    """Somebody newer took over this publisher's service or this subscription's group."""


class UnknownLog(CannotStart):
    """The URL names no event log that Warmpath has."""


@dataclass(frozen=True)
class Record:
    """A message and where it lies."""

    topic: str
    partition: int
    offset: int
    message: Message


@dataclass(frozen=True)
class Capabilities:
    """What an adapter can do beyond the common promises; its contract tests read this.

    `splits_partitions`: several workers of one group share the work. Where it is False, one of
    them works and the others stand by.
    """

    splits_partitions: bool


class Publisher(Protocol):
    """Publishes a service's events for as long as nobody with a higher epoch does.

    - **Durable.** When `publish` returns, all of the messages survive SIGKILL and power loss.
    - **All or nothing.** If it raises, or the process dies in it, none of the batch is readable.
    - **Fenced.** Once a publisher of the same service with a higher epoch exists, `publish` raises
      Fenced and nothing of the batch becomes readable.
    - **At least once.** The same event may be published again; a reader may see it again.
    """

    def publish(self, messages: Sequence[Message]) -> None:
        """Append the messages in this order. Raises Fenced, Unavailable.

        Each carries `ce_id` and `ce_sequence`, and its topic belongs to the publisher's service
        (ValueError otherwise).
        """

    def close(self) -> None:
        """Give back what it holds."""


class Subscription(Protocol):
    """One worker's part in a consumer group. Used by one thread at a time.

    - **Committed positions count.** A new subscription of the group begins where the last commit
      of any of its workers left off, and at the beginning where there was none.
    - **Take-over.** When a worker dies, another of its group gets its records within
      `TAKE_OVER` seconds of the next poll.
    - **Fenced.** A worker that was replaced meanwhile hears Fenced on `commit`, and nothing of the
      commit counts; its next `poll` joins the group anew.
    """

    def poll(self, max_records: int, timeout: float) -> list[Record]:
        """The next records, at most so many; waits up to `timeout` seconds for the first.

        Each poll goes on after the last, committed or not. Empty while another worker has the
        work. Raises Unavailable.
        """

    def commit(self, positions: Positions) -> None:
        """Remember where the group is. Raises Fenced, Unavailable."""

    def back_to_committed(self) -> None:
        """Poll again what was polled since the last commit."""

    def rewind(self) -> None:
        """Commit the beginning, so that everything is read again. Raises Fenced."""

    def positions(self) -> Positions:
        """The next offsets that this worker would poll; empty while another has the work."""

    def ends(self) -> Positions:
        """The offset after the last record of each topic and partition, now."""

    def close(self) -> None:
        """Leave the group, so that another worker takes over at once."""


class EventLog(Protocol):
    """Opens publishers and subscriptions. Safe to use from several threads."""

    capabilities: Capabilities

    def publisher(self, service: str, epoch: int) -> Publisher:
        """A publisher that fences every earlier one of the service; `epoch` is its lease's.

        Raises Fenced if a later one exists, Unavailable.
        """

    def subscribe(self, group: str, topics: Sequence[str]) -> Subscription:
        """Join a consumer group that reads these topics."""

    def replay(self, topics: Sequence[str]) -> Iterator[Record]:
        """Every record from the beginning to the end as it was when this was called.

        Belongs to no group and commits nothing. Raises Unavailable.
        """

    def compact(self, topic: str) -> int:
        """Drop facts that a newer one of the same key supersedes; how many were dropped.

        Positions stay valid and a replay ends in the same state. The newest of a key stays for
        ever. 0 where the backend compacts by itself. Raises ValueError for a topic of history.
        """

    def ping(self) -> None:
        """Raises Unavailable if the log does not answer."""

    def close(self) -> None:
        """Give back what it holds; its publishers and subscriptions end."""


TAKE_OVER = 5.0
"""Seconds after which a worker that stopped polling counts as dead."""


def owner_of(topic: str) -> str:
    """The service that publishes the topic."""
    return topic.partition(".")[0]
