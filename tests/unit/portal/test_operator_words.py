"""How far the services are, in words for whoever runs them, in their language."""

from __future__ import annotations

from typing import Any

from services.portal.operator_words import generation, to_send, to_take_in
from tests.support.readers import reading

NOON, LATER = "2026-11-27T12:00:00+00:00", "2026-11-27T12:05:00+00:00"
GROWN: dict[str, Any] = {"generation": 0, "built_at": None, "built_from": None, "next": None}
BUILT = GROWN | {"generation": 2, "built_at": NOON, "built_from": 12_345}
UNDER_WAY = {"begun_at": NOON, "events": 1, "told_at": LATER, "silent": False}


def group(**said: Any) -> dict[str, Any]:
    calm = {"name": "g", "heard_at": NOON, "silent": False, "told_again": [], "projection": None}
    return calm | {"topics": [{"topic": "t", "behind": 0}]} | said


def test_where_nothing_is_left_nothing_waits() -> None:
    assert to_send({"waiting": 0, "oldest_at": None}) == "nothing waits"
    assert to_take_in(group()) == "nothing waits"
    with reading("de"):
        assert to_take_in(group()) == "nichts wartet"


def test_a_group_that_has_not_told_what_is_left_does_not_read_as_if_nothing_were() -> None:
    assert to_take_in(group(topics=[])) == "not told yet how much waits"


def test_what_waits_to_be_sent_is_counted_with_the_moment_of_the_first() -> None:
    assert to_send({"waiting": 1, "oldest_at": NOON}) == (
        "1 has waited since Fri, 27 November 2026, 12:00 UTC"
    )
    with reading("de", zone="Europe/Berlin"):
        assert to_send({"waiting": 1200, "oldest_at": NOON}) == (
            "1.200 warten, das erste seit Fr., 27. November 2026, 13:00"
        )


def test_what_is_left_to_take_in_is_told_by_topic_and_calm_topics_are_not() -> None:
    topics = [
        {"topic": "profiles.people", "behind": 1200},
        {"topic": "profiles.ties", "behind": 0},
        {"topic": "postings.openings", "behind": 34},
    ]

    assert to_take_in(group(topics=topics)) == (
        "at most 1,234 wait (profiles.people 1,200, postings.openings 34)"
    )


def test_of_a_silent_group_one_reads_what_was_left_when_it_was_last_heard_of() -> None:
    silent = group(silent=True, topics=[{"topic": "t", "behind": 1}])

    assert to_take_in(silent) == (
        "not heard of since Fri, 27 November 2026, 12:00 UTC; then: at most 1 waits (t 1)"
    )
    assert to_take_in(group(silent=True, heard_at=None)) == "nothing was heard of it yet"


def test_a_store_that_is_told_again_says_of_what() -> None:
    assert to_take_in(group(told_again=["postings.openings"])) == (
        "nothing waits; its store is told again of postings.openings"
    )


def test_a_projection_tells_its_generation_and_of_what_it_was_built() -> None:
    assert generation(GROWN) == "generation 0, grown since the beginning"
    assert generation(GROWN | {"generation": 2}) == "generation 2"
    assert generation(GROWN | {"generation": None}) == "does not answer"
    assert generation(BUILT) == (
        "generation 2, built on Fri, 27 November 2026, 12:00 UTC from 12,345 events"
    )
    with reading("de", zone="Europe/Berlin"):
        assert generation(BUILT) == (
            "Generation 2, gebaut am Fr., 27. November 2026, 13:00 aus 12.345 Ereignissen"
        )


def test_the_next_generation_tells_how_far_it_is_and_when_nobody_hears_of_it() -> None:
    told = generation(GROWN | {"next": UNDER_WAY})
    assert told.endswith(
        "; the next one has been under way since Fri, 27 November 2026, 12:00 UTC,"
        " so far from 1 event"
    )

    assert generation(GROWN | {"next": UNDER_WAY | {"silent": True}}) == (
        f"{told}; nothing heard of it since Fri, 27 November 2026, 12:05 UTC"
    )
