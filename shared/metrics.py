"""What each process counts, for Prometheus. Nothing is made before the first use."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from prometheus_client import Counter, Gauge, Histogram, start_http_server

CounterName = Literal[
    "events_published_total",  # events the relay put into the log
    "events_applied_total",  # records a group went past; group
    "dead_letters_total",  # records a group set aside; group
    "mails_total",  # mails that were tried to be handed over; outcome
    "http_requests_total",  # answers; method, route, status
]
GaugeName = Literal[
    "outbox_age_seconds",  # how long the oldest unpublished event has waited
    "consumer_lag",  # records a group is behind, at most; group
]
HistogramName = Literal["http_request_seconds"]  # time to answer; method, route
"""Every name a metric may have; a typo fails the type check."""

_LABELS: Mapping[str, tuple[str, ...]] = {
    "events_applied_total": ("group",),
    "dead_letters_total": ("group",),
    "consumer_lag": ("group",),
    "mails_total": ("outcome",),
    "http_requests_total": ("method", "route", "status"),
    "http_request_seconds": ("method", "route"),
}


def count(name: CounterName, amount: float = 1, **labels: str) -> None:
    """Add to a counter."""
    metric = _counter(name)
    (metric.labels(**labels) if labels else metric).inc(amount)


def gauge(name: GaugeName, value: float, **labels: str) -> None:
    """Set a gauge."""
    metric = _gauge(name)
    (metric.labels(**labels) if labels else metric).set(value)


def observe(name: HistogramName, seconds: float, **labels: str) -> None:
    """Add one duration to a histogram."""
    metric = _histogram(name)
    (metric.labels(**labels) if labels else metric).observe(seconds)


def serve(host: str, port: int) -> None:
    """Answer /metrics on host:port from a thread that ends with the process."""
    start_http_server(port, addr=host)


@cache
def _counter(name: str) -> Counter:
    return Counter(f"warmpath_{name}", name.replace("_", " "), _LABELS.get(name, ()))


@cache
def _gauge(name: str) -> Gauge:
    labels = _LABELS.get(name, ())
    return Gauge(f"warmpath_{name}", name.replace("_", " "), labels, multiprocess_mode="max")


@cache
def _histogram(name: str) -> Histogram:
    return Histogram(f"warmpath_{name}", name.replace("_", " "), _LABELS.get(name, ()))
