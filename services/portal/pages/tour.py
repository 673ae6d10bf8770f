"""The sample's guided way: who one is, whom one can be, and what is worth seeing as whom next.

All of it is there in local mode only, once the sample is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from services.portal.language import gettext, marked
from services.portal.pages.container import container
from services.portal.pages.visit import Visit
from services.portal.sample import Somebody
from services.portal.wording import first_name

SHOWS = (
    marked("A candidate in Lisbon, with several ways in"),
    marked("Whom Ada asks first: an introducer"),
    marked("To whom Bea passes it on: another introducer"),
    marked("Hires at Vento Energia: a hiring manager"),
    marked("Works at Vento Energia: posts openings and refers"),
    marked("Recruits for Vento Energia"),
    marked("Whom Ada could ask instead of Bea"),
    marked("New in Rotterdam: a volunteer is her way in"),
    marked("Looks around discreetly in Bergen"),
    marked("Runs this installation"),
)
"""What the sample's people show, as its list says it."""


@dataclass(frozen=True)
class Step:
    """Going on as somebody: where to, and what the button says."""

    mail: str
    there: str
    words: str


@dataclass(frozen=True)
class Band:
    """What the frame of each page says of the sample. `looks`: nobody is signed in, and what the
    page shows is the answer of the sample's lead.
    """

    name: str
    looks: bool
    people: Sequence[Somebody]
    steps: Sequence[Step]


def everybody() -> Sequence[Somebody]:
    """Whom one can be with one click."""
    sample = container().sample
    return sample.cast.everybody() if sample else []


def answer_of(leading: Somebody) -> str:
    """Where the answer is that the address opens on."""
    return "/?" + urlencode({"q": leading.asks})


def see_as(name: str, there: str, words: str) -> list[Step]:
    """Going on as whoever is called so, if the sample has prepared them."""
    found = _called(name)
    return [Step(found.mail, there, words)] if found else []


def see(name: str, there: str) -> list[Step]:
    """The same, in the words that fit everywhere."""
    return see_as(name, there, gettext("See it as %(name)s", name=first_name(name)))


def prepared_blurb(name: str) -> str:
    """What the sample's person of that name would write to whom they ask."""
    found = _called(name)
    return found.says if found else ""


def band(seen: Visit | None, looking: Somebody | None, steps: Sequence[Step]) -> Band | None:
    """For the frame; nothing where there is no sample, or nobody is in it."""
    people = everybody()
    if not people or seen is None or (looking is None and seen.kept is None):
        return None
    name = looking.name if looking else seen.name
    return Band(name, looking is not None, people, steps or _back(people, name))


def _called(name: str) -> Somebody | None:
    return next((each for each in everybody() if each.name == name), None)


def _back(people: Sequence[Somebody], name: str) -> list[Step]:
    leading = next((each for each in people if each.asks), None)
    if leading is None or leading.name == name:
        return []
    words = gettext("Back to %(name)s’s answer", name=first_name(leading.name))
    return [Step(leading.mail, answer_of(leading), words)]
