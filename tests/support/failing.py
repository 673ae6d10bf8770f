"""A block of which the test expects that it fails on purpose, and nothing else."""

from __future__ import annotations


class Failure(Exception):
    """Raised by a test, to see what becomes of what was begun."""


class Failing:
    """Passes over the Failure that ends the block; without one the test fails."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> bool:
        assert kind is not None, "the block did not fail"
        return kind is Failure


def failing() -> Failing:
    """`with failing(), …:` — what follows raises Failure at its end."""
    return Failing()
