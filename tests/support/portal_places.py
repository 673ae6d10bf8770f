"""Every page of the site in the lived-in town, and a person who sees it.

A test holds this list against the app's own, so that a new page cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Rule

from tests.support.lived_in_town import MIA, OPERATOR, Happened
from tests.support.portal_site import NOBODY
from tests.support.portal_town import ADA, BEA, CAI, HANA, RITA, SOL

FOR_MACHINES = frozenset(
    {"/healthz", "/readyz", "/static/<name>", "/robots.txt", "/sitemap.xml", "/feed.atom"}
    | {"/feed.json", "/me/export.json", "/network/map.json"}
)
"""Addresses that are no pages."""
NEVER_WAS = "018f0000-0000-7000-8000-000000000001"


@dataclass(frozen=True)
class Place:
    """A page, who looks at it, and how its answer begins."""

    name: str
    who: str
    address: str
    status: int = 200

    def __str__(self) -> str:
        return self.name


def places(happened: Happened) -> Sequence[Place]:
    """All of them, for as many people as see something else there."""
    return [
        *_of_strangers(happened),
        *_of_candidates(happened),
        *_of_people_who_help(happened),
        *_at_work(happened),
        Place("operator", OPERATOR, "/operator"),
    ]


def places_of(happened: Happened, who: str) -> Sequence[Place]:
    """Those that somebody sees."""
    return [place for place in places(happened) if place.who == who]


def unlisted(app: Flask, happened: Happened) -> set[str]:
    """The pages of the app that are not on the list, by their rules."""
    adapter = app.url_map.bind("")
    listed = set()
    for place in places(happened):
        if place.status < 400:
            rule, _ = adapter.match(place.address.partition("?")[0], return_rule=True)
            listed.add(rule.rule)
    return {rule.rule for rule in app.url_map.iter_rules() if _is_page(rule)} - listed


def _is_page(rule: Rule) -> bool:
    return "GET" in (rule.methods or ()) and rule.rule not in FOR_MACHINES


def _of_strangers(it: Happened) -> Sequence[Place]:
    return [
        Place("start", NOBODY, "/"),
        Place("sign in", NOBODY, "/sign-in"),
        Place("openings of everybody", NOBODY, "/openings"),
        Place("an opening of everybody", NOBODY, f"/openings/{it.openings['doors']}"),
        Place("a shared opening", NOBODY, f"/shared/{it.share_link}"),
        Place("a link that leads nowhere", NOBODY, "/shared/nowhere", 404),
        Place("nothing here", NOBODY, f"/openings/{NEVER_WAS}", 404),
        Place("for developers", NOBODY, "/services"),
    ]


def _of_candidates(it: Happened) -> Sequence[Place]:
    doors = f"/openings/{it.openings['doors']}"
    windows = f"/openings/{it.openings['windows']}"
    return [
        Place("home", ADA, "/"),
        Place("home with an answer", ADA, "/?q=engineer"),
        Place("home with nothing found", ADA, "/?q=submarine"),
        Place("home of who knows nobody", SOL, "/?q=lonely"),
        Place("openings", ADA, "/openings"),
        Place("openings, none found", ADA, "/openings?text=submarine"),
        Place("opening with ways in", ADA, windows),
        Place("opening that is closed", RITA, f"/openings/{it.openings['closed']}"),
        Place("opening without a way", ADA, f"/openings/{it.openings['alone']}"),
        Place("ask", ADA, f"/openings/{it.openings['members']}/ask?contact={it.people[CAI]}"),
        Place("ask, no path", ADA, f"{doors}/ask?contact={NEVER_WAS}", 404),
        Place("ask openly", ADA, f"/openings/{it.openings['alone']}/ask-openly"),
        Place("requests", ADA, "/requests"),
        Place("request under way", ADA, f"/requests/{it.requests['passed on']}"),
        Place("request that needs an OK", ADA, f"/requests/{it.requests['new contact']}"),
        Place("request that led to a meeting", ADA, f"/requests/{it.requests['met']}"),
        Place("requests, none yet", SOL, "/requests"),
        Place("shared with a member", ADA, f"/shared/{it.share_link}"),
        Place("referrals", ADA, "/referrals"),
        Place("referral to agree to", ADA, f"/referrals/{it.referrals['submitted']}"),
        Place("referral of me", ADA, f"/referrals/{it.referrals['decided']}"),
    ]


def _of_people_who_help(it: Happened) -> Sequence[Place]:
    return [
        Place("asked", BEA, "/asked"),
        Place("asked, from a mail", BEA, f"/introductions/{it.requests['waiting']}"),
        Place("asked, one of them", BEA, f"/asked/{it.requests['waiting']}"),
        Place("asked in the middle", MIA, "/asked"),
        Place("asked at the end", HANA, "/asked"),
        Place("asked before", CAI, "/asked"),
        Place("asked, nothing waits", SOL, "/asked"),
        Place("network", ADA, "/network"),
        Place("network of many", BEA, "/network"),
        Place("map", ADA, "/network/map"),
        Place("group", ADA, f"/groups/{it.group}"),
        Place("join", HANA, f"/join/{it.group_link}"),
        Place("import", ADA, "/import"),
        Place("import to choose from", ADA, f"/imports/{it.imported}"),
        Place("my data", ADA, "/me"),
        Place("where I studied", ADA, "/me/career"),
        Place("a job of mine", HANA, f"/me/employments/{it.job}"),
        Place("my data of a hiring manager", HANA, "/me"),
    ]


def _at_work(it: Happened) -> Sequence[Place]:
    doors = f"/openings/{it.openings['doors']}"
    return [
        Place("at work", RITA, "/work"),
        Place("asked to decide", HANA, f"/openings/{it.openings['draft']}"),
        Place("hand a role on", HANA, f"{doors}/role"),
        Place("take a role", HANA, f"/openings/{it.openings['draft']}/role"),
        Place("role in what is over", HANA, f"/openings/{it.openings['closed']}/role"),
        Place("employer", SOL, f"/employers/{it.firm}"),
        Place("employer that one speaks for", RITA, f"/employers/{it.firm}"),
        Place("employer, for the operator", OPERATOR, f"/employers/{it.firm}"),
        Place("post", SOL, "/post"),
        Place("post, works nowhere", CAI, "/post"),
        Place("opening that one runs", RITA, doors),
        Place("opening with ones own link", SOL, doors),
        Place("change an opening", RITA, f"{doors}/edit"),
        Place("refer", SOL, f"{doors}/refer"),
        Place("my referrals", SOL, "/referrals"),
        Place("my referral that waits", SOL, f"/referrals/{it.referrals['submitted']}"),
        Place("my referral with credit", SOL, f"/referrals/{it.referrals['hired']}"),
        Place("screening", RITA, f"/recruiting/{it.referrals['screened']}"),
        Place("decided on", RITA, f"/recruiting/{it.referrals['decided']}"),
        Place("hired", RITA, f"/recruiting/{it.referrals['hired']}"),
        Place("stages", RITA, f"{doors}/stages"),
        Place("stages, a system let in", RITA, f"/openings/{it.openings['stairs']}/stages"),
    ]
