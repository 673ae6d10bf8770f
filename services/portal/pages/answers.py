"""Who can refer somebody, as the services answer it: openings with paths, whom to ask first."""

from __future__ import annotations

from typing import Any

from services.portal.api_client import Api, Json
from services.portal.chain import Drawn, drawn

SHOWN = 8
BESIDES = 12
OTHERS = 5


def answer(services: Api, me: str, asked: str, cursor: str | None = None) -> dict[str, Any]:
    """The openings that these words find, with the best path to each: what the home page shows.
    `me` is what the person is called whose answer it is.
    """
    text, place = split(asked)
    looked = {"text": text or None, "place": place or None, "after": cursor, "limit": SHOWN}
    within = services.get("referrals", "/v1/reachable-openings", **looked).body
    rows = _rows(services, me, within)
    return {
        "q": asked,
        "rows": rows,
        "others": _others(services, me, rows) if asked else [],
        "besides": _besides(services, text, place, within) if asked and not cursor else [],
        "total": within["total"],
        "next": within["next"],
        "stale_since": within["stale_since"],
    }


def split(asked: str) -> tuple[str, str]:
    """Words and place: “data engineer, Lisbon” looks for the first at the second."""
    text, comma, place = asked.rpartition(",")
    return (text.strip(), place.strip()) if comma and place.strip() else (asked.strip(" ,"), "")


def ways_over(services: Api, me: str, opening: str, k: int) -> list[Drawn]:
    """The best path over each person whom one could ask first, to any who can refer."""
    where = f"/v1/openings/{opening}/who-can-refer"
    found = services.find("referrals", where, by="contact", k=k)
    if found is None:
        return []
    contacts = [path["contact"]["person_id"] for path in found["paths"]]
    names = services.names(found["grant"], *contacts)
    return [drawn(path, names, me) for path in found["paths"]]


def _rows(services: Api, me: str, within: Json) -> list[dict[str, Any]]:
    found = within["openings"]
    contacts = [row["path"]["contact"]["person_id"] for row in found]
    names = services.names(within["grant"], *contacts)
    return [{"opening": row["opening"], "path": drawn(row["path"], names, me)} for row in found]


def _others(services: Api, me: str, rows: list[dict[str, Any]]) -> list[Drawn]:
    """Whom else one could ask first for the best of the openings found."""
    if not rows:
        return []
    first = rows[0]
    found = ways_over(services, me, first["opening"]["id"], OTHERS)
    return [each for each in found if each.contact_id != first["path"].contact_id]


def _besides(services: Api, text: str, place: str, within: Json) -> list[Json]:
    """Openings that are found by the same words, but to which no path leads."""
    if within["next"]:
        return []  # what is missing here may stand on the next page
    reached = {row["opening"]["id"] for row in within["openings"]}
    looked = {"text": text, "place": place, "limit": BESIDES}
    found: list[Json] = services.unless_away(
        lambda: services.get("postings", "/v1/openings", **looked).body["openings"], []
    )
    return [opening for opening in found if opening["id"] not in reached]
