"""Which event log a URL names. Nothing ever falls back to another one."""

from __future__ import annotations

from shared.clock import Clock
from shared.eventlog.kafka_settings import SCHEME, KafkaSettings, kafka_settings
from shared.eventlog.port import EventLog, UnknownLog
from shared.eventlog.sqlite_log import SqliteLog
from shared.storage.database import Database

SQLITE = "sqlite:///"


def open_event_log(url: str, store: Database, clock: Clock) -> EventLog:
    """The log that `url` names; `store` is the reading service's own, for its positions.

    `sqlite:///path/log.db` keeps one file per owning service beside that name
    (`log.profiles.db`, …). `kafka://host:port` (options: shared/eventlog/kafka_settings.py) must
    answer now, and gets the topics that it lacks. Raises UnknownLog, Unavailable.
    """
    if url.startswith(SQLITE) and len(url) > len(SQLITE):
        return SqliteLog(url, store, clock)
    if url.startswith(SCHEME) and len(url) > len(SCHEME):
        return _open_kafka(kafka_settings(url))
    raise UnknownLog(
        f"no event log at {url!r}; "
        "EVENT_LOG_URL must be sqlite:///path/log.db or kafka://host:port."
    )


def _open_kafka(settings: KafkaSettings) -> EventLog:
    # Imported here, because the client takes a second to load and few processes need it.
    from shared.eventlog.kafka_log import KafkaLog
    from shared.eventlog.kafka_topics import create_topics

    create_topics(settings)
    return KafkaLog(settings)
