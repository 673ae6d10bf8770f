"""Answers in words and tables, the same wherever the command line shows them."""

from __future__ import annotations

from rich import box
from rich.markup import escape
from rich.table import Table

from shared.cli.asking import Found, Json

REASONS = {
    "listed": "on each other's list",
    "worked_together": "worked together",
    "messages": "{amount} messages",
    "meetings": "{amount} meetings",
    "past_introduction": "an introduction that went well",
    "same_school": "same school",
    "same_association": "same association",
    "shared_contacts": "contacts in common",
}
CHANCES = {
    "likely": "[green]likely[/]",
    "possible": "[yellow]possible[/]",
    "long_shot": "[dim]long shot[/]",
}
ENDS = {
    "hiring_manager": "the hiring manager",
    "referrer": "someone who can refer",
    "person": "the person you asked for",
}
MOST_REASONS = 3


def plain(said: str) -> str:
    """What people wrote, shown as it is: neither markup of ours nor orders to the terminal."""
    return escape("".join(each if each.isprintable() or each == "\n" else "�" for each in said))


def reasons(path: Json) -> str:
    """Why this contact would help, the strongest reason first."""
    contact = path["contact"]
    if contact["volunteer"]:
        return "volunteers for your group"
    told = [_reason(each) for each in contact["reasons"][:MOST_REASONS]]
    return ", ".join(told) or "you know each other"


def then(path: Json) -> str:
    """Who comes after the contact."""
    further, end = path["further_introducers"], ENDS[path["end"]]
    if not further:
        return end
    people = "1 more person" if further == 1 else f"{further} more people"
    return f"{people}, then {end}"


def chance(path: Json) -> str:
    """The chance, coloured."""
    return CHANCES[path["chance"]]


def total(found: Found) -> str:
    """How many there are: small totals stay vague."""
    return str(found.total).replace("_", " ")


def openings_table(found: Found) -> Table:
    """Openings, each with whom to ask first."""
    drawn = table("opening", "ask first", "because", "then", "chance")
    drawn.leading = 1  # an opening takes several lines where the terminal is narrow
    for row in found.rows:
        opening, path = row["opening"], row["path"]
        place = "remote" if opening.get("remote") else opening.get("place") or ""
        hidden = " [magenta](never advertised)[/]" if opening.get("network_only") else ""
        where = f"[dim]{plain(opening['employer_name'])}, {plain(place)}[/]{hidden}"
        what = f"[bold]{plain(opening['title'])}[/]\n{where}"
        drawn.add_row(what, plain(found.name_of(row)), reasons(path), then(path), chance(path))
    return drawn


def paths_table(found: Found) -> Table:
    """Paths, each with whom to ask first."""
    drawn = table("ask first", "because", "then", "chance")
    for path in found.rows:
        drawn.add_row(plain(found.name_of(path)), reasons(path), then(path), chance(path))
    return drawn


def table(*columns: str, keep: str = "chance") -> Table:
    """An empty table; the column to keep is never folded."""
    empty = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1))
    for name in columns:
        empty.add_column(name, no_wrap=name == keep, overflow="fold")
    return empty


def _reason(reason: Json) -> str:
    words = REASONS.get(reason["code"], reason["code"].replace("_", " "))
    if reason["code"] == "worked_together" and reason["amount"]:
        return f"{words} {_months(reason['amount'])}"
    return str(words.format(amount=reason["amount"]))


def _months(months: int) -> str:
    years, rest = divmod(months, 12)
    if years and rest < 3:
        return "1 year" if years == 1 else f"{years} years"
    return f"{months} months" if months != 1 else "1 month"
