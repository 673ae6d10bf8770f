"""Every thing comes once, in its order, in lists that are never too long."""

from __future__ import annotations

import pytest

from shared.batches import in_batches


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 6, 7])
def test_everything_comes_once_and_in_order(count: int) -> None:
    batches = list(in_batches(range(count), 3))

    assert [each for batch in batches for each in batch] == list(range(count))
    assert all(len(batch) == 3 for batch in batches[:-1])
    assert all(1 <= len(batch) <= 3 for batch in batches)


def test_no_more_is_taken_than_is_asked_for() -> None:
    things = iter(range(10))

    next(in_batches(things, 3))

    assert next(things) == 3
