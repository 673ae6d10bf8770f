"""Metrics are counted under documented names, and only made when first used."""

from __future__ import annotations

from typing import get_args

import pytest
from prometheus_client import REGISTRY

from shared import metrics
from shared.metrics import CounterName, GaugeName, HistogramName


def value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(f"warmpath_{name}", labels) or 0.0


def test_counting_adds_up_for_each_label() -> None:
    before = value("events_applied_total", group="a")

    metrics.count("events_applied_total", 3, group="a")
    metrics.count("events_applied_total", group="a")
    metrics.count("events_applied_total", 9, group="b")

    assert value("events_applied_total", group="a") == before + 4


def test_a_gauge_shows_the_last_value() -> None:
    for seconds in (4.0, 2.5):
        metrics.gauge("outbox_age_seconds", seconds)

    assert value("outbox_age_seconds") == 2.5


def test_durations_are_counted_and_summed() -> None:
    labels = {"method": "GET", "route": "/test"}
    for seconds in (0.5, 0.25):
        metrics.observe("http_request_seconds", seconds, **labels)

    assert value("http_request_seconds_count", **labels) == 2
    assert value("http_request_seconds_sum", **labels) == 0.75


def test_a_label_that_a_metric_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="label"):
        metrics.count("events_applied_total", colour="red")


def test_counters_are_named_as_prometheus_asks() -> None:
    assert all(name.endswith("_total") for name in get_args(CounterName))
    assert not any(name.endswith("_total") for name in get_args(GaugeName))
    assert all(name.endswith("_seconds") for name in get_args(HistogramName))
