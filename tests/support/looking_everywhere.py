"""Somebody opens all that their pages lead to, and guesses the addresses of what is others'.

read = looks_everywhere(people, "Bea Santos", things_of(happened))
read.mentions("Hana Oak")                              where she read the name
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from flask import Flask
from playwright.sync_api import APIResponse, Page

from tests.support.lived_in_town import Happened
from tests.support.portal_people import People
from tests.support.portal_site import Deliveries

Things = Mapping[str, Collection[str]]
"""What pages are about: ids, by what the addresses of pages call them."""
WRITTEN = re.compile(r'="((?:http://127\.0\.0\.1:\d+)?/[^"]*)"')
"""Addresses in attributes of whatever name, in links as in what scripts fetch."""
PICTURES_AND_SCRIPTS = "/static/"
TOO_MANY = 429
MOST_PAGES = 1000


def looks_everywhere(
    people: People, who: str, things: Things, own: Iterable[str] = ()
) -> Deliveries:
    """All that was delivered to them meanwhile; `own`: pages that open in their browser, with all
    that they fetch and draw.
    """
    before = len(people.site.recorder.delivered)
    look = _Look(people, people.of(who))
    look.at_pages(own)
    look.everywhere([*own, *addresses(people.site.town.house.app, things)])
    delivered = people.site.recorder.delivered[before:]
    return Deliveries(each for each in delivered if each.who == who)


def addresses(app: Flask, things: Things) -> list[str]:
    """Every address that there is, for all such things; what things are not told of, is tried with
    each of them, so that a new page cannot be forgotten.
    """
    every = [each for ids in things.values() for each in ids]
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    about_one = [rule for rule in rules if len(rule.arguments) == 1]
    return [rule.rule for rule in rules if not rule.arguments] + [
        re.sub("<.*>", each, rule.rule)
        for rule in about_one
        if rule.endpoint != "assets.asset"
        for each in things.get(next(iter(rule.arguments)), every)
    ]


def things_of(it: Happened) -> Things:
    """All that is there in the lived-in town."""
    return {
        "opening_id": it.openings.values(),
        "introduction_id": it.requests.values(),
        "referral_id": it.referrals.values(),
        "group_id": [it.group],
        "join_token": [it.group_link],
        "import_id": [it.imported],
        "token": [it.share_link],
        "person_id": it.people.values(),
    }


@dataclass
class _Look:
    people: People
    page: Page

    def at_pages(self, own: Iterable[str]) -> None:
        for address in own:
            self.page.goto(address)

    def everywhere(self, waiting: list[str]) -> None:
        met: set[str] = set()
        while waiting:
            address = waiting.pop().partition("#")[0]
            if address not in met:
                met.add(address)
                waiting += self._leads_to(self._asks(address))
            assert len(met) < MOST_PAGES, "there is no end to the pages"

    def _asks(self, address: str) -> APIResponse:
        answer = self.page.request.get(address)
        if answer.status == TOO_MANY:
            self.people.site.town.house.three.advance(minutes=2)
            answer = self.page.request.get(address)
        assert answer.status < TOO_MANY, (answer.status, address)
        return answer

    def _leads_to(self, answer: APIResponse) -> list[str]:
        if not answer.ok or "html" not in answer.headers.get("content-type", ""):
            return []
        url = self.people.site.url
        found = [urljoin(url, html.unescape(each)) for each in WRITTEN.findall(answer.text())]
        ours = [each.removeprefix(url) for each in found if each.startswith(f"{url}/")]
        return [each for each in ours if not each.startswith(PICTURES_AND_SCRIPTS)]
