"""The network map: oneself in the middle, everybody one knows around, the nearer the stronger.

Only one's own ties are in it: whom one's contacts know is theirs to tell.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from services.portal import wording
from services.portal.language import gettext

Json = dict[str, Any]
WIDTH, HEIGHT = 960, 600
RINGS = {"strong": 130, "fair": 215, "weak": 300}
FLAT = 0.82
"""Rings are wider than high, as names are."""
GAP = 14


@dataclass(frozen=True)
class Spot:
    """Somebody on the map: where their dot is, where their name begins or ends, how the line is;
    and where the tie with them is opened.
    """

    person_id: str
    address: str
    name: str
    mark: str
    said: str
    x: int
    y: int
    name_x: int
    name_y: int
    anchor: Literal["start", "end", "middle"]
    strength: str
    lent: bool


def spots(ties: Sequence[Json]) -> list[Spot]:
    """Where everybody stands: in the order of names, clockwise from the top."""
    ordered = sorted(ties, key=lambda tie: tie["person"]["name"].casefold())
    return [_spot(tie, place, len(ordered)) for place, tie in enumerate(ordered)]


def rings() -> list[tuple[str, int, int]]:
    """The rings with their two radii, the outermost first."""
    found = [(name, radius, round(radius * FLAT)) for name, radius in RINGS.items()]
    return found[::-1]


def said_of(spot: Spot) -> str:
    """The line with somebody, in words."""
    lent = gettext("lent") if spot.lent else gettext("kept to the two of you")
    return " · ".join((wording.word(spot.strength, "strength"), spot.said, lent))


def drawn(found: Sequence[Spot], name: str) -> Json:
    """The same for a script that draws it: oneself, called so, and everybody on the map."""
    people = [
        {
            "id": spot.person_id,
            "name": spot.name,
            "mark": spot.mark,
            "said": said_of(spot),
            "strength": spot.strength,
            "lent": spot.lent,
            "address": spot.address,
            "across": spot.x / WIDTH,
            "down": spot.y / HEIGHT,
        }
        for spot in found
    ]
    return {"mark": wording.initials(name), "people": people}


def _spot(tie: Json, place: int, count: int) -> Spot:
    angle = 2 * math.pi * place / count - math.pi / 2
    radius = RINGS.get(tie["strength"], RINGS["weak"])
    x = round(WIDTH / 2 + radius * math.cos(angle))
    y = round(HEIGHT / 2 + radius * FLAT * math.sin(angle))
    side = math.cos(angle)
    anchor: Literal["start", "end", "middle"] = "middle"
    if abs(side) > 0.25:
        anchor = "start" if side > 0 else "end"
    aside = {"start": GAP + 8, "end": -GAP - 8, "middle": 0}[anchor]
    below = 5 if aside else (GAP + 18) * (1 if math.sin(angle) > 0 else -1)
    name = tie["person"]["name"]
    why = ", ".join(wording.reason(each) for each in tie["reasons"][:2])
    person = tie["person"]["id"]
    return Spot(
        person_id=person,
        address=f"/network?with={person}&tie={tie['id']}#with-{person}",
        name=name,
        mark=wording.initials(name),
        said=why or gettext("you both said so"),
        x=x,
        y=y,
        name_x=x + aside,
        name_y=y + below,
        anchor=anchor,
        strength=tie["strength"],
        lent=tie["lent"],
    )
