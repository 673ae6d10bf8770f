"""For machines of the open web: JobPosting beside a public opening, a site map, and feeds."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

from flask import Blueprint, Response
from markupsafe import Markup

from services.portal.api_client import Api, Json
from services.portal.markdown import as_html
from services.portal.pages.container import container
from shared.web.operations import Access, allow

pages = Blueprint("public", __name__)
PAGE = 100
MOST_LISTED = 5_000
MOST_FED = 50
KINDS = {
    "full_time": "FULL_TIME",
    "part_time": "PART_TIME",
    "contractor": "CONTRACTOR",
    "temporary": "TEMPORARY",
    "intern": "INTERN",
    "volunteer": "VOLUNTEER",
    "per_diem": "PER_DIEM",
    "other": "OTHER",
}
_IN_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028"}


@pages.get("/robots.txt")
@allow(Access.ANYONE)
def robots() -> Response:
    """What is for nobody but people who are signed in."""
    closed = ("/requests", "/asked", "/network", "/work", "/me", "/referrals", "/recruiting")
    lines = ["User-agent: *", *(f"Disallow: {each}" for each in closed)]
    lines.append(f"Sitemap: {_home()}/sitemap.xml")
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@pages.get("/sitemap.xml")
@allow(Access.ANYONE)
def sitemap() -> Response:
    """Every opening that everybody may see."""
    rows = "".join(
        f"<url><loc>{_address(each)}</loc><lastmod>{each['published_at'][:10]}</lastmod></url>"
        for each in public_openings(MOST_LISTED)
    )
    schema = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return _xml(f'<urlset xmlns="{schema}">{rows}</urlset>', "application/xml")


@pages.get("/feed.atom")
@allow(Access.ANYONE)
def atom() -> Response:
    """The newest public openings (RFC 4287)."""
    found = public_openings(MOST_FED)
    newest = found[0]["published_at"] if found else datetime.fromtimestamp(0, UTC).isoformat()
    entries = "".join(_entry(each) for each in found)
    return _xml(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Openings · Warmpath</title>'
        f"<id>{_home()}/feed.atom</id><updated>{newest}</updated>"
        f'<link rel="self" href="{_home()}/feed.atom"/><link href="{_home()}/openings"/>'
        f"<author><name>{escape(container().settings.operated_by)}</name></author>"
        f"{entries}</feed>",
        "application/atom+xml",
    )


@pages.get("/feed.json")
@allow(Access.ANYONE)
def json_feed() -> Response:
    """The same as JSON Feed 1.1."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Openings · Warmpath",
        "home_page_url": f"{_home()}/openings",
        "feed_url": f"{_home()}/feed.json",
        "items": [_item(each) for each in public_openings(MOST_FED)],
    }
    text = json.dumps(document, ensure_ascii=False)
    return Response(text, content_type="application/feed+json; charset=utf-8")


def public_openings(most: int) -> list[Json]:
    """What postings shows to nobody in particular, the newest first."""
    nobody = Api(container().transport, bearer=lambda: None)
    found: list[Json] = []
    cursor: str | None = None
    while len(found) < most:
        page = nobody.get(
            "postings", "/v1/openings", limit=min(PAGE, most - len(found)), after=cursor
        ).body
        found += page["openings"]
        cursor = page["next"]
        if cursor is None:
            break
    return found


def job_posting(opening: Json) -> Markup:
    """The opening as schema.org's JobPosting, to stand in a script element that never runs.

    Source: https://schema.org/JobPosting; a remote one names where one may live.
    """
    told: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": opening["title"],
        "description": str(as_html(opening["description"])),
        "datePosted": (opening["published_at"] or "")[:10],
        "employmentType": KINDS[opening["employment_type"]],
        "hiringOrganization": {"@type": "Organization", "name": opening["employer_name"]},
        "identifier": {
            "@type": "PropertyValue",
            "name": opening["employer_name"],
            "value": opening["id"],
        },
        "url": _address(opening),
        "directApply": False,
    }
    told |= _place(opening) | _pay(opening["salary"])
    if opening["valid_through"]:
        told["validThrough"] = opening["valid_through"]
    text = json.dumps(told, ensure_ascii=False)
    for sign, written in _IN_SCRIPT.items():
        text = text.replace(sign, written)
    return Markup(text)  # noqa: S704 - nothing in it can end the element any more


def _place(opening: Json) -> dict[str, Any]:
    told: dict[str, Any] = {}
    countries = opening["countries"]
    if opening["place"]:
        address = {"@type": "PostalAddress", "addressLocality": opening["place"]}
        if len(countries) == 1:
            address["addressCountry"] = countries[0]
        told["jobLocation"] = {"@type": "Place", "address": address}
    if opening["remote"]:
        told["jobLocationType"] = "TELECOMMUTE"
        told["applicantLocationRequirements"] = [
            {"@type": "Country", "name": country} for country in countries
        ]
    return told


def _pay(salary: Json | None) -> dict[str, Any]:
    if not salary:
        return {}
    value = {
        "@type": "QuantitativeValue",
        "minValue": salary["low"],
        "maxValue": salary["high"],
        "unitText": "YEAR",
    }
    paid = {"@type": "MonetaryAmount", "currency": salary["currency"], "value": value}
    return {"baseSalary": paid}


def _entry(opening: Json) -> str:
    title = escape(f"{opening['title']}, {opening['employer_name']}")
    body = escape(str(as_html(opening["description"])))
    return (
        f"<entry><title>{title}</title><id>{_address(opening)}</id>"
        f'<link href="{_address(opening)}"/><updated>{opening["published_at"]}</updated>'
        f'<content type="html">{body}</content></entry>'
    )


def _item(opening: Json) -> Json:
    return {
        "id": _address(opening),
        "url": _address(opening),
        "title": f"{opening['title']}, {opening['employer_name']}",
        "content_html": str(as_html(opening["description"])),
        "date_published": opening["published_at"],
    }


def _home() -> str:
    return container().settings.public_url


def _address(opening: Json) -> str:
    return f"{_home()}/openings/{opening['id']}"


def _xml(text: str, kind: str) -> Response:
    whole = f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'
    return Response(whole, content_type=f"{kind}; charset=utf-8")
