"""The network that a process keeps, always as new as the facts on disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Thread

from services.referrals.adapters.embedded_graph.compaction import Snapshots, due
from services.referrals.adapters.embedded_graph.facts import Changes, FactStore, Position
from services.referrals.adapters.embedded_graph.follow import follow_record
from services.referrals.adapters.embedded_graph.network import Network
from services.referrals.adapters.embedded_graph.sharing import Sharing
from shared.errors import Unavailable
from shared.logs import warn

NOWHERE = Position(generation=-1)


class KeptNetwork:
    """Many questions are asked of it at once; a change waits for them, and they for it."""

    def __init__(self, facts: FactStore, snapshots: Snapshots) -> None:
        self._facts = facts
        self._snapshots = snapshots
        self._network = Network()
        self._position = NOWHERE
        self._mapped = NOWHERE
        self._checked = (-1, NOWHERE)
        self._sharing = Sharing()
        self._renewing = Lock()
        self._renewal: Thread | None = None

    @contextmanager
    def now(self) -> Iterator[Network]:
        """The network with all that was applied before, while nothing changes it."""
        version = self._facts.version()  # before the position: what comes between is seen next time
        if self._checked != (version, self._position):
            position = self._facts.position()
            if position != self._position:
                with self._sharing.writing():
                    self._catch_up()
                self._renew_if_due()
            self._checked = (version, position)
        with self._sharing.reading():
            yield self._network

    def close(self) -> None:
        """Wait for what is under way."""
        if self._renewal is not None:
            self._renewal.join()

    def _catch_up(self) -> None:
        changes = self._changes()
        while changes is None:
            self._network, self._mapped = self._snapshots.load()
            self._position = self._mapped
            changes = self._changes()
        for kind, record in changes.records:
            follow_record(self._network, kind, record)
        for fact in changes.postings:
            self._network.board.follow(fact)
        self._position = changes.position

    def _changes(self) -> Changes | None:
        """What the network lacks; None if that is not to be had, for another generation began."""
        if self._facts.position().generation != self._mapped.generation:
            return None
        changes = self._facts.since(self._position)
        return changes if changes.position.generation == self._mapped.generation else None

    def _renew_if_due(self) -> None:
        """Map the newest snapshot beside the network, and go on with the old one meanwhile."""
        changed = self._position.change - self._mapped.change
        if not due(self._network.entries, changed) or not self._snapshots.newer_than(self._mapped):
            return
        if self._renewing.acquire(blocking=False):
            self._renewal = Thread(target=self._renew, name="renewal")
            self._renewal.start()

    def _renew(self) -> None:
        try:
            network, mapped = self._snapshots.load()
            with self._sharing.writing():
                self._network, self._mapped, self._position = network, mapped, mapped
                self._catch_up()
        except Unavailable as away:
            warn("renewal_waits", why=away.detail)
        finally:
            self._renewing.release()
