"""What a page asks of the services: at once where none waits for another, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Barrier

from services.portal.api_client import Request, Response
from tests.support.portal_house import InProcess, PortalHouse
from tests.support.portal_town import ADA, BEA, HANA, TITLE, Town

ME, RENEWAL = "/v1/people/me", "/v1/sign-in/refresh"
TOGETHER = {ME, f"{ME}/settings", f"{ME}/avoided-people"}
A_QUARTER = 16 * 60  # seconds: an access token is over by then


class Meeting:
    """Lets nobody of these on before all have come; it breaks where one waits for another."""

    def __init__(self, house: PortalHouse) -> None:
        self._apps = InProcess(house.transport.apps)
        self._barrier = Barrier(len(TOGETHER), timeout=30)

    def send(self, request: Request) -> Response:
        if request.target in TOGETHER:
            self._barrier.wait()
        return self._apps.send(request)


@contextmanager
def meeting(house: PortalHouse) -> Iterator[None]:
    house.transport.carrier = Meeting(house)
    yield
    house.transport.carrier = None


def test_questions_of_which_none_needs_another_are_asked_at_once(house: PortalHouse) -> None:
    ada = house.browser(ADA)
    with meeting(house):
        ada.open("/me")

    assert ADA in ada.html


def test_an_old_token_is_renewed_once_for_all_that_a_page_asks(house: PortalHouse) -> None:
    ada = house.browser(ADA)
    house.three.advance(seconds=A_QUARTER)
    house.transport.calls.clear()
    ada.open("/me")

    assert len(house.transport.calls) > len(TOGETHER)
    renewals = [each for each in house.transport.calls if each.target == RENEWAL]
    assert len(renewals) == 1


def test_a_token_that_cannot_be_renewed_is_tried_once_for_all_that_a_page_asks(
    house: PortalHouse,
) -> None:
    ada = house.browser(ADA)
    house.three.advance(seconds=A_QUARTER)
    house.transport.lost = RENEWAL
    house.transport.calls.clear()
    ada.open("/me", expect=503)

    assert [each.target for each in house.transport.calls] == [RENEWAL]


def test_everybody_on_a_form_is_named_by_one_question(town: Town) -> None:
    introduction = town.asks()
    town.answers(BEA, introduction, "introduce")
    town.answers(HANA, introduction, "agree")
    hana = town.house.browser(HANA)
    town.house.transport.calls.clear()
    hana.open(f"/openings/{town.opening}/refer")

    assert ADA in hana.html
    assert [each.target for each in town.house.transport.calls].count("/v1/names") == 1


def test_nothing_of_a_page_that_came_to_nothing_goes_on_behind_it(house: PortalHouse) -> None:
    ada = house.browser(ADA)
    house.transport.calls.clear()
    ada.open("/openings/01a21e31-de84-7bdf-9dd1-cb83e166b8dc", expect=404)
    asked = len(house.transport.calls)
    ada.open("/sign-in")

    assert asked > 1
    assert len(house.transport.calls) == asked


def test_whoever_has_used_up_their_questions_reads_the_rest_of_an_opening(town: Town) -> None:
    ada = town.house.browser(ADA)
    views = 0
    while "That was often in a short time." not in ada.open(f"/openings/{town.opening}").text:
        views += 1
        assert views < 60

    assert TITLE in ada.text
    assert "About it" in ada.text
