"""Introductions in words: what was asked, who said yes, what happens next and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from rich.table import Table

from shared.cli.asking import Json
from shared.cli.wording import plain, table

Names = Mapping[str, str]
SOMEBODY = "somebody"
STATES = {
    "asking": "[yellow]under way[/]",
    "new_contact": "[yellow]needs your OK[/]",
    "met": "[green]met[/]",
    "exhausted": "[dim]no path left[/]",
    "withdrawn": "[dim]withdrawn[/]",
    "opening_closed": "[dim]the opening closed[/]",
    "asked": "[yellow]waits for you[/]",
    "passed_on": "passed on",
    "not_met": "[dim]they did not meet[/]",
    "declined": "[dim]you let it be[/]",
}
KINDS = {"referral": "a referral", "advice": "advice", "open_ask": "somebody there"}
ANSWERS = {
    "introduce": "you introduce them",
    "use_my_name": "your name was used",
    "someone_better": "you named someone better",
    "agree": "you agreed to meet",
    "pass": "you passed; nobody else can tell",
}
NAMING = {
    True: "recruiters may learn that you helped",
    False: "recruiters may not learn that you helped",
}
MAY_ANSWER = {
    "introducer": "introduce, use-my-name, someone-better or pass",
    "target": "agree, someone-better or pass",
    "acquaintance": "someone-better or pass",
}
RULES = {
    "never_through_people_or_employers_you_avoid": "never through people or employers you avoid",
    "nobody_is_asked_again_who_did_not_say_yes": "nobody is asked again who did not say yes",
    "a_new_first_contact_only_with_your_ok": "a new first contact only with your OK",
    "the_same_target_on_every_path": "the same target on every path",
    "nobody_beyond_their_own_caps": "nobody beyond their own caps",
}
ENDS = {
    "exhausted": "No path is left. Nobody is asked any more.",
    "withdrawn": "You took it back.",
    "opening_closed": "The opening closed.",
}


def day(moment: str | None) -> str:
    """A moment of the API, to the minute, in UTC."""
    if moment is None:
        return ""
    at = datetime.fromisoformat(moment.replace("Z", "+00:00")).astimezone(UTC)
    return f"{at:%Y-%m-%d %H:%M} UTC"


def name(person: str | None, names: Names) -> str:
    """Their name, as far as it may be known."""
    return SOMEBODY if person is None else plain(names.get(person, SOMEBODY))


def about(seen: Json, titles: Names) -> str:
    """What it is about."""
    opening = seen["opening_id"]
    if opening is None:
        return plain(seen["topic"] or KINDS[seen["kind"]])
    return plain(titles.get(opening, f"opening {opening}"))


def preview_lines(preview: Json, names: Names) -> str:
    """Whom asking could reach."""
    first = f"[bold]{name(preview['contact'], names)}[/] is asked first"
    further = f"at most {preview['further_at_most']} more on any path"
    rules = "\n".join(f"  · {RULES.get(rule, rule)}" for rule in preview["rules"])
    return f"{first}, {further}:\n{rules}"


def requests_table(rows: Iterable[Json], names: Names, titles: Names) -> Table:
    """What somebody asked for."""
    drawn = table("introduction", "about", "first contact", "state", "next", keep="introduction")
    for seen in rows:
        contact = name(seen["contact"], names) if seen["contact"] else ""
        cells = (seen["id"], about(seen, titles), contact, STATES[seen["state"]], comes_next(seen))
        drawn.add_row(*cells)
    return drawn


def asks_table(rows: Iterable[Json], names: Names, titles: Names) -> Table:
    """What somebody is asked."""
    drawn = table("introduction", "who asks", "about", "for", "state", keep="introduction")
    for seen in rows:
        until = f" until {day(seen['due_at'])}" if seen["due_at"] else ""
        goes_to = name(seen["passes_to"], names) if seen["passes_to"] else "you"
        state = STATES[seen["state"]] + until
        drawn.add_row(seen["id"], asker(seen, names), about(seen, titles), goes_to, state)
    return drawn


def asker(seen: Json, names: Names) -> str:
    """Who asks: of a discreet search it is not said."""
    return name(seen["candidate"], names) if seen["candidate"] else "somebody who asks discreetly"


def comes_next(seen: Json) -> str:
    """What happens next to what somebody asked for, and when."""
    until = day(seen["due_at"])
    if seen["state"] == "new_contact":
        return f"agree to the new contact by {until}"
    if seen["state"] != "asking":
        return ""
    whom = "the next person" if seen["contact_agreed"] else "the first contact"
    return f"{whom} answers by {until}, or it goes another way"


def time_line(seen: Json, names: Names, titles: Names) -> list[str]:
    """One introduction, line by line."""
    own = seen["role"] == "candidate"
    head = [f"[bold]{about(seen, titles)}[/]", f"  “{plain(seen['blurb'])}”"]
    return head + (_candidates(seen, names) if own else _askeds(seen, names))


def _candidates(seen: Json, names: Names) -> list[str]:
    contact, state = name(seen["contact"], names), seen["state"]
    if state == "new_contact":
        until = day(seen["due_at"])
        return [f"  ? The next best path begins with {contact}: agree to it by {until}, or not."]
    agreed = [contact] * bool(seen["contact_agreed"]) + [name(p, names) for p in seen["agreed"]]
    lines = [f"  ● {each} said yes" for each in agreed]
    if state == "asking":
        waiting = "the next person" if seen["contact_agreed"] else contact
        lines.append(f"  ◌ {waiting} is asked; {comes_next(seen)}")
    elif state == "met":
        lines.append(f"  ✓ {name(seen['target'], names)} agreed to meet you")
    else:
        lines.append(f"  ✗ {ENDS[state]}")
    return lines


def _askeds(seen: Json, names: Names) -> list[str]:
    line = f": “{plain(seen['line'])}”" if seen["line"] else ""
    lines = [f"  ● {asker(seen, names)} asks for {KINDS[seen['kind']]}"]
    if seen["passed_by"] != seen["candidate"]:
        lines.append(f"  ● {name(seen['passed_by'], names)} passed it on{line}")
    if seen["passes_to"]:
        lines.append(f"  → to {name(seen['passes_to'], names)}")
    if seen["answer"]:
        lines.append(f"  ● {ANSWERS[seen['answer']]}")
    if seen["may_be_named"] is not None:
        lines.append(f"  · {NAMING[seen['may_be_named']]}")
    if seen["state"] == "asked":
        lines.append(f"  ◌ {MAY_ANSWER[seen['role']]}, until {day(seen['due_at'])}")
    elif seen["state"] != "passed_on":
        lines.append(f"  ✓ {STATES[seen['state']]}")
    return lines
