"""Who runs the installation reads how each service is and how far; nobody else does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from services.portal.api_client import Request, Response
from shared.messaging.builds import Building
from shared.messaging.outbox import waiting_since
from tests.support.lived_in_town import has_left, sets_aside
from tests.support.portal_house import Browser, InProcess
from tests.support.portal_town import ADA, Town
from tests.support.profiles import OPERATOR_MAIL


@pytest.fixture
def operator(town: Town) -> Browser:
    town.house.member("Op Erator", mail=OPERATOR_MAIL)
    return town.house.browser("Op Erator")


def waiting(town: Town, service: str) -> str:
    """How many events the outbox of a service has: no relay runs here."""
    store = getattr(town.house.three, service).container.units.database
    with store.read() as connection:
        return f"{waiting_since(connection)[0]} have waited, the first since"


def test_the_operators_page_exists_for_operators_only(town: Town, operator: Browser) -> None:
    ada = town.house.browser(ADA)
    ada.open("/operator", expect=404)
    assert "Operator" not in ada.page.text
    operator.open("/")
    operator.follow("Operator")

    for service in ("profiles", "postings", "referrals"):
        assert f"{service}:" in operator.text
    assert "Nothing was set aside." in operator.text


def test_the_operators_page_says_how_far_each_service_is(town: Town, operator: Browser) -> None:
    referrals = town.house.three.referrals
    store, clock = referrals.container.units.database, referrals.clock
    has_left(town, "referrals", "referrals.store", profiles_people=0)
    has_left(town, "referrals", "referrals.graph", profiles_ties=1200)
    building = Building("referrals.graph", store, clock)
    building.tell()
    operator.open("/operator")
    said = " ".join(operator.text.split())

    assert "Events to take in, referrals.store : nothing waits" in said
    assert "referrals.graph : at most 1,200 wait (profiles.ties 1,200)" in said
    assert "Projection, referrals.graph : generation 0, grown since the beginning; the next" in said
    assert "Events to take in, postings.store : nothing was heard of it yet" in said
    assert f"Events to send: {waiting(town, 'profiles')}" in said

    building.done()
    operator.open("/operator")
    assert "the next one" not in operator.text


def test_all_of_that_is_told_in_the_readers_language(town: Town, operator: Browser) -> None:
    has_left(town, "referrals", "referrals.graph", profiles_ties=12)
    operator.open("/operator")
    operator.press("Deutsch")
    said = " ".join(operator.text.split())

    assert "Ereignisse, die hinausgehen: " in said
    assert "Ereignisse, die hereinkommen, referrals.graph : höchstens 12 warten" in said
    assert "Projektion, referrals.graph : Generation 0, gewachsen seit dem Anfang" in said
    assert "Ereignisse, die hereinkommen, postings.store : noch nichts davon gehört" in said


def test_a_service_that_cannot_say_how_far_it_is_says_what_is_wrong_with_it(
    town: Town, operator: Browser
) -> None:
    with town.house.three.postings.container.units.database.write() as connection:
        connection.execute(text("DROP TABLE lags"))
    operator.open("/operator")

    assert "How far it is: does not answer" in operator.text
    assert operator.text.count("Nothing was set aside.") == 3


def test_what_was_set_aside_stands_on_the_page_and_elsewhere_nobody_is_asked_for_it(
    town: Town, operator: Browser
) -> None:
    sets_aside(town, "postings")
    asked = town.house.transport.calls
    asked.clear()
    operator.open("/operator")

    assert "no such tie" in operator.text
    assert operator.text.count("Nothing was set aside.") == 2
    assert [each.service for each in asked if each.target.startswith("/v1/dead-")] == ["postings"]


def test_the_operators_page_says_which_service_is_away(town: Town, operator: Browser) -> None:
    town.house.transport.away = {"referrals"}
    try:
        operator.open("/operator")
    finally:
        town.house.transport.away = set()

    assert "referrals: does not answer" in operator.text


class Older:
    """Services of the version before: none knows the question how far it is."""

    def __init__(self, town: Town) -> None:
        self._apps = InProcess(town.house.transport.apps)

    def send(self, request: Request) -> Response:
        target = "/v1/unknown" if request.target == "/v1/progress" else request.target
        return self._apps.send(replace(request, target=target))


def test_while_services_are_older_than_the_portal_the_rest_is_told(
    town: Town, operator: Browser
) -> None:
    town.house.transport.carrier = Older(town)
    operator.open("/operator")

    assert "How far it is: does not answer" in " ".join(operator.text.split())
    assert "Nothing was set aside." in operator.text
