"""`warmpath referrals`: refer somebody, agree to it, and see what becomes of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import click

from shared.cli.asking import Json
from shared.cli.chain_drawing import drawn_chain, listed_chain
from shared.cli.introductions import page_option, rows_option
from shared.cli.member import Member, by_member, nothing, show
from shared.cli.referral_showing import show_referral
from shared.cli.referral_wording import contacts_table, referrals_table
from shared.cli.sharing import follow, opening_argument, share, unshare
from shared.cli.stages import stages

RELATIONS = ("worked_together", "studied_together", "community", "friend", "family", "other")
REASONS = ("none_given", "skills", "experience", "terms", "filled", "changed_mind", "other")
MOVES = ("taken_up", "interview", "offer", "hire", "hire_confirmed", "rejected")
WHERE = "/v1/referrals"
referral_argument = click.argument("referral", metavar="ID", type=click.UUID)
day_type = click.DateTime(["%Y-%m-%d"])
relation_option = click.option(
    "--relation", type=click.Choice(RELATIONS), default=None, help="How you know them."
)
vouch_option = click.option("--vouch", metavar="TEXT", default="", help="Why you think of them.")
reason_option = click.option(
    "--reason", type=click.Choice(REASONS), default="none_given", help="Of which class."
)


@click.group(commands=[share, unshare, follow, stages])
def referrals() -> None:
    """Refer somebody, agree to it, and see what becomes of it.

    Exit codes: 0 done or found, 1 nothing found, 2 bad use or refused, 3 a service is away.
    """


@referrals.command()
@click.option("--opening", metavar="ID", type=click.UUID, required=True, help="For which opening.")
@click.option("--introduction", metavar="ID", type=click.UUID, help="Which brought them to you.")
@click.option("--name", metavar="NAME", help="What they are called, who are not here yet.")
@click.option("--mail", "address", metavar="MAIL", help="Where they are asked whether they agree.")
@relation_option
@vouch_option
@by_member
def refer(
    me: Member,
    opening: UUID,
    introduction: UUID | None,
    name: str | None,
    address: str | None,
    relation: str | None,
    vouch: str,
    as_json: bool,
) -> None:
    """Refer somebody for an opening of your employer; they are asked whether they agree."""
    by_address = name is not None and address is not None
    if by_address == (introduction is not None) or (name is None) != (address is None):
        raise click.UsageError("Give --introduction ID, or --name and --mail.")
    body: Json = {"opening_id": str(opening), "relation": relation or "", "vouch": vouch}
    if introduction is not None:
        body["introduction_id"] = str(introduction)
    else:
        whom = {"name": name, "mail": address}
        body["invited"] = me.post("/v1/invitations", whom, "profiles")["invited"]
    show_referral(me, me.post(WHERE, body), as_json)


@referrals.command()
@referral_argument
@relation_option
@vouch_option
@by_member
def reword(me: Member, referral: UUID, relation: str | None, vouch: str, as_json: bool) -> None:
    """Vouch in other words, until the candidate has agreed."""
    said = {"relation": relation or "", "vouch": vouch}
    show_referral(me, me.edit(f"{WHERE}/{referral}", said), as_json)


@referrals.command()
@page_option
@rows_option
@by_member
def mine(me: Member, as_json: bool, **page: Any) -> None:
    """Whom you referred, and what became of it."""
    _list(me, WHERE, page, as_json, "You have referred nobody.")


@referrals.command("about-me")
@page_option
@rows_option
@by_member
def about_me(me: Member, as_json: bool, **page: Any) -> None:
    """For what you were referred, and what waits for your yes."""
    _list(me, f"{WHERE}/about-me", page, as_json, "Nobody has referred you.")


@referrals.command()
@click.option("--opening", "opening_id", metavar="ID", type=click.UUID, help="For which opening.")
@page_option
@rows_option
@by_member
def received(me: Member, as_json: bool, **page: Any) -> None:
    """Who was referred for the openings that you run; ranked by nothing."""
    _list(me, f"{WHERE}/received", page, as_json, "Nobody was referred for what you run.")


@referrals.command("show")
@referral_argument
@by_member
def show_one(me: Member, referral: UUID, as_json: bool) -> None:
    """One referral as a time line, as far as it is yours to see."""
    show_referral(me, me.get(f"{WHERE}/{referral}"), as_json)


@referrals.command()
@by_member
def claim(me: Member, as_json: bool) -> None:
    """Have those wait for you that name you by one of your addresses; nobody is told."""
    proof = me.get("/v1/people/me/addresses-proof", "profiles")["proof"]
    claimed = me.post(f"{WHERE}/claim", {"proof": proof})
    if not claimed["claimed"]:
        nothing(as_json, claimed, "No referral waits for your addresses.")
    show(claimed, as_json, f"{claimed['claimed']} wait for you: warmpath referrals about-me")


@referrals.command()
@referral_argument
@by_member
def consent(me: Member, referral: UUID, as_json: bool) -> None:
    """Agree to be referred; from here on recruiters see you."""
    show_referral(me, me.post(f"{WHERE}/{referral}/consent"), as_json)


@referrals.command()
@referral_argument
@by_member
def refuse(me: Member, referral: UUID, as_json: bool) -> None:
    """Do not agree; to whoever referred you it looks as if you had said nothing."""
    show_referral(me, me.post(f"{WHERE}/{referral}/refuse"), as_json)


@referrals.command()
@referral_argument
@reason_option
@by_member
def withdraw(me: Member, referral: UUID, reason: str, as_json: bool) -> None:
    """Take it back: the candidate until a hire, the referrer until it is in review."""
    show_referral(me, me.post(f"{WHERE}/{referral}/withdraw", {"reason": reason}), as_json)


@referrals.command()
@referral_argument
@click.argument("what", metavar="|".join(MOVES), type=click.Choice(MOVES))
@reason_option
@click.option("--hold", type=click.IntRange(0, 3), default=0, help="Working days before it shows.")
@click.option("--started", type=day_type, metavar="DAY", help="The first day of whom you hire.")
@by_member
def move(
    me: Member,
    referral: UUID,
    what: str,
    reason: str,
    hold: int,
    started: datetime | None,
    as_json: bool,
) -> None:
    """Say what happened: your word counts where you run the opening; a candidate's is labelled."""
    body: Json = {"what": what, "reason": reason, "hold": hold}
    if started is not None:
        body["started"] = started.date().isoformat()
    show_referral(me, me.post(f"{WHERE}/{referral}/moves", body), as_json)


