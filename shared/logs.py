"""Logs as one JSON object a line, or as coloured text on a terminal. No names, mails or tokens."""

from __future__ import annotations

import logging
import sys
from typing import Literal

import stamina
import structlog
from structlog.typing import EventDict, WrappedLogger

from shared.tracing import current_traceparent, trace_id

LogEvent = Literal[
    "started",  # a process is ready: service, role
    "stopping",  # a process was asked to stop: signal
    "request",  # one HTTP answer: method, route, status, milliseconds
    "request_failed",  # an unexpected error behind a 500: route
    "relay_fenced",  # another relay took over; this one stops publishing
    "published",  # a batch of events went out: count
    "applied",  # a batch of events took effect: group, count
    "sink_away",  # store or graph cannot be reached: group, seconds until the next try
    "log_away",  # the event log cannot be reached: seconds until the next try
    "log_rewound",  # the log lost records or was made anew and is read from its beginning: group
    "dead_letter",  # a message was set aside: topic, event id, reason
    "lease_taken",  # this process is now the active one: lease, epoch
    "lease_lost",  # it no longer is: lease
    "fact_waits",  # a fact told again failed, it is tried again: topic, event id, why
    "scheduled",  # a periodic job ran: job, count
    "job_waits",  # a periodic job could not run, what it needs is away: why
    "mail_waits",  # mail could not be handed over, it is tried again: why
    "mail_refused",  # a mail will never be taken: mail, why
    "keys_away",  # another service's keys cannot be fetched: issuer
    "graph_rebuilt",  # the graph was built anew: people, ties
    "graph_compacted",  # a snapshot of the graph was written: people, ties
    "compaction_waits",  # a snapshot could not be written, the next change tries again: why
    "renewal_waits",  # a new snapshot could not be mapped, the next question tries again: why
    "snapshot_unusable",  # a snapshot is torn or foreign, the facts are read instead: why
]
"""Every name a log line may have; a typo fails the type check."""


def configure(service: str, role: str, level: str = "INFO") -> None:
    """Send structlog's lines to stderr: JSON unless stderr is a terminal."""
    render: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer()
        if sys.stderr.isatty()
        else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _add_trace,
            structlog.processors.format_exc_info,
            render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        # The stderr of the moment: whoever captures it gives it back later.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    # A unit of work that is tried again is no news.
    stamina.instrumentation.set_on_retry_hooks([])
    structlog.contextvars.bind_contextvars(service=service, role=role)


def log(event: LogEvent, **fields: object) -> None:
    """Write one line of what happened."""
    structlog.get_logger().info(event, **fields)


def warn(event: LogEvent, **fields: object) -> None:
    """Write one line of what went wrong and heals by itself or waits for the operator."""
    structlog.get_logger().warning(event, **fields)


def _add_trace(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    return {**event, "trace": trace_id(current_traceparent())}
