"""Referrals and their credit in words."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table

from shared.cli.asking import Json
from shared.cli.introduction_wording import Names, day, name
from shared.cli.wording import plain, table

STATES = {
    "submitted": "[yellow]waits for their yes[/]",
    "consented": "[green]agreed[/]",
    "in_review": "in review",
    "interviewing": "interviewing",
    "offered": "[green]offered[/]",
    "hired": "[green]hired[/]",
    "retained": "[green]hired, and stayed[/]",
    "not_consented": "[dim]not agreed to[/]",
    "duplicate": "[dim]duplicate: another was agreed to first[/]",
    "withdrawn": "[dim]withdrawn[/]",
    "rejected": "[dim]rejected[/]",
    "expired": "[dim]expired[/]",
    "opening_closed": "[dim]the opening closed[/]",
}
BY = {
    "candidate": "said by the candidate",
    "referrer": "by the referrer",
    "recruiter": "by the recruiter",
    "ats": "from the recruiting system",
    "time": "in the course of time",
}
KINDS = {
    "award": "[green]paid[/]",
    "excluded": "[dim]not paid[/]",
    "lapsed": "[dim]not paid[/]",
    "clawback": "[red]taken back[/]",
    "correction": "put right",
}


OUTCOMES = {
    "moved": "[green]moved[/]",
    "unchanged": "[dim]said before[/]",
    "refused": "[red]refused[/]",
}


def referrals_table(rows: Iterable[Json], names: Names, titles: Names) -> Table:
    """Referrals, one a row."""
    drawn = table("referral", "whom", "by", "opening", "state", keep="referral")
    for seen in rows:
        state = STATES[seen["state"]] + (" [dim](owned)[/]" if seen["owned"] else "")
        cells = (seen["id"], whom(seen, names), referrer(seen, names), opening(seen, titles), state)
        drawn.add_row(*cells)
    return drawn


def referral_lines(seen: Json, names: Names, titles: Names) -> list[str]:
    """One referral, line by line."""
    lines = [f"[bold]{whom(seen, names)}[/] for {opening(seen, titles)}"]
    relation = (seen["relation"] or "").replace("_", " ")
    said = f"  “{plain(seen['vouch'])}”" if seen["vouch"] else ""
    if relation or said:
        lines.append(f"  {referrer(seen, names)}{': ' + relation if relation else ''}{said}")
    lines.append(f"  ● submitted {day(seen['submitted_at'])}")
    lines += [_move(told) for told in seen["history"]]
    if seen["state"] == "submitted" and seen["consent_by"]:
        lines.append(f"  ◌ waits for their yes until {day(seen['consent_by'])}")
    if seen["owned"]:
        lines.append("  · it owns the candidate for this opening")
    return lines


def whom(seen: Json, names: Names) -> str:
    """Who was referred."""
    if seen["role"] == "candidate":
        return "you"
    return name(seen["candidate"] or seen["invited"], names)


def referrer(seen: Json, names: Names) -> str:
    """Who referred them, as far as that is theirs to see."""
    if seen["role"] == "referrer":
        return "you"
    return name(seen["referrer"], names) if seen["referrer"] else "an employee"


def opening(seen: Json, titles: Names) -> str:
    """For what."""
    return plain(titles.get(seen["opening_id"], f"opening {seen['opening_id']}"))


def shared_lines(shared: Json, names: Names) -> list[str]:
    """Where a link leads, and what following it means."""
    what = shared["opening"]
    return [
        f"[bold]{plain(what['title'])}[/] at {plain(what['employer_name'])}",
        f"  {name(shared['referrer'], names)} works there, shares this, and can refer you.",
        "  From then on whoever runs the opening sees you; you can take it back.",
    ]


def contacts_table(people: Iterable[str], names: Names) -> Table:
    """Own contacts, one a row."""
    drawn = table("person", "whom you know", keep="person")
    for person in people:
        drawn.add_row(person, name(person, names))
    return drawn


def stages_table(lines: Iterable[Json], called: Names) -> Table:
    """Row by row what became of a file of stages, or would."""
    drawn = table("row", "whom", "outcome", "stage", "why", keep="row")
    for line in lines:
        whose = called.get(line["referral_id"] or "", "")
        stage = STATES[line["state"]] if line["state"] else ""
        why = plain(line["detail"] or "")
        drawn.add_row(str(line["line"]), whose, OUTCOMES[line["outcome"]], stage, why)
    return drawn


def stages_total(told: Json, applied: bool) -> str:
    """Of how many what."""
    counts = f"{told['moved']} moved, {told['unchanged']} said before, {told['refused']} refused"
    return counts if applied else f"{counts}: so it would be with --apply; nothing is done yet"


def credit_table(shown: Json, names: Names) -> Table:
    """Every line of credit with its reason."""
    drawn = table("when", "what", "amount", "why", "by", keep="when")
    for line in shown["lines"]:
        amount = f"{line['amount']:,} {line['currency'] or ''}".strip()
        by = name(line["by"], names) if line["by"] else ""
        drawn.add_row(day(line["at"]), KINDS[line["kind"]], amount, plain(line["why"]), by)
    return drawn


def _move(told: Json) -> str:
    reason = told["reason"] if told["reason"] != "none_given" else None
    why = f", because of: {reason.replace('_', ' ')}" if reason else ""
    return f"  ● {STATES[told['state']]} {day(told['at'])}, {BY[told['by']]}{why}"
