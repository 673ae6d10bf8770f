"""Journeys in a real browser: at both widths, with and without JavaScript, and by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.browser.conftest import NARROW, WIDE, Site, context
from tests.support.portal_town import ADA, BEA, HANA, RITA, SOL, TITLE
from tests.support.xss import CORPUS, PRINTABLE

BLURB = "I build doors, and I would like to build yours."
EVERYWHERE = (
    "/",
    "/openings",
    "/requests",
    "/asked",
    "/network",
    "/network/map",
    "/work",
    "/post",
    "/me",
)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_from_the_ask_to_the_meeting(
    browser: Browser, site: Site, width: int, scripts: bool
) -> None:
    pages = {}
    for name in (ADA, BEA, HANA):
        pages[name] = context(browser, width, scripts).new_page()
        site.sign_in(pages[name], name)
    ada, bea, hana = pages.values()

    ada.get_by_role("link", name="Ask Bea").click()
    ada.get_by_label("What you want to say").fill(BLURB)
    ada.get_by_role("button", name="Ask Bea").click()
    expect(ada.get_by_role("status")).to_contain_text("It is on its way.")
    expect(ada.get_by_text("Bea Santos decides")).to_be_visible()

    bea.goto(f"{site.url}/asked")
    expect(bea.get_by_text(BLURB)).to_be_visible()
    bea.get_by_label("One line to go with it").fill("She is careful.")
    bea.get_by_role("button", name="Introduce").click()
    expect(bea.get_by_text("you passed it on")).to_be_visible()

    hana.goto(f"{site.url}/asked")
    expect(hana.get_by_text("She is careful.")).to_be_visible()
    hana.get_by_role("button", name="I would like to meet").click()

    ada.goto(f"{site.url}/requests")
    expect(ada.get_by_text(f"{HANA} would like to meet you")).to_be_visible()
    for page in pages.values():
        page.context.close()


def test_from_a_referral_to_its_chain(browser: Browser, site: Site) -> None:
    pages = {}
    for name in (SOL, ADA, RITA):
        pages[name] = context(browser, WIDE, scripts=False).new_page()
        site.sign_in(pages[name], name)
    sol, ada, rita = pages.values()

    sol.goto(f"{site.url}/openings/{site.town.opening}/refer")
    sol.get_by_label("Their name").fill("Ada")
    sol.get_by_label("Their mail address").fill("ada@mail.example")
    sol.get_by_label("Why you think of them").fill("She hangs doors straight.")
    sol.get_by_role("button", name="Refer them").click()
    ada.goto(f"{site.url}/referrals")
    ada.get_by_role("button", name="Look for referrals to my addresses").click()
    ada.get_by_role("link", name=TITLE).click()
    ada.get_by_role("button", name="I agree").click()

    rita.goto(f"{site.url}/work")
    rita.get_by_role("link", name=ADA).click()
    expect(rita.get_by_text("screening does not see the network")).to_be_visible()
    assert SOL not in rita.content()
    for what in ("taken_up", "interview"):
        rita.get_by_label("What happened").select_option(what)
        rita.get_by_role("button", name="Note it").click()
    expect(rita.get_by_role("heading", name="How they came")).to_be_visible()
    expect(rita.get_by_role("list", name=f"{ADA}, {SOL}")).to_be_visible()
    for page in pages.values():
        page.context.close()


def test_the_main_job_can_be_done_by_keyboard(browser: Browser, site: Site) -> None:
    page = context(browser, WIDE, scripts=True).new_page()
    site.sign_in(page, ADA)
    page.goto(site.url)

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    reach(page, "Ask Bea")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Ask Bea").wait_for()
    reach(page, "What you want to say")
    page.keyboard.type(BLURB)
    reach(page, "Ask Bea")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Bea Santos decides")).to_be_visible()
    page.context.close()


def reach(page: Page, name: str) -> None:
    """Press Tab until something of that name has the focus, and see that it shows."""
    for _ in range(60):
        page.keyboard.press("Tab")
        said = page.evaluate(
            "(document.activeElement.labels?.[0] ?? document.activeElement).textContent"
        )
        if name in said and "Skip" not in said:
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none"
            return
    raise AssertionError(f"{name} cannot be reached by keyboard")


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_page_is_wider_than_its_window_and_axe_finds_nothing_serious(
    browser: Browser, site: Site, axe: str, width: int, dark: bool
) -> None:
    site.town.asks(BLURB)
    page = context(browser, width, scripts=True, dark=dark).new_page()
    site.sign_in(page, BEA)
    found: dict[str, object] = {}
    opening = f"/openings/{site.town.opening}"
    for address in (*EVERYWHERE, opening, f"{opening}/refer", "/import", "/sign-in"):
        page.goto(site.url + address)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        wider = page.evaluate(OVERFLOW)
        serious = page.evaluate(
            f"async () => {{ {axe}; const told = await axe.run();"
            " return told.violations.filter(v => ['serious', 'critical'].includes(v.impact))"
            ".map(v => [v.id, v.nodes.map(n => n.html)]) }"
        )
        if wider or serious:
            found[address] = (wider, serious)
    page.context.close()

    assert found == {}


def test_hostile_text_runs_nowhere(browser: Browser, site: Site) -> None:
    house = site.town.house
    texts = " ".join(PRINTABLE)
    for name in (ADA, BEA):
        told = {"name": CORPUS[1], "headline": texts[:230]}
        house.call(name, "profiles", "PATCH", "/v1/people/me", told)
    hostile = site.town.post_opening(title=texts[:190], description=texts, place=CORPUS[2][:190])
    site.town.asks(blurb=texts[:1900])
    page = context(browser, WIDE, scripts=True).new_page()
    page.on("dialog", lambda dialog: heard.append(dialog.message))
    page.on("console", lambda message: heard.extend(reported(message)))
    heard: list[str] = []
    site.sign_in(page, BEA)
    for address in (*EVERYWHERE, f"/openings/{hostile}", f"/openings?text={CORPUS[0]}"):
        page.goto(site.url + address)
        page.wait_for_load_state()
    page.context.close()

    assert heard == []


def reported(message: ConsoleMessage) -> list[str]:
    """What the browser says of its policy, or of anything that went wrong."""
    return [message.text] if message.type in ("error", "warning") else []
