"""What the services say in codes and numbers, in the words that the pages use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from services.portal import operator_words
from services.portal.credit_words import credit_reason
from services.portal.language import gettext, marked, ngettext
from services.portal.money import money, percent, salary, whole
from services.portal.places import countries, countries_to_edit, languages_to_edit
from services.portal.refusals import of_code, refusal
from services.portal.refusals.faults import plainly
from services.portal.refusals.labels import label
from services.portal.times import count_months, day_shown, moment_shown, month_shown, months
from services.portal.words import COUNTED_REASONS, WORDS

Json = dict[str, Any]
MOST_REASONS = 3


def reason(one: Json) -> str:
    """One piece of evidence for one's own tie."""
    code, amount = one["code"], one["amount"]
    if code == "worked_together" and amount:
        return gettext("worked together %(time)s", time=months(amount))
    if code in COUNTED_REASONS:
        return ngettext(*COUNTED_REASONS[code], amount)
    return word(code, "reason")


def reasons(found: list[Json]) -> str:
    """The strongest few."""
    return ", ".join(reason(each) for each in found[:MOST_REASONS]) or gettext(
        "you know each other"
    )


def people(count: int) -> str:
    """So many more people along a path."""
    few = {
        1: gettext("One more person"),
        2: gettext("Two more people"),
        3: gettext("Three more people"),
    }
    return few.get(count) or ngettext("%(num)s more person", "%(num)s more people", count)


def initials(name: str) -> str:
    """What stands in somebody's dot."""
    parts = [part for part in name.replace(".", " ").split() if part[0].isalnum()]
    picked = parts[:1] + parts[-1:] if len(parts) > 1 else parts
    return "".join(part[0] for part in picked).upper() or "·"


def first_name(name: str) -> str:
    """What one calls somebody."""
    return name.split(maxsplit=1)[0] if name.split() else gettext("them")


def within_reach(total: int | str, more: int) -> str:
    """How many openings a path leads to, and how many besides; small totals stay vague."""
    told = {"more": more}
    if isinstance(total, str):
        vague = gettext("A few openings within reach, %(more)s more without a path.", **told)
        return vague if more else gettext("A few openings within reach.")
    if more:
        return ngettext(
            "%(num)s opening within reach, %(more)s more without a path.",
            "%(num)s openings within reach, %(more)s more without a path.",
            total,
            **told,
        )
    return ngettext("%(num)s opening within reach.", "%(num)s openings within reach.", total)


def where(opening: Json) -> str:
    """Employer, place, pay, and whether it is for the network only, in one line."""
    remote = gettext("remote")
    if opening["countries"]:
        remote = gettext("remote in %(countries)s", countries=countries(opening["countries"]))
    parts = [
        opening["employer_name"],
        opening["place"],
        remote if opening["remote"] else "",
        salary(opening["salary"]),
        gettext("seen only through the network") if opening.get("network_only") else "",
    ]
    return " · ".join(part for part in parts if part)


def group_in_words(group: Json) -> str:
    """What a group is, where, and of which years, in one line."""
    first, last = group["first_year"], group["last_year"]
    years = f"{first}–{last}" if first and last and first != last else str(first or last or "")
    return " · ".join(filter(None, (word(group["kind"], "group_kind"), group["place"], years)))


def word(code: str, among: str, **told: Any) -> str:
    """A code in the words of one of the tables of `words`, with what is told in them."""
    known = WORDS[among].get(code)
    return gettext(known, **told) if known else str(code).replace("_", " ")


def as_sentence(text: str) -> str:
    """With a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def operated_by(name: str) -> str:
    """Who runs the installation, in the middle of a sentence."""
    return gettext(name) if name in OPERATORS else name


OPERATORS = (marked("whoever runs this installation"), marked("the owner of this machine"))
"""Who runs it where nobody was named, and on one's own machine."""


def told(found: Iterable[str]) -> str:
    """What is wrong with a field."""
    return " ".join(plainly(one) for one in found)


def import_summary(found: Json) -> str:
    """What became of an imported list."""
    return gettext(
        "%(rows)s, %(members)s, %(hiring)s at employers hiring here; %(forgotten)s forgotten.",
        rows=ngettext("%(num)s row", "%(num)s rows", found["rows"]),
        members=ngettext("%(num)s member", "%(num)s members", found["members"]),
        hiring=whole(found["at_employers_hiring"]),
        forgotten=whole(found["forgotten"]),
    )


OWN_MOVES = {
    "consented": ("interview", "offer", "hire"),
    "in_review": ("interview", "offer", "hire"),
    "interviewing": ("offer", "hire"),
    "offered": ("hire",),
}
"""What a candidate can tell next of a referral of themselves, by where it stands."""


def own_moves(state: str) -> tuple[str, ...]:
    """The codes of what a candidate can tell next."""
    return OWN_MOVES.get(state, ())


def choices(among: str) -> list[tuple[str, str]]:
    """Every code of a table with its words, to choose from."""
    return [(code, gettext(text)) for code, text in WORDS[among].items()]


FILTERS: dict[str, Callable[..., Any]] = {
    "reason": reason,
    "reasons": reasons,
    "told": told,
    "people": people,
    "own_moves": own_moves,
    "initials": initials,
    "first_name": first_name,
    "within_reach": within_reach,
    "day": day_shown,
    "month": month_shown,
    "moment": moment_shown,
    "months": count_months,
    "money": money,
    "credit_reason": credit_reason,
    "import_summary": import_summary,
    "whole": whole,
    "percent": percent,
    "ready_state": operator_words.state,
    "ready_check": operator_words.check,
    "ready_outcome": operator_words.outcome,
    "to_send": operator_words.to_send,
    "to_take_in": operator_words.to_take_in,
    "generation": operator_words.generation,
    "refusal": refusal,
    "of_code": of_code,
    "field_name": label,
    "countries_to_edit": countries_to_edit,
    "languages_to_edit": languages_to_edit,
    "as_sentence": as_sentence,
    "salary": salary,
    "where": where,
    "word": word,
    "group_in_words": group_in_words,
}
"""As the templates call them."""
