"""`warmpath referrals share | unshare | follow`: an opening is shared by a link of one's own."""

from __future__ import annotations

import re
from uuid import UUID

import click

from shared.cli.asking import Json
from shared.cli.client import Refused
from shared.cli.member import Member, by_member, nothing, show
from shared.cli.referral_showing import show_referral
from shared.cli.referral_wording import shared_lines

LINKS = "/v1/share-links"
_LINK = re.compile(r"(?:\S*/shared/)?([A-Za-z0-9_-]+)/?(?:[?#]\S*)?")
opening_argument = click.argument("opening", metavar="OPENING", type=click.UUID)


@click.command()
@opening_argument
@by_member
def share(me: Member, opening: UUID, as_json: bool) -> None:
    """Make your link to an opening of your employer, or show the one that you have."""
    link = _made_or_mine(me, opening)
    address = f"{me.portal}/shared/{link['token']}"
    told = "[dim]Whoever follows it reads that you share it, and can be referred by you.[/]"
    show({"link": link, "address": address}, as_json, address, told)


@click.command()
@opening_argument
@by_member
def unshare(me: Member, opening: UUID, as_json: bool) -> None:
    """Take your link to an opening back; who followed it before stays referred."""
    link = _mine(me, opening)
    if link is None:
        nothing(as_json, {"link": None, "taken_back": False}, "You share no link to it.")
    else:
        me.remove(f"{LINKS}/{link['id']}")
        show({"link": link, "taken_back": True}, as_json, "Taken back; it leads nowhere now.")


@click.command()
@click.argument("link", metavar="LINK")
@click.option("--yes", is_flag=True, help="Agree at once, without seeing first where it leads.")
@by_member
def follow(me: Member, link: str, yes: bool, as_json: bool) -> None:
    """Be referred by whoever shares an opening with you; to do so is to agree to it.

    Where it leads is shown first: with --json nothing else happens without --yes.
    """
    path = f"/v1/shared/{token_in(link)}"
    if not yes:
        shared = me.get(path)
        names = me.names([shared])
        show({"shared": shared, "names": names}, as_json, *shared_lines(shared, names))
        if as_json:
            return
        click.confirm("Be referred by them?", default=None, abort=True, err=True)
    show_referral(me, me.post(f"{path}/referral"), as_json)


def token_in(link: str) -> str:
    """What stands for the link: the end of its address, or that alone. Raises UsageError."""
    found = _LINK.fullmatch(link.strip())
    if found is None:
        raise click.UsageError("That is no link to an opening: it ends in /shared/ and a token.")
    return found[1]


def _made_or_mine(me: Member, opening: UUID) -> Json:
    try:
        return me.post(LINKS, {"opening_id": str(opening)})
    except Refused as refusal:
        mine = _mine(me, opening) if refusal.code == "share_link_exists" else None
        if mine is None:
            raise
        return mine


def _mine(me: Member, opening: UUID) -> Json | None:
    links = me.every(LINKS)
    return next((each for each in links if each["opening_id"] == str(opening)), None)
