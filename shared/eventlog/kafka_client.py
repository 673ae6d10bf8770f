"""The one file that imports kafka-python: clients set up for our promises, errors in our words."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from shared.errors import Unavailable
from shared.eventlog.kafka_settings import KafkaSettings
from shared.eventlog.port import Fenced

with warnings.catch_warnings():
    # The library reads its own files in a way that Python 3.11 deprecates and 3.13 allows again.
    warnings.simplefilter("ignore", DeprecationWarning)
    from kafka import (  # type: ignore[import-untyped]
        KafkaAdminClient,
        KafkaConsumer,
        KafkaProducer,
        OffsetAndMetadata,
        TopicPartition,
        errors,
    )
    from kafka.admin import ConfigResource  # type: ignore[import-untyped]
    from kafka.coordinator.assignors.cooperative_sticky import (  # type: ignore[import-untyped]
        CooperativeStickyAssignor,
    )
    from kafka.net.compat import KafkaNetClient  # type: ignore[import-untyped]
    from kafka.net.inet import KafkaNetSocket  # type: ignore[import-untyped]

__all__ = [
    "ConfigResource",
    "Lost",
    "NoneCommitted",
    "OffsetAndMetadata",
    "Replaced",
    "TopicPartition",
]

ANSWERS_WITHIN = 5_000  # milliseconds for a broker to answer before it counts as away
LONG_POLL = 250  # milliseconds that a broker may hold a fetch back when there is nothing
Lost = (errors.OffsetOutOfRangeError, errors.LogTruncationError)
"""The records at a reader's position are not there (any more)."""
NoneCommitted = errors.NoOffsetForPartitionError
"""The group has no position yet."""
THROWN_OUT = (
    errors.CommitFailedError,
    errors.RebalanceInProgressError,
    errors.IllegalGenerationError,
    errors.UnknownMemberIdError,
)
REPLACED = (
    errors.ProducerFencedError,
    errors.InvalidProducerEpochError,
    errors.TransactionCoordinatorFencedError,
)
REFUSED = (
    errors.AuthorizationError,
    errors.SaslAuthenticationFailedError,
    errors.UnsupportedSaslMechanismError,
)
OUR_MISTAKE = (
    errors.IllegalStateError,
    errors.IllegalArgumentError,
    errors.KafkaConfigurationError,
)


_sock_connect = KafkaNetSocket.sock_connect


async def _connect_or_close(self: Any, net: Any, sock: Any, *told: Any, **named: Any) -> Any:
    """Connect; the library itself forgets to close a socket whose connection was refused."""
    try:
        return await _sock_connect(self, net, sock, *told, **named)
    except BaseException:
        sock.close()
        raise


KafkaNetSocket.sock_connect = _connect_or_close


class Replaced(Exception):
    """Another producer began with this transactional id."""


@contextmanager
def answering() -> Iterator[None]:
    """Say what went wrong in the port's words: Replaced, Fenced, Unavailable."""
    try:
        yield
    except (*Lost, NoneCommitted, *OUR_MISTAKE):
        raise
    except REPLACED as error:
        raise Replaced from error
    except THROWN_OUT as error:
        raise Fenced("the group went on without this worker") from error
    except REFUSED as error:
        raise Unavailable("log_refused", f"Kafka refuses us: {_named(error)}.") from error
    except (errors.UnknownTopicOrPartitionError, errors.UnknownTopicIdError) as error:
        raise Unavailable("log_topic", f"Kafka lacks a topic: {_named(error)}.") from error
    except (errors.KafkaError, OSError) as error:
        raise Unavailable("log_away", f"Kafka does not answer: {_named(error)}.") from error


def producer(settings: KafkaSettings, transactional_id: str) -> Any:
    """A producer that fences its predecessors. Raises Unavailable.

    The broker ends a transaction that its producer left open after ten seconds; readers of what
    comes after it wait that long.
    """
    return _made(
        KafkaProducer,
        **_connection(settings),
        transactional_id=transactional_id,
        transaction_timeout_ms=10_000,
        acks="all",
        enable_idempotence=True,
        retry_backoff_ms=5,  # with the default of 100 a transaction takes 107 ms instead of 7
        request_timeout_ms=ANSWERS_WITHIN,
        delivery_timeout_ms=2 * ANSWERS_WITHIN,
        max_block_ms=ANSWERS_WITHIN,
        metrics_enabled=False,
    )


def reader(settings: KafkaSettings) -> Any:
    """A consumer outside any group, told by hand what to read."""
    return _made(KafkaConsumer, **_reading(settings), group_id=None)


def member(settings: KafkaSettings, group: str) -> Any:
    """A worker of a group. Positions are committed by hand; without one it asks us."""
    session = int(settings.session_seconds * 1000)
    return _made(
        KafkaConsumer,
        **_reading(settings),
        group_id=group,
        session_timeout_ms=session,
        heartbeat_interval_ms=session // 4,
        max_poll_interval_ms=int(settings.work_seconds * 1000),
        partition_assignment_strategy=[CooperativeStickyAssignor],
    )


