"""The whole sample network, in the order in which one thing needs another.

Loading again after a crash repeats nothing: the Idempotency-Keys come from the sample's own keys,
and `sample.json` in the home keeps the day that the network was generated for.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from shared.cli.client import at
from shared.cli.home import Home, write_private
from shared.cli.mailbox import Mailbox
from shared.cli.processes import OPERATOR as OPERATOR_MAIL
from shared.cli.sample import SampleNetwork, generate
from shared.cli.sample.cast import CAST
from shared.cli.sample.identity import key_of
from shared.cli.sample.network import FEWER_PEOPLE, PEOPLE
from shared.cli.sample_loading.crew import Crew
from shared.cli.sample_loading.employers import OPERATOR, add_employers
from shared.cli.sample_loading.groups import start_groups
from shared.cli.sample_loading.histories import tell_histories
from shared.cli.sample_loading.openings import post_openings
from shared.cli.sample_loading.people import avoid_people, describe_everybody, sign_everybody_up
from shared.cli.sample_loading.prepared import offer_prepared
from shared.cli.sample_loading.ties import tie_everybody
from shared.cli.sign_in import from_folder, sign_in

SEED = 7
PATIENCE = 60.0  # seconds that one request is repeated while a service is away
REACHABLE = "/v1/reachable-openings"


@dataclass(frozen=True)
class Loaded:
    """The network as it was loaded, and the ids of its openings by their keys."""

    network: SampleNetwork
    openings: dict[str, str]


def load(console: Console, home: Home, port: int, brief: bool = False) -> Loaded:
    """Load the sample network, unless this home has it. Shows how far it is.

    `brief`: the crowd around the prepared scenes is small, only their people, and whoever hires,
    tell all that there is to tell, and nobody has a past at Warmpath.
    """
    note = home.root / "sample.json"
    kept = _read(note)
    people = FEWER_PEOPLE if brief else PEOPLE
    network = generate(SEED, today=_day(kept), people=people)
    if "openings" in kept:
        console.print("the sample network is loaded already")
        offer_prepared(home, network)
        return Loaded(network, kept["openings"])
    _write(note, network, None)
    in_full = _leading(network) if brief else {person.key for person in network.people}
    openings = _load(console, home, port, network, frozenset(in_full), brief)
    _write(note, network, openings)
    offer_prepared(home, network)
    return Loaded(network, openings)


def _load(
    console: Console,
    home: Home,
    port: int,
    network: SampleNetwork,
    in_full: frozenset[str],
    brief: bool,
) -> dict[str, str]:
    services = at(port, PATIENCE)
    name = f"sample-{network.seed}-{network.today}"
    crew = Crew(services, network, from_folder(Mailbox(home.mail)), name, in_full)
    columns = (TextColumn("{task.description:<22}"), BarColumn(), TimeElapsedColumn())
    try:
        with Progress(*columns, console=console, transient=True) as progress:
            steps = _steps(network) if brief else [*_steps(network), _histories(home)]
            for description, step, size in steps:
                task = progress.add_task(description, total=size)
                crew.advance = lambda task=task: progress.advance(task)  # type: ignore[misc]
                step(crew)
                progress.update(task, completed=size)
    finally:
        services.close()
    return crew.openings


def _leading(network: SampleNetwork) -> set[str]:
    """The people of the scenes, and whoever posts an opening or added an employer."""
    leading = {key_of(row.name) for row in CAST}
    leading |= {opening.posted_by for opening in network.openings}
    return leading | {employer.founder for employer in network.employers}


Step = tuple[str, Callable[[Crew], None], int]


def _steps(network: SampleNetwork) -> list[Step]:
    people = len(network.people)
    return [
        ("people sign up", sign_everybody_up, people),
        ("employers", _employers, len(network.employers)),
        ("what people did", describe_everybody, people),
        ("groups", start_groups, len(network.groups)),
        ("openings", _openings, len(network.openings)),
        ("ties", tie_everybody, len(network.ties)),
        ("paths", _settle, 1),
    ]


def _histories(home: Home) -> Step:
    return "histories", lambda crew: tell_histories(crew, home), 1


def _employers(crew: Crew) -> None:
    crew.members[OPERATOR] = sign_in(
        crew.services, OPERATOR_MAIL, crew.codes, {"name": "Operator", "findable": False}
    )
    add_employers(crew)
    crew.wait_for("postings/employers", "profiles", "/v1/people/me")


def _openings(crew: Crew) -> None:
    avoid_people(crew)
    crew.wait_for("profiles/people", "postings", "/v1/openings/mine")
    post_openings(crew)


def _settle(crew: Crew) -> None:
    """Until the graph has followed everything, so that the first question is answered fully."""
    for kind in sorted(crew.written):
        crew.wait_for(kind, "referrals", REACHABLE)


def _day(kept: dict[str, Any]) -> date:
    return date.fromisoformat(kept["today"]) if kept else datetime.now(UTC).date()


def _read(note: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(note.read_bytes()))
    except FileNotFoundError:
        return {}


def _write(note: Path, network: SampleNetwork, openings: dict[str, str] | None) -> None:
    kept: dict[str, object] = {"seed": network.seed, "today": network.today.isoformat()}
    if openings is not None:
        kept["openings"] = openings
    write_private(note, json.dumps(kept))
