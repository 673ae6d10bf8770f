"""From the records to a snapshot: who makes it, when, and how a network comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Lock, Thread

from services.referrals.adapters.embedded_graph.facts import FactStore, Position
from services.referrals.adapters.embedded_graph.gathering import Base, Gathering
from services.referrals.adapters.embedded_graph.network import Network
from services.referrals.adapters.embedded_graph.records import ERASED, PERSON, TIE, Kind
from services.referrals.adapters.embedded_graph.snapshot import (
    Stamp,
    Unusable,
    map_snapshot,
    read_stamp,
    write_snapshot,
)
from shared.errors import Unavailable
from shared.logs import log, warn

FILE = "network.snapshot"
CHANGED = 0.01
"""Share of the entries that may have changed before they go into a new snapshot."""
LEAST_CHANGES = 10_000
"""And so many more, lest a young graph is written anew again and again."""


def build_base(facts: FactStore) -> tuple[Base, Position]:
    """The base of all records there are, and their position. Raises Unavailable."""
    gathering = Gathering()
    takers: Mapping[Kind, Callable[[Sequence[bytes]], None]] = {
        PERSON: gathering.take_people,
        TIE: gathering.take_ties,
        ERASED: gathering.take_erased,
    }
    position = facts.read_records(lambda kind, records: takers[kind](records))
    return gathering.base(), position


def due(entries: int, changes: int) -> bool:
    """So much has changed that a new snapshot is worth its while."""
    return changes > LEAST_CHANGES + CHANGED * entries


class Snapshots:
    """The snapshot of one graph in its folder. One process writes it, all map it."""

    def __init__(self, folder: Path, facts: FactStore) -> None:
        self._file = folder / FILE
        self._facts = facts
        self._compacting = Lock()
        self._last: Thread | None = None

    def load(self) -> tuple[Network, Position]:
        """The network of the snapshot, or of all the records where there is no usable one.

        Raises Unavailable.
        """
        base, position = self._mapped() or build_base(self._facts)
        network = Network(base, self._facts.reasons)
        for fact in self._facts.postings():
            network.board.follow(fact)
        return network, position

    def newer_than(self, position: Position) -> bool:
        """There is a snapshot of a later moment."""
        stamp = self._stamp()
        return stamp is not None and stamp.change > position.change

    def compact_if_due(self, position: Position) -> None:
        """Begin to write a new snapshot if that is due, and go on meanwhile."""
        stamp = self._stamp()
        entries, change = (stamp.entries, stamp.change) if stamp else (0, 0)
        if due(entries, position.change - change) and self._compacting.acquire(blocking=False):
            self._last = Thread(target=self._compact, name="compaction")
            self._last.start()

    def compact(self) -> None:
        """Write a snapshot of all records. Raises Unavailable, OSError."""
        base, position = build_base(self._facts)
        entries = int(base.rows.offsets[-1])
        stamp = Stamp(self._facts.origin.hex, position.generation, position.change, entries)
        write_snapshot(self._file, base, stamp)
        log("graph_compacted", people=len(base.high), ties=entries // 2)

    def finish(self) -> None:
        """Wait for a snapshot that is being written."""
        if self._last is not None:
            self._last.join()

    def _compact(self) -> None:
        try:
            self.compact()
        except (Unavailable, OSError) as error:
            warn("compaction_waits", why=str(error))  # the old one serves until the next change
        finally:
            self._compacting.release()

    def _mapped(self) -> tuple[Base, Position] | None:
        if self._stamp() is None:
            return None
        try:
            base, stamp = map_snapshot(self._file)
        except Unusable as unusable:
            warn("snapshot_unusable", why=str(unusable))
            self._file.unlink(missing_ok=True)  # so that whoever writes it sees that it is due
            return None
        return base, Position(stamp.generation, stamp.change)

    def _stamp(self) -> Stamp | None:
        """Of what there is a snapshot; None if that is nothing, or not this graph as it is now."""
        try:
            stamp = read_stamp(self._file)
        except Unusable:
            return None
        now = self._facts.position()
        ours = (stamp.origin, stamp.generation) == (self._facts.origin.hex, now.generation)
        return stamp if ours and stamp.change <= now.change else None
