"""Who can refer somebody, as the services answer it: openings with paths, whom to ask first."""

from __future__ import annotations

from typing import Any

from services.portal.api_client import Api, Json
from services.portal.chain import Drawn, drawn
from services.portal.pages.visit import meanwhile

SHOWN = 8
BESIDES = 12
OTHERS = 5
NO_WAYS: Json = {"grant": None, "paths": []}


def answer(services: Api, me: str, asked: str, cursor: str | None = None) -> dict[str, Any]:
    """The openings that these words find, with the best path to each: what the home page shows.
    `me` is what the person is called whose answer it is.
    """
    text, place = split(asked)
    looked = {"text": text or None, "place": place or None, "after": cursor, "limit": SHOWN}
    within = services.get("referrals", "/v1/reachable-openings", **looked).body
    found = within["openings"]
    # What is missing on a page that has another may stand on that one.
    is_all = bool(asked) and not cursor and not within["next"]
    open_there = meanwhile(lambda: _openings(services, text, place)) if is_all else list
    best = {"grant": within["grant"], "paths": [row["path"] for row in found]}
    others = ways_found(services, found[0]["opening"]["id"], OTHERS) if asked and found else NO_WAYS
    services.learn_names((ways["grant"], first_contacts(ways)) for ways in (best, others))
    paths = ways_drawn(services, me, best)
    return {
        "q": asked,
        "rows": [
            {"opening": row["opening"], "path": path}
            for row, path in zip(found, paths, strict=True)
        ],
        "others": _others(ways_drawn(services, me, others), paths),
        "besides": _besides(services.unless_away(open_there, []), within),
        "total": within["total"],
        "next": within["next"],
        "stale_since": within["stale_since"],
    }


def split(asked: str) -> tuple[str, str]:
    """Words and place: “data engineer, Lisbon” looks for the first at the second."""
    text, comma, place = asked.rpartition(",")
    return (text.strip(), place.strip()) if comma and place.strip() else (asked.strip(" ,"), "")


def ways_found(services: Api, opening: str, k: int) -> Json:
    """The best path over each person whom one could ask first, to any who can refer, as referrals
    answers it: nobody is named yet. None lead to an opening that is not there.
    """
    where = f"/v1/openings/{opening}/who-can-refer"
    return services.find("referrals", where, by="contact", k=k) or NO_WAYS


def first_contacts(ways: Json) -> list[str]:
    """Who would be asked first, way by way."""
    return [path["contact"]["person_id"] for path in ways["paths"]]


def ways_drawn(services: Api, me: str, ways: Json) -> list[Drawn]:
    """The ways as the page draws them, with the names of those who would be asked first."""
    names = services.names(ways["grant"], *first_contacts(ways))
    return [drawn(path, names, me) for path in ways["paths"]]


def _others(ways: list[Drawn], best: list[Drawn]) -> list[Drawn]:
    """Whom else one could ask first for the best of the openings found."""
    return [each for each in ways if each.contact_id != best[0].contact_id]


def _openings(services: Api, text: str, place: str) -> list[Json]:
    """What these words find, whether or not a path leads there."""
    looked = {"text": text, "place": place, "limit": BESIDES}
    found: list[Json] = services.get("postings", "/v1/openings", **looked).body["openings"]
    return found


def _besides(found: list[Json], within: Json) -> list[Json]:
    """Openings that are found by the same words, but to which no path leads."""
    reached = {row["opening"]["id"] for row in within["openings"]}
    return [opening for opening in found if opening["id"] not in reached]