def admin(settings: KafkaSettings) -> Any:
    """A client that looks at topics and makes them. Raises Unavailable."""
    return _made(KafkaAdminClient, **_connection(settings), request_timeout_ms=ANSWERS_WITHIN)


def commit(producer: Any) -> None:
    """Commit the open transaction. The library's own `commit_transaction` may wait for ever."""
    result = producer._transaction_manager.begin_commit()
    producer._sender.wakeup()
    if not result.wait(timeout_ms=ANSWERS_WITHIN):
        raise errors.KafkaTimeoutError("the transaction was not confirmed")


def drop(producer: Any) -> None:
    """End a producer now, whatever it still has to send and whoever does not answer."""
    producer._sender.force_close()
    producer._sender.join(1.0)
    with suppress(errors.KafkaTimeoutError):
        producer.close(timeout=0)


def hang_up(consumer: Any) -> None:
    """Leave the group, if there is one, and give the connections back, whoever does not answer."""
    try:
        with suppress(errors.KafkaError):
            consumer.close(timeout_ms=ANSWERS_WITHIN // 2)
    finally:
        # After an error the library does not come to its connections, and tries them for ever.
        consumer._client.close()


def missing(error: Exception) -> list[Any]:
    """The partitions that Lost or NoneCommitted is about."""
    about: Iterable[Any] = getattr(error, "divergent_offsets", None) or error.args[0]
    return list(about)


def configurations(client: Any, topics: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Every setting of each topic, with Kafka's defaults, as `admin` finds them."""
    asked = [ConfigResource("topic", topic) for topic in topics]
    found: dict[str, dict[str, Any]] = client.describe_configs(asked, config_filter="all")["topic"]
    return found


def topic_id(consumer: Any, topic: str) -> str:
    """The topic's identity as the brokers last told `consumer`; another one if made anew."""
    return str(consumer._cluster.topic_id(topic) or "")


def _made(make: Callable[..., Any], **told: Any) -> Any:
    """Make a client; if it finds no broker, end the thread that the library would leave behind."""
    begun: list[Any] = []
    reasons = _Reasons()

    def begin(**inner: Any) -> Any:
        begun.append(KafkaNetClient(**inner))
        return begun[-1]

    try:
        with reasons.heard():
            return make(kafka_client=begin, **told)
    except BaseException:
        for client in begun:
            client.close()
            client._manager._net.stop()
        reasons.raise_newest()
        raise


class _Reasons(logging.Filter):
    """Why no connection came about: the library tells only its log, which we keep silent."""

    def __init__(self) -> None:
        super().__init__()
        self._telling: list[Exception] = []

    @contextmanager
    def heard(self) -> Iterator[None]:
        log = logging.getLogger("kafka.net.connection")
        log.addFilter(self)
        log.setLevel(logging.ERROR)
        try:
            yield
        finally:
            log.removeFilter(self)
            log.setLevel(logging.NOTSET)

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.args if isinstance(record.args, tuple) else ()
        self._telling += [
            each
            for each in said
            if isinstance(each, REFUSED)
            or (isinstance(each, errors.KafkaConnectionError) and "SSL" in str(each))
        ]
        return False

    def raise_newest(self) -> None:
        """Raise the newest that says more than that nobody answered, if there was one."""
        if self._telling:
            raise self._telling[-1]


def _reading(settings: KafkaSettings) -> dict[str, Any]:
    return {
        **_connection(settings),
        "isolation_level": "read_committed",
        "enable_auto_commit": False,
        "auto_offset_reset": "none",  # never skip: what to do is decided here
        "allow_auto_create_topics": False,
        "fetch_min_bytes": 1,
        "max_partition_fetch_bytes": 64 * 1024,  # so that no long topic holds up the others
        "fetch_max_wait_ms": LONG_POLL,
        "request_timeout_ms": 3 * ANSWERS_WITHIN,
        "retry_backoff_ms": 20,
        "metrics_enabled": False,
    }


def _connection(settings: KafkaSettings) -> dict[str, Any]:
    # The library tells every attempt to reconnect; we tell once that the log is away.
    logging.getLogger("kafka").setLevel(logging.CRITICAL)
    told: dict[str, Any] = {
        "bootstrap_servers": list(settings.brokers),
        "security_protocol": settings.security,
        "ssl_cafile": settings.ca_file,
        "ssl_certfile": settings.certificate_file,
        "ssl_keyfile": settings.key_file,
        "bootstrap_timeout_ms": ANSWERS_WITHIN,
        "reconnect_backoff_max_ms": 1_000,
        "metadata_max_age_ms": 60_000,
    }
    if settings.user is not None:
        told |= {
            "sasl_mechanism": settings.mechanism,
            "sasl_plain_username": settings.user,
            "sasl_plain_password": settings.password(),
        }
    return told


def _named(error: Exception) -> str:
    return f"{type(error).__name__} {str(error)[:200]}".strip()
