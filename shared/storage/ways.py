"""The three ways in which a store is used, as options of a SQLAlchemy connection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Ways:
    """What a transaction is told to be. `Database` says what each of them promises."""

    write: Mapping[str, object]
    serialised: Mapping[str, object]
    read: Mapping[str, object]
