"""One referral as a command shows it after whatever was done to it."""

from __future__ import annotations

from shared.cli.asking import Json
from shared.cli.member import Member, show
from shared.cli.referral_wording import referral_lines


def show_referral(me: Member, seen: Json, as_json: bool) -> None:
    """Line by line, or as JSON with the names that may be known."""
    names = me.names([seen])
    titles = {} if as_json else me.titles([seen])
    lines = (f"[dim]{seen['id']}[/]", *referral_lines(seen, names, titles))
    show({"referral": seen, "names": names}, as_json, *lines)
