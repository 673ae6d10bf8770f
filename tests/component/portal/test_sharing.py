"""One's own link to an opening: made, followed, taken back; and what it tells to whom."""

from __future__ import annotations

import re

import pytest

from services.portal.pages import sharing
from shared.storage.rate_limits import Limit
from tests.support.portal_house import PUBLIC, Browser
from tests.support.portal_town import ADA, BEA, CAI, FIRM, HANA, RITA, SOL, TITLE, Town

OTHER = "/shared/" + "A" * 32


def shared(town: Town, opening: str = "") -> str:
    """Sol makes a link; where it leads, on this site."""
    sol = town.house.browser(SOL)
    sol.open(f"/openings/{opening or town.opening}")
    sol.press("Make my link")
    assert "Your link is ready below." in sol.text
    return link_shown(sol).removeprefix(PUBLIC)


def link_shown(browser: Browser) -> str:
    return next(each["value"] for each in browser.page.attributes("input") if "readonly" in each)


def preview(browser: Browser) -> dict[str, str]:
    """What a messenger shows of an address."""
    found = browser.page.attributes("meta")
    return {each["property"]: each["content"] for each in found if "property" in each}


def test_whoever_follows_a_link_is_referred_by_their_own_act(town: Town) -> None:
    where = shared(town)
    ada = town.house.browser(ADA)
    ada.open(where)
    assert f"{SOL} works there and shares this with you" in ada.text
    ada.press("Be referred by Sol")
    assert "From here on recruiters see you." in ada.text
    rita, sol = town.house.browser(RITA), town.house.browser(SOL)
    rita.open("/work")
    sol.open("/referrals")

    assert ADA in rita.text
    assert ADA in sol.text


def test_to_look_tells_the_referrer_nothing(town: Town) -> None:
    where = shared(town)
    town.house.browser(ADA).open(where)
    sol = town.house.browser(SOL)
    sol.open("/referrals")

    assert "You have referred nobody yet." in sol.text


def test_the_same_form_sent_twice_refers_once_and_another_is_told_why_not(town: Town) -> None:
    where = shared(town)
    ada = town.house.browser(ADA)
    ada.open(where)
    form, _ = ada.page.form_with("Be referred by Sol")
    assert [ada.send(form.action, form.fields) for _ in range(2)] == [200, 200]
    ada.open(where)
    ada.press("Be referred by Sol", expect=409)

    assert "This referral exists already" in ada.text
    ada.open("/referrals")
    assert ada.text.count(TITLE) == 1


def test_a_stranger_sees_the_opening_and_nobody_behind_it(town: Town) -> None:
    where = shared(town)
    stranger = town.house.stranger()
    stranger.open(where)

    assert TITLE in stranger.text
    for name in (SOL, HANA, RITA, town.id(SOL)):
        assert name not in stranger.html
    assert stranger.page.link("Sign in to be referred") == f"/sign-in?next={where}"
    assert '<meta name="robots" content="noindex">' in stranger.html
    assert stranger.headers["Cache-Control"] == "no-store"


def test_its_preview_says_what_it_is_about_and_names_nobody(town: Town) -> None:
    where = shared(town)
    stranger = town.house.stranger()
    stranger.open(where)
    told = preview(stranger)

    assert told["og:title"] == f"{TITLE} · {FIRM}"
    assert told["og:url"] == f"{PUBLIC}{where}"
    assert "Lisbon" in told["og:description"]
    assert "Build doors." in told["og:description"]
    picture = town.house.app.test_client().get(told["og:image"].removeprefix(PUBLIC))
    assert (picture.status_code, picture.content_type) == (200, "image/png")


def test_only_openings_for_everybody_have_a_preview_at_their_own_address(town: Town) -> None:
    ada = town.house.browser(ADA)
    ada.open(f"/openings/{town.opening}")
    assert preview(ada)["og:url"] == f"{PUBLIC}/openings/{town.opening}"
    ada.open(f"/openings/{town.post_opening(audience='members')}")

    assert preview(ada) == {}


def test_a_link_for_members_only_reads_to_a_stranger_like_one_that_never_was(town: Town) -> None:
    where = shared(town, town.post_opening(audience="members", title="Members Engineer"))
    stranger = town.house.stranger()
    pages = []
    for address in (where, OTHER):
        stranger.open(address, expect=404)
        # Forms have a token that looks different on each page, whatever the page is about.
        pages.append(re.sub(r'"token" value="\w+"', "", stranger.html.replace(address, "")))
    town.house.browser(CAI).open(where)

    assert pages[0] == pages[1]
    assert "Members Engineer" not in pages[0]


def test_a_link_that_was_taken_back_leads_nowhere(town: Town) -> None:
    where = shared(town)
    sol = town.house.browser(SOL)
    sol.open(f"/openings/{town.opening}")
    sol.press("Take my link back")

    assert "Make my link" in sol.html
    ada = town.house.browser(ADA)
    ada.open(where, expect=404)
    assert ada.send(f"{where}/referral", _hidden(ada, town)) == 404


def _hidden(browser: Browser, town: Town) -> list[tuple[str, str]]:
    browser.open(f"/openings/{town.opening}")
    return browser.hidden()


def test_who_does_not_work_there_is_offered_no_link_and_can_make_none(town: Town) -> None:
    bea = town.house.browser(BEA)
    bea.open(f"/openings/{town.opening}")

    assert "Make my link" not in bea.html
    assert bea.send(f"/openings/{town.opening}/share", bea.hidden()) == 403


def test_nobody_takes_back_what_is_anothers(town: Town) -> None:
    where = shared(town)
    link = town.house.call(SOL, "referrals", "GET", "/v1/share-links")["items"][0]["id"]
    rita = town.house.browser(RITA)
    rita.open(f"/openings/{town.opening}")
    address = f"/openings/{town.opening}/share/{link}/take-back"

    assert rita.send(address, rita.hidden()) == 404
    town.house.browser(ADA).open(where)


def test_whoever_shares_it_is_told_that_it_is_their_own(town: Town) -> None:
    sol, where = town.house.browser(SOL), shared(town)
    sol.open(where)

    assert "This is your own link" in sol.text
    assert "Be referred by" not in sol.text


def test_who_has_a_part_in_it_is_not_referred_for_it(town: Town) -> None:
    where = shared(town)
    hana = town.house.browser(HANA)
    hana.open(where)
    hana.press("Be referred by Sol", expect=409)

    assert "is not referred for it" in hana.text


def test_an_opening_is_shown_while_it_cannot_be_known_where_one_works(town: Town) -> None:
    sol = town.house.browser(SOL)
    town.house.transport.lost = "/v1/people/me/employments"
    sol.open(f"/openings/{town.opening}")

    assert TITLE in sol.text
    assert "Make my link" not in sol.html


def test_one_address_cannot_use_up_what_all_may_follow(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = Limit(sharing.FOLLOWED.what, 2, per=sharing.FOLLOWED.per)
    monkeypatch.setattr(sharing, "FOLLOWED", few)
    stranger = town.house.stranger()
    for expected in (404, 404, 429):
        stranger.open(OTHER, expect=expected)

    asked = [each for each in town.house.transport.calls if "/v1/shared/" in each.target]
    assert len(asked) == 2