@referrals.command("own-contacts")
@opening_argument
@page_option
@rows_option
@by_member
def own_contacts(me: Member, opening: UUID, as_json: bool, **page: Any) -> None:
    """Whom you know for an opening of your employer: those who are open to openings.

    Who is not among them may not be, may work with you, may avoid you, or may be no contact.
    """
    found = me.get(f"/v1/openings/{opening}/own-contacts", **page)
    names = me.names([found]) if found["contacts"] else {}
    data = {**found, "names": names}
    if not found["contacts"]:
        nothing(as_json, data, "None of your contacts is matched with it.")
    show(data, as_json, contacts_table(found["contacts"], names))


@referrals.command("release-hire")
@referral_argument
@by_member
def release_hire(me: Member, referral: UUID, as_json: bool) -> None:
    """Let those who introduced you know that you were hired."""
    show_referral(me, me.post(f"{WHERE}/{referral}/release-hire"), as_json)


@referrals.command()
@referral_argument
@by_member
def chain(me: Member, referral: UUID, as_json: bool) -> None:
    """Who introduced whom and when, as a drawing and as a list."""
    found = me.get(f"{WHERE}/{referral}/chain")
    names = me.names([found])
    drawing, listing = drawn_chain(found, names), listed_chain(found, names)
    show({**found, "names": names}, as_json, drawing, "", listing)


def _list(me: Member, path: str, page: Json, as_json: bool, otherwise: str) -> None:
    found = me.get(path, **page)
    rows = found["items"]
    data = {"referrals": rows, "names": me.names(rows), "next": found["next"]}
    if not rows:
        nothing(as_json, data, otherwise)
    titles = {} if as_json else me.titles(rows)
    show(data, as_json, referrals_table(rows, data["names"], titles))
