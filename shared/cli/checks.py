"""What `warmpath doctor` looks at, one function each; each answer says what to do."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import requests

from deploy.local.ports import HOST, is_free
from shared.cli.home import FOLDERS, Home
from shared.cli.ports import DEFAULT_PORT, PORTAL, PORTS, PORTS_WITH_SERVERS, SERVICES, url_of
from shared.cli.servers import cannot_run
from shared.storage.sqlite_engine import OLDEST

Verdict = Literal["ok", "note", "wrong"]
TIMEOUT = 3  # seconds
CLOCK_LEEWAY = timedelta(minutes=2)
OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `remedy` says what to do about it."""

    about: str
    verdict: Verdict
    said: str
    remedy: str = ""


def findings(home: Home, now: datetime) -> Iterator[Finding]:
    """Everything there is to say about this machine and this home."""
    yield python(sys.version_info[:3])
    yield sqlite(_sqlite_version())
    yield permissions(home)
    yield backends(home)
    yield clock(home, now)
    yield mail(home)
    port = home.port() or DEFAULT_PORT
    if home.is_locked():
        yield from readiness(PORTAL, f"http://{HOST}:{port}")
        for service in SERVICES:
            yield from readiness(service, url_of(service, port))
    else:
        yield Finding("running", "note", "Warmpath does not run here", "Start it: warmpath up")
        yield ports(port, PORTS_WITH_SERVERS if home.backends.own_servers else PORTS)


def python(version: tuple[int, ...]) -> Finding:
    """Python is new enough."""
    said = ".".join(map(str, version))
    if version < OLDEST_PYTHON:
        return Finding("python", "wrong", said, "Install Python 3.11 or newer, then: make setup")
    return Finding("python", "ok", said)


def sqlite(version: tuple[int, ...]) -> Finding:
    """The SQLite that pysqlite3 brings cannot lose data."""
    said = ".".join(map(str, version))
    if version < OLDEST:
        return Finding("sqlite", "wrong", f"{said} can lose data", "Run: make clean setup")
    return Finding("sqlite", "ok", said)


def permissions(home: Home) -> Finding:
    """Nobody but the owner can read the home."""
    if not home.root.is_dir():
        return Finding("home", "note", f"{home.root} does not exist yet", "Start: warmpath up")
    folders = [home.root, *(home.root / name for name in FOLDERS)]
    secrets = (home.root / "secrets").glob("*")
    open_ones = [path for path in (*folders, *secrets) if path.exists() and _open_to_others(path)]
    if open_ones:
        names = ", ".join(str(path) for path in open_ones)
        return Finding("home", "wrong", f"others can read {names}", f"chmod -R go= {home.root}")
    return Finding("home", "ok", str(home.root))


def clock(home: Home, now: datetime) -> Finding:
    """The clock did not go back: nothing in the stores is from the future."""
    files = (home.root / "stores").glob("*") if home.root.is_dir() else ()
    newest = max((path.stat().st_mtime for path in files), default=0.0)
    written = datetime.fromtimestamp(newest, UTC)
    if written > now + CLOCK_LEEWAY:
        said = f"the stores were written at {written:%Y-%m-%d %H:%M} UTC, which is yet to come"
        return Finding("clock", "wrong", said, "Set the clock; tokens and deadlines depend on it.")
    return Finding("clock", "ok", f"{now:%Y-%m-%d %H:%M} UTC")


def mail(home: Home) -> Finding:
    """Where codes can be read."""
    if not home.mail.is_dir():
        return Finding("mail", "note", "no mail folder yet", "Start: warmpath up")
    return Finding("mail", "ok", f"{sum(1 for _ in home.mail.glob('*.eml'))} in {home.mail}")


def backends(home: Home) -> Finding:
    """Where everything is kept, and whether this machine can run what the home runs itself."""
    urls = {
        "stores": home.store_url("profiles"),
        "event log": home.event_log_url,
        "graph": home.graph_url,
    }
    said = ", ".join(f"{axis}: {url.partition(':')[0]}" for axis, url in urls.items())
    lacking = cannot_run() if home.backends.own_servers else ""
    if lacking:
        return Finding("backends", "wrong", said, lacking)
    return Finding("backends", "ok", said)


def ports(port: int, count: int = PORTS) -> Finding:
    """The neighbouring ports are free, while nothing runs."""
    taken = [str(each) for each in range(port, port + count) if not is_free(each)]
    if taken:
        said = f"{', '.join(taken)} in use"
        return Finding("ports", "wrong", said, "Stop what listens there, or: warmpath up --port …")
    return Finding("ports", "ok", f"{port} to {port + count - 1} are free")


def readiness(
    service: str, url: str, ask: Callable[[str], dict[str, Any]] | None = None
) -> Iterator[Finding]:
    """What a service says of itself: store, migrations, worker, how long events wait."""
    try:
        told = (ask or _ask)(f"{url}/readyz")
    except (requests.RequestException, ValueError):
        yield Finding(service, "wrong", f"no answer from {url}", "Look into logs/ in the home.")
        return
    bad = {name: said for name, said in told.get("checks", {}).items() if said != "ok"}
    if not bad:
        yield Finding(service, "ok", f"ready at {url}")
    verdict: Verdict = "note" if told.get("status") == "ready" else "wrong"
    for name, said in bad.items():
        remedy = f"Look into logs/{service}.worker.log and logs/{service}.web.log in the home."
        yield Finding(f"{service} {name}", verdict, said, remedy)


def _ask(url: str) -> dict[str, Any]:
    told: dict[str, Any] = requests.get(url, timeout=TIMEOUT).json()
    return told


def _sqlite_version() -> tuple[int, ...]:
    from pysqlite3 import dbapi2

    return tuple(dbapi2.sqlite_version_info)


def _open_to_others(path: Any) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)
