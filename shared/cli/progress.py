"""`warmpath progress`: how far each service is, for who runs the installation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import click
from rich.table import Table

from shared.cli.asking import Json
from shared.cli.client import Away
from shared.cli.introduction_wording import day
from shared.cli.member import Member, by_member, show
from shared.cli.ports import SERVICES
from shared.cli.wording import plain, table

Row = tuple[str, str, str]


@click.command()
@by_member
def progress(me: Member, as_json: bool) -> None:
    """What each service has yet to send and to take in, what it set aside, what was built anew.

    It is told to whose address is among the OPERATORS; on this machine that is
    operator@warmpath.example.

    Exit codes: 0 told, 2 bad use or refused, 3 a service is away.
    """
    found = {service: _told(me, service) for service in SERVICES}
    show(found, as_json, _table(found))
    if None in found.values():
        raise SystemExit(Away.exit_code)


def _told(me: Member, service: str) -> Json | None:
    """None where it is away: the others are told all the same."""
    try:
        return me.get("/v1/progress", service)
    except Away:
        return None


def _table(found: Mapping[str, Json | None]) -> Table:
    drawn = table("service", "what", "left", "", keep="left")
    for service, it in found.items():
        for what, left, told in _rows(it):
            drawn.add_row(service, plain(what), left, plain(told))
    return drawn


def _rows(it: Json | None) -> Iterator[Row]:
    if it is None:
        yield "does not answer", "?", ""
        return
    waiting, oldest = it["outbox"]["waiting"], it["outbox"]["oldest_at"]
    yield "to send", f"{waiting:,}", f"the first since {day(oldest)}" if oldest else ""
    if it["set_aside"]:
        yield "set aside", f"{it['set_aside']:,}", "to be looked at and replayed"
    for group in it["groups"]:
        behind = [each["behind"] for each in group["topics"]]
        left = f"{sum(behind):,}" if behind else "?"
        told = [*_heard(group), *_built(group["projection"])]
        yield f"to take in, {group['name']}", left, ", ".join(told)


def _heard(group: Json) -> Iterator[str]:
    if group["heard_at"] is None:
        yield "nothing heard of it yet"
    elif group["silent"]:
        yield f"not heard of since {day(group['heard_at'])}"
    if group["told_again"]:
        yield f"told again of {' '.join(group['told_again'])}"


def _built(projection: Json | None) -> Iterator[str]:
    if projection is None:
        return
    generation = projection["generation"]
    yield "does not answer" if generation is None else f"generation {generation}"
    if projection["built_at"]:
        built = day(projection["built_at"])
        yield f"built on {built} from {projection['built_from']:,} events"
    following = projection["next"]
    if following:
        begun = day(following["begun_at"])
        yield f"the next one under way since {begun}: {following['events']:,} events"
        if following["silent"]:
            yield f"nothing heard of it since {day(following['told_at'])}"
