"""What pages do better with a script: they change where one looks, and disturb nobody."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acting import answers, asks, told
from tests.browser.test_my_network import LIST
from tests.support.lived_in_town import OPERATOR, has_left
from tests.support.portal_people import NARROW, People, Way
from tests.support.portal_town import ADA, BEA, CAI, FIRM, HANA, TITLE
from tests.support.profiles import OPERATOR_MAIL

pytestmark = pytest.mark.parametrize("way", [Way(), Way(NARROW)], ids=str, scope="module")


def stays(page: Page) -> None:
    """Mark the page, to know later whether it is still the same."""
    page.evaluate("document.documentElement.dataset.same = 'yes'")


def stayed(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.dataset.same === 'yes'"))


def waits(page: Page, address: str) -> None:
    """There, with a clock that the test moves on."""
    page.clock.install()
    page.goto(address)
    stays(page)


def looks_again(page: Page, seconds: int = 10) -> None:
    """So much later, in steps in which a page that looks again is answered."""
    for _ in range(seconds // 10):
        page.clock.run_for(10_000)
        expect(page.locator(".htmx-request")).to_have_count(0)


def test_a_search_changes_what_was_found_and_nothing_else(people: People) -> None:
    ada = people(ADA)
    ada.goto("/?q=submarine")
    stays(ada)
    search = ada.get_by_role("searchbox")
    search.fill(FIRM)
    search.press("Enter")
    expect(ada.get_by_role("link", name=TITLE)).to_be_visible()
    expect(ada).to_have_url(re.compile(f"q={FIRM}"))
    expect(ada.locator("#news")).to_have_text("A few openings within reach.")

    assert stayed(ada)
    expect(search).to_be_focused()
    ada.go_back()
    expect(ada.get_by_role("heading", name="No path found")).to_be_visible()


def test_openings_are_found_while_one_types(people: People) -> None:
    stranger = people.stranger()
    stranger.goto("/")
    stranger.goto("/openings?text=submarine")
    stays(stranger)
    stranger.get_by_label("Words").fill("")
    stranger.get_by_label("Words").press_sequentially("door")
    expect(stranger.get_by_role("link", name=TITLE)).to_be_visible()
    expect(stranger).to_have_url(re.compile("text=door"))

    assert stayed(stranger)
    stranger.go_back()  # to before the search, not to each of its letters
    expect(stranger).to_have_url(f"{people.site.url}/")


def test_an_answer_without_the_part_that_was_asked_for_comes_whole(people: People) -> None:
    ada, opening = people(ADA), people.site.town.opening
    ada.goto("/")
    ada.get_by_role("searchbox").fill(f"{people.site.url}/openings/{opening}")
    ada.get_by_role("button", name="Search").click()
    expect(ada.get_by_role("heading", name=TITLE, level=1)).to_be_visible()

    ada.goto("/")
    ada.context.clear_cookies()
    ada.get_by_role("searchbox").fill("door")
    ada.get_by_role("button", name="Search").click()
    expect(ada.get_by_role("link", name="Sign in or join")).to_be_visible()


def test_a_time_line_moves_while_one_looks_at_it(people: People) -> None:
    ada, bea = people(ADA), people(BEA)
    asks(ada)
    waits(ada, "/requests")
    ada.get_by_text("What you wrote").click()
    ada.get_by_role("heading", name="My requests").click()
    answers(bea, "Introduce")
    looks_again(ada)

    expect(ada.get_by_text(f"{BEA} said yes")).to_be_visible()
    expect(ada.locator("#news")).to_have_text("This page has just changed.")
    expect(ada.get_by_role("blockquote")).to_be_visible()  # as its reader had opened it
    answers(people(HANA), "I would like to meet")
    looks_again(ada)
    expect(ada.get_by_text(f"{HANA} would like to meet you")).to_be_visible()
    assert stayed(ada)


def test_a_card_comes_while_one_looks(people: People) -> None:
    hana = people(HANA)
    waits(hana, "/asked")
    expect(hana.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
    asks(people(ADA))
    answers(people(BEA), "Introduce")
    looks_again(hana)
    hana.get_by_role("button", name="I would like to meet").click()

    told(hana, "Your answer is noted.")


def test_nobody_is_disturbed_while_they_write(people: People) -> None:
    ada, bea, town = people(ADA), people(BEA), people.site.town
    another = town.post_opening(title="Window Engineer")
    asks(ada)
    waits(bea, "/asked")
    line = bea.get_by_label("One line to go with it")
    line.press_sequentially("She is")
    town.asks(opening_id=another)
    looks_again(bea)
    told(bea, "There is something new here.")
    line.press_sequentially(" careful.")
    expect(line).to_have_value("She is careful.")
    expect(bea.get_by_role("article")).to_have_count(1)

    line.fill("")
    bea.get_by_role("heading", name="Asked of me").first.click()
    expect(bea.get_by_role("article")).to_have_count(2)
    assert stayed(bea)


def test_who_runs_the_installation_sees_a_group_catch_up(people: People) -> None:
    town = people.site.town
    town.house.member(OPERATOR, mail=OPERATOR_MAIL)
    operator = people(OPERATOR)
    has_left(town, "referrals", "referrals.graph", profiles_ties=7)
    waits(operator, "/operator")
    expect(operator.get_by_text("at most 7 wait (profiles.ties 7)")).to_be_visible()
    has_left(town, "referrals", "referrals.graph", profiles_ties=0)
    looks_again(operator)

    expect(operator.get_by_text("at most 7 wait")).to_have_count(0)
    assert stayed(operator)


def test_a_page_that_was_left_open_looks_no_more_until_somebody_touches_it(people: People) -> None:
    ada, bea = people(ADA), people(BEA)
    asks(ada)
    waits(ada, "/requests")
    ada.clock.fast_forward("01:00:01")
    answers(bea, "Introduce")
    looks_again(ada, seconds=30)
    expect(ada.get_by_text(f"{BEA} said yes")).to_have_count(0)

    ada.get_by_role("heading", name="My requests").click()
    looks_again(ada)
    expect(ada.get_by_text(f"{BEA} said yes")).to_be_visible()


def test_whoever_signed_out_elsewhere_is_told_once_and_asked_for_no_more(people: People) -> None:
    ada = people(ADA)
    asks(ada)
    waits(ada, "/requests")
    ada.context.clear_cookies()
    looks_again(ada)
    told(ada, "You are signed out, or signed in as somebody else.")
    expect(ada.get_by_text("Bea Santos decides")).to_be_visible()
    people.site.forget()
    looks_again(ada, 600)

    assert people.site.delivered_to(ADA) == []


def test_what_cannot_be_asked_for_now_is_asked_for_more_rarely_and_nobody_hears(
    people: People,
) -> None:
    ada, away = people(ADA), people.site.town.house.transport.away
    asks(ada)
    waits(ada, "/requests")
    people.site.forget()
    away.add("referrals")
    looks_again(ada, 120)
    assert 2 <= len(people.site.delivered_to(ADA)) <= 5
    expect(ada.locator("#news")).to_be_empty()
    away.clear()
    answers(people(BEA), "Introduce")
    looks_again(ada, 320)

    expect(ada.get_by_text(f"{BEA} said yes")).to_be_visible()


def test_a_page_that_nobody_sees_asks_for_nothing(people: People) -> None:
    ada = people(ADA)
    asks(ada)
    waits(ada, "/requests")
    ada.evaluate("Object.defineProperty(document, 'hidden', {value: true, configurable: true})")
    people.site.forget()
    looks_again(ada, 60)
    assert people.site.delivered_to(ADA) == []
    with ada.expect_response("**/requests") as answer:
        ada.evaluate("delete document.hidden")
        ada.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    assert answer.value.status == 304


def test_times_are_by_the_readers_clock_from_the_second_page_on(people: People) -> None:
    ada = people(ADA)
    asks(ada)
    clock = ada.context.new_cdp_session(ada)
    clock.send("Emulation.setTimezoneOverride", {"timezoneId": "Asia/Kathmandu"})
    ada.goto("/requests")
    ada.goto("/requests")
    until = ada.get_by_role("time").first

    expect(until).to_have_attribute("title", "Nepal Time")
    expect(until).not_to_contain_text("UTC")
    clock.send("Emulation.setTimezoneOverride", {"timezoneId": ""})
    clock.detach()


def test_a_list_that_is_compared_says_so_and_may_be_left(people: People) -> None:
    cai = people(CAI)
    cai.goto("/import")
    expect(cai.get_by_role("progressbar")).to_be_hidden()
    cai.get_by_label("The file").set_input_files(LIST)
    cai.evaluate("addEventListener('submit', (event) => event.preventDefault())")
    cai.get_by_role("button", name="Compare it").click()

    expect(cai.get_by_role("progressbar")).to_be_visible()
    expect(cai.locator("#news")).to_contain_text("you may leave this page")


def test_what_came_of_a_list_that_was_left_comes_into_view(people: People) -> None:
    cai, elsewhere = people(CAI), people.another(CAI)
    waits(cai, "/import")
    elsewhere.goto("/import")
    elsewhere.get_by_label("The file").set_input_files(LIST)
    elsewhere.get_by_role("button", name="Compare it").click()
    expect(elsewhere.get_by_role("heading", name="Who of them is here")).to_be_visible()
    looks_again(cai)

    expect(cai.get_by_role("link", name="Go on choosing")).to_be_visible()
    assert stayed(cai)
