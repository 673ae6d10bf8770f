"""A worker's way into its group, where kafka-python loses it."""

from __future__ import annotations

from typing import Any


def keep_joining(consumer: Any) -> None:
    """Have the next poll wait for a join that the last one left under way, and take its outcome.

    Joining anew because a topic's partitions became known, the library may forget it once the
    leader has shared out the partitions: it would have none for ever, and tell nobody. And what
    came about between two polls it throws away and begins anew, which has all others join again.
    """
    coordinator = consumer._coordinator
    join = coordinator._join_task
    if join is None:
        return
    coordinator.request_rejoin()
    if not isinstance(join, _Awaited):
        coordinator._join_task = _Awaited(join)


class _Awaited:
    """A join that counts as under way until somebody has heard of its outcome."""

    is_done = False

    def __init__(self, join: Any) -> None:
        self._join = join

    def __await__(self) -> Any:
        return self._join.__await__()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._join, name)
