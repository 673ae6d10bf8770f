"""Where the stores, the event log and the graph of an installation are: data, noted in its home."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Backends:
    """A URL for each axis; None where it is embedded in the home.

    In `stores` the word `{service}` stands for each service's name. `own_servers`: the installation
    runs the servers itself, in its home.
    """

    stores: str | None = None
    event_log: str | None = None
    graph: str | None = None
    own_servers: bool = False

    def noted(self) -> str:
        """As text, for `read_backends`."""
        return json.dumps(asdict(self), indent=2)


def read_backends(noted: str) -> Backends:
    """What `noted()` wrote."""
    return Backends(**json.loads(noted))
