"""The chain behind a referral, drawn in text and as a list that says the same."""

from __future__ import annotations

from collections.abc import Iterator

from shared.cli.asking import Json
from shared.cli.introduction_wording import Names, day, name

PARTS = {"candidate": "candidate", "introducer": "an introducer", "referrer": "referrer"}


def drawn_chain(chain: Json, names: Names) -> str:
    """People from the candidate down to the referrer, and what leads from one to the next."""
    return "\n".join(_drawn(chain, names))


def listed_chain(chain: Json, names: Names) -> str:
    """The same in sentences."""
    return "\n".join(_listed(chain, names))


def _drawn(chain: Json, names: Names) -> Iterator[str]:
    links = {(link["one"], link["other"]): link["at"] for link in chain["links"]}
    last = len(chain["people"]) - 1
    for place, along in enumerate(chain["people"]):
        yield f"  ({_letter(place)}) {_who(along, names)}"
        if place < last:
            when = links.get((place, place + 1))
            yield f"   │  [dim]{'asked ' + day(when) if when else ''}[/]".rstrip()
            yield "   ▼"
    for besides in chain["duplicates"]:
        referrer = name(besides["referrer"], names)
        yield f"   ╎  [dim]also referred by {referrer}, {day(besides['submitted_at'])}[/]"


def _listed(chain: Json, names: Names) -> Iterator[str]:
    people = chain["people"]
    yield from (f"{place}. {_who(along, names)}" for place, along in enumerate(people, 1))
    for link in chain["links"]:
        when = f" on {day(link['at'])}" if link["at"] else ""
        yield f"{link['one'] + 1} led to {link['other'] + 1}{when}."
    if not chain["links"]:
        yield "They were named to each other without an introduction."
    for besides in chain["duplicates"]:
        referrer, when = name(besides["referrer"], names), day(besides["submitted_at"])
        yield f"Referred as well by {referrer} on {when}, which came second."


def _who(along: Json, names: Names) -> str:
    part = PARTS[along["part"]]
    return f"{name(along['person'], names)}, {part}" if along["person"] else part


def _letter(place: int) -> str:
    return chr(ord("A") + place)
