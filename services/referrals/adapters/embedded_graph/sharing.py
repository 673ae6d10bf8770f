"""Many may look while nobody changes, and whoever changes is alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class Sharing:
    """A lock for many readers or one writer; a writer who waits goes before new readers."""

    def __init__(self) -> None:
        self._condition = Condition()
        self._readers = 0
        self._writers = 0  # waiting or at work
        self._writing = False

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Together with others who read."""
        with self._condition:
            self._condition.wait_for(lambda: not self._writers)
            self._readers += 1
        try:
            yield
        finally:
            with self._condition:
                self._readers -= 1
                self._condition.notify_all()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Alone."""
        with self._condition:
            self._writers += 1
            self._condition.wait_for(lambda: not (self._readers or self._writing))
            self._writing = True
        try:
            yield
        finally:
            with self._condition:
                self._writing = False
                self._writers -= 1
                self._condition.notify_all()
