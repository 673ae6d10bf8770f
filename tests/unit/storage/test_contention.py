"""A unit that another came between is run again, whole; anything else is told at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from shared.errors import Conflict, Unavailable
from shared.storage import contention
from shared.storage.contention import Contended, until_alone


class Unit:
    """Comes to an end once it was disturbed so often."""

    def __init__(self, disturbed: int, error: Callable[[], Exception]) -> None:
        self.runs = 0
        self._disturbed = disturbed
        self._error = error

    def __call__(self) -> str:
        self.runs += 1
        if self.runs <= self._disturbed:
            raise self._error()
        return "done"


def contended() -> Contended:
    return Contended("store_busy", "Others were changing the same.")


@pytest.fixture(autouse=True)
def _without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FIRST_WAIT", "LONGEST_WAIT", "JITTER"):
        monkeypatch.setattr(contention, name, 0.0)


@pytest.mark.parametrize("disturbed", [0, 1, 7])
def test_it_is_run_until_nobody_comes_between(disturbed: int) -> None:
    unit = Unit(disturbed, contended)

    assert until_alone(unit) == "done"
    assert unit.runs == disturbed + 1


def test_whoever_is_always_disturbed_hears_that_the_store_is_busy() -> None:
    unit = Unit(1000, contended)

    with pytest.raises(Contended) as told:
        until_alone(unit)

    assert unit.runs == contention.TRIES
    assert told.value.code == "store_busy"


@pytest.mark.parametrize(
    "error",
    [
        lambda: Conflict("tie_exists", "They know each other already."),
        lambda: Unavailable("store_away", "The store does not answer."),
        lambda: KeyError("a fault of ours"),
    ],
)
def test_any_other_error_is_told_at_once(error: Callable[[], Exception]) -> None:
    unit = Unit(1, error)

    with pytest.raises(type(error())):
        until_alone(unit)

    assert unit.runs == 1


def test_who_was_disturbed_may_try_again_like_anybody_the_store_turned_away() -> None:
    assert isinstance(contended(), Unavailable)
