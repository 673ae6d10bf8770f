"""`warmpath introductions`: ask, be asked, answer, and see where it stands."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import click

from shared.cli.asking import Asker, Json
from shared.cli.introduction_wording import asks_table, preview_lines, requests_table, time_line
from shared.cli.member import Member, NothingThere, by_member, nothing, person_named, show

KINDS = ("referral", "advice", "open_ask")
ANSWERS = ("introduce", "use-my-name", "someone-better", "agree", "pass")
WORDS = ("blurb", "discreet", "topic")  # of an ask, which do not change whom it could reach
WHERE = "/v1/introductions"
page_option = click.option("--after", metavar="NEXT", help="Go on after a page.")
rows_option = click.option("-k", "limit", type=click.IntRange(1, 100), default=20, help="Rows.")
introduction_argument = click.argument("introduction", metavar="ID", type=click.UUID)


@click.group()
def introductions() -> None:
    """Ask for an introduction, be asked, answer, and see where it stands.

    Exit codes: 0 done or found, 1 nothing found, 2 bad use or refused, 3 a service is away.
    """


@introductions.command()
@click.option("--opening", "opening_id", metavar="ID", type=click.UUID, help="For which opening.")
@click.option("--contact", metavar="NAME|ID", help="Whom to ask first; else the best path's.")
@click.option("--kind", type=click.Choice(KINDS), default="referral", show_default=True)
@click.option("--to", metavar="ID", type=click.UUID, help="Whom you want advice from.")
@click.option("--employer", metavar="NAME", help="Where you look for somebody, openly.")
@click.option("--topic", metavar="WORDS", help="What the advice is about.")
@click.option("--blurb", metavar="TEXT", required=True, help="What everybody who is asked reads.")
@click.option("--discreet", is_flag=True, help="Beyond the first contact nobody reads who asks.")
@click.option("--yes", is_flag=True, help="Ask at once, without showing first whom it reaches.")
@by_member
def ask(
    me: Member, contact: str | None, employer: str | None, yes: bool, as_json: bool, **said: Any
) -> None:
    """Ask your contact; whoever comes after is asked as each says yes.

    Whom it could reach is shown first: with --json nothing else happens without --yes.
    """
    wanted = {name: _spelt(value) for name, value in said.items() if value is not None}
    if employer is not None:
        wanted["employer_id"] = _employer(me, employer)
    wanted["contact"], names = _contact(me, contact, wanted.get("opening_id"))
    if not yes:
        reach = {name: value for name, value in wanted.items() if name not in WORDS}
        shown = me.get("/v1/introduction-preview", **reach)
        show({"preview": shown, "names": names}, as_json, preview_lines(shown, names))
        if as_json:
            return
        click.confirm("Ask them?", default=None, abort=True, err=True)
    _show_one(me, me.post(WHERE, wanted), as_json)


@introductions.command()
@page_option
@rows_option
@by_member
def requests(me: Member, after: str | None, limit: int, as_json: bool) -> None:
    """What you asked for, the newest first; what happens next and when."""
    page = me.get(WHERE, after=after, limit=limit)
    rows = page["items"]
    data = {"introductions": rows, "names": me.names(rows), "next": page["next"]}
    if not rows:
        nothing(as_json, data, "You have asked for no introduction.")
    show(data, as_json, requests_table(rows, data["names"], me.titles(rows)))


@introductions.command("asked-of-me")
@page_option
@rows_option
@by_member
def asked_of_me(me: Member, after: str | None, limit: int, as_json: bool) -> None:
    """What you are asked, and what came of what you helped with."""
    page = me.get(f"{WHERE}/asked", after=after, limit=limit)
    rows = page["items"]
    data = {"introductions": rows, "names": me.names(rows), "next": page["next"]}
    if not rows:
        nothing(as_json, data, "Nobody asks you for an introduction.")
    show(data, as_json, asks_table(rows, data["names"], me.titles(rows)))


@introductions.command("show")
@introduction_argument
@by_member
def show_one(me: Member, introduction: UUID, as_json: bool) -> None:
    """One introduction as a time line, as far as it is yours to see."""
    _show_one(me, me.get(f"{WHERE}/{introduction}"), as_json)


@introductions.command()
@introduction_argument
@click.argument("said", metavar="|".join(ANSWERS), type=click.Choice(ANSWERS))
@click.option("--line", default="", help="One line to whoever comes next.")
@click.option("--better", metavar="NAME|ID", help="Whom you know who is better.")
@by_member
def answer(
    me: Member, introduction: UUID, said: str, line: str, better: str | None, as_json: bool
) -> None:
    """Introduce, lend your name, name someone better, agree to meet, or pass.

    A pass needs no reason, and looks to everybody else as if you had said nothing.
    """
    if (said == "someone-better") != (better is not None):
        raise click.UsageError("--better says whom, and goes with someone-better only.")
    body: Json = {"answer": said.replace("-", "_"), "line": line}
    if better is not None:
        body["better"] = person_named(better, {} if _is_id(better) else me.contacts())
    _show_one(me, me.post(f"{WHERE}/{introduction}/answer", body), as_json)


@introductions.command()
@introduction_argument
@click.argument("said", metavar="yes|no", type=click.Choice(["yes", "no"]))
@by_member
def naming(me: Member, introduction: UUID, said: str, as_json: bool) -> None:
    """Say whether recruiters may learn that you helped, if it leads to a referral.

    You may say otherwise later; what they were shown before stays so.
    """
    body = {"may_be_named": said == "yes"}
    _show_one(me, me.post(f"{WHERE}/{introduction}/naming", body), as_json)


@introductions.command("agree-to-contact")
@introduction_argument
@click.option("--contact", metavar="NAME|ID", help="Whom you were shown; else whoever that is.")
@by_member
def agree_to_contact(me: Member, introduction: UUID, contact: str | None, as_json: bool) -> None:
    """Have the new first contact asked."""
    path = f"{WHERE}/{introduction}"
    seen = me.get(path)
    shown = seen["contact"]
    agreed = person_named(contact, me.names([seen])) if contact is not None else shown
    if agreed is None:
        raise click.UsageError("This introduction has no contact to agree to.")
    _show_one(me, me.post(f"{path}/agree-to-contact", {"contact": agreed}), as_json)


@introductions.command()
@introduction_argument
@by_member
def withdraw(me: Member, introduction: UUID, as_json: bool) -> None:
    """Take back what you asked for."""
    _show_one(me, me.post(f"{WHERE}/{introduction}/withdraw"), as_json)


def _show_one(me: Member, seen: Json, as_json: bool) -> None:
    names = me.names([seen])
    titles = {} if as_json else me.titles([seen])
    lines = (f"[dim]{seen['id']}[/]", *time_line(seen, names, titles))
    show({"introduction": seen, "names": names}, as_json, *lines)


def _contact(me: Member, said: str | None, opening: str | None) -> tuple[str, dict[str, str]]:
    """Whom to ask first, with the names that are known by then."""
    if said is not None and _is_id(said):
        return str(UUID(said)), me.contacts()
    found = Asker(me.services, me.session).who_can_refer(opening, k=50) if opening else None
    names = dict(found.names) if found else {}
    if said is not None:
        names = names | me.contacts()
        return person_named(said, names), names
    if found is None:
        raise click.UsageError("Say whom to ask: --contact NAME or ID.")
    if not found.rows:
        raise NothingThere("No path leads there.")
    return str(found.rows[0]["contact"]["person_id"]), names


def _employer(me: Member, name: str) -> str:
    found = Asker(me.services, me.session).employers_called(name)
    if not found or found[0]["name"].casefold() != name.casefold():
        raise click.UsageError(f"No employer here is called exactly {name!r}.")
    return str(found[0]["id"])


def _is_id(said: str) -> bool:
    try:
        UUID(said)
    except ValueError:
        return False
    return True


def _spelt(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value
