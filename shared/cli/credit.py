"""`warmpath credit`: what a referral is credited with and why, and putting it right."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import click

from shared.cli.asking import Json
from shared.cli.member import Member, by_member, nothing, show
from shared.cli.referral_wording import credit_table
from shared.cli.referrals import WHERE, day_type, referral_argument

why_option = click.option("--why", metavar="TEXT", required=True, help="The referrer reads it.")


@click.group()
def credit() -> None:
    """What a referral is credited with and why; lines are added, never edited.

    Exit codes: 0 done or found, 1 nothing found, 2 bad use or refused, 3 a service is away.
    """


@credit.command("show")
@referral_argument
@by_member
def show_credit(me: Member, referral: UUID, as_json: bool) -> None:
    """Why was I (not) credited? Every line with its reason."""
    shown = me.get(f"{WHERE}/{referral}/credit")
    if not shown["lines"]:
        nothing(as_json, {**shown, "names": {}}, "Nothing is credited by now.")
    _show(me, shown, as_json)


@credit.command()
@referral_argument
@click.option("--months", type=click.IntRange(0, 120), required=True, help="Of which milestone.")
@why_option
@by_member
def reverse(me: Member, referral: UUID, months: int, why: str, as_json: bool) -> None:
    """Take the payout of a milestone back, where you run the opening."""
    body = {"months": months, "why": why}
    _show(me, me.post(f"{WHERE}/{referral}/credit/reversals", body), as_json)


@credit.command()
@referral_argument
@click.option("--amount", type=int, required=True, help="Added, or taken where negative.")
@why_option
@by_member
def correct(me: Member, referral: UUID, amount: int, why: str, as_json: bool) -> None:
    """Put it right by a further line, where you run the opening."""
    body = {"amount": amount, "why": why}
    _show(me, me.post(f"{WHERE}/{referral}/credit/corrections", body), as_json)


@credit.command("employment-ended")
@referral_argument
@click.option("--on", "ended", type=day_type, metavar="DAY", required=True, help="The last day.")
@by_member
def employment_ended(me: Member, referral: UUID, ended: datetime, as_json: bool) -> None:
    """What was not reached by then is not paid."""
    body = {"ended": ended.date().isoformat()}
    _show(me, me.post(f"{WHERE}/{referral}/employment-ended", body), as_json)


def _show(me: Member, shown: Json, as_json: bool) -> None:
    names = me.names([shown])
    total = f"[bold]{shown['balance']:,}[/] in all"
    show({**shown, "names": names}, as_json, credit_table(shown, names), total)
