"""Where a graph lies in which Neo4j, from a URL."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, unquote, urlsplit

SCHEMES = frozenset(
    scheme + security for scheme in ("neo4j", "bolt") for security in ("", "+s", "+ssc")
)
PLAIN_NAME = re.compile(r"[a-z][a-z0-9]{0,39}")


class BadAddress(Exception):
    """The URL does not say where the graph lies."""


@dataclass(frozen=True)
class Address:
    """A server to sign in to, and the name of one graph among those that share its database.

    `database` is None for the one that the server gives to whoever signs in.
    """

    server: str
    user: str
    password: str
    database: str | None
    name: str

    def named(self, name: str) -> Address:
        """Another graph at the same place."""
        return replace(self, name=name)


def address_of(url: str) -> Address:
    """`neo4j://user:password@host:7687/name?database=neo4j`; all but the host may be left out.

    Raises BadAddress.
    """
    parsed = urlsplit(url)
    name = parsed.path.removeprefix("/") or "warmpath"
    options = parse_qs(parsed.query)
    if parsed.scheme not in SCHEMES or not parsed.hostname or not options.keys() <= {"database"}:
        raise BadAddress("it must be neo4j://user:password@host:7687/name?database=neo4j.")
    if not PLAIN_NAME.fullmatch(name):
        raise BadAddress(f"a graph is named in small letters and digits, not {name!r}.")
    return Address(
        server=f"{parsed.scheme}://{parsed.netloc.rpartition('@')[2]}",
        user=unquote(parsed.username or ""),
        password=unquote(parsed.password or ""),
        database=options["database"][0] if options else None,
        name=name,
    )
