"""`warmpath referrals stages`: what an employer's own system (ATS) exported, row by row."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import click

from shared.cli.asking import Json
from shared.cli.member import Member, by_member, nothing, show
from shared.cli.referral_wording import stages_table, stages_total, whom

REFUSED = 2


@click.command()
@click.argument("opening", metavar="OPENING", type=click.UUID)
@click.argument(
    "file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--apply", is_flag=True, help="Do what the rows say, all that can be done.")
@by_member
def stages(me: Member, opening: UUID, file: Path, apply: bool, as_json: bool) -> None:
    """Take in stages from your own system, where you run the opening.

    Without --apply nothing is done: you see what each row would do. Rows that cannot be done are
    refused, each with its reason, and hold up no other; then the exit code is 2 either way.
    """
    what = "stages" if apply else "stages/preview"
    told = me.upload(f"/v1/openings/{opening}/{what}", file.read_bytes())
    about = _about(me, opening, told["lines"])
    names = me.names(about)
    candidates = {each["id"]: each["candidate"] for each in about}
    data = {**told, "applied": apply, "candidates": candidates, "names": names}
    if not told["lines"]:
        nothing(as_json, data, "The file has no rows.")
    called = {each["id"]: whom(each, names) for each in about}
    show(data, as_json, stages_table(told["lines"], called), stages_total(told, apply))
    if told["refused"]:
        raise SystemExit(REFUSED)


def _about(me: Member, opening: UUID, lines: list[Json]) -> list[Json]:
    """The referrals that the rows are about, as whoever received them sees them."""
    wanted = {line["referral_id"] for line in lines} - {None}
    received = me.every("/v1/referrals/received", opening_id=str(opening))
    found: list[Json] = []
    while wanted and (row := next(received, None)):
        if row["id"] in wanted:
            wanted.remove(row["id"])
            found.append(row)
    return found
