"""Mails lead to the very page, also for whoever has to sign in first."""

from __future__ import annotations

from shared.ids import new_id
from tests.support.portal_town import ADA, BEA, CAI, HANA, Town


def test_a_mail_about_an_introduction_leads_each_to_their_own_page(town: Town) -> None:
    asked = town.asks()
    ada, bea = town.house.browser(ADA), town.house.browser(BEA)

    ada.open(f"/introductions/{asked}")
    bea.open(f"/introductions/{asked}")

    assert ada.address == f"/requests/{asked}"
    assert "I build doors." in bea.text
    assert bea.address.startswith("/asked")


def test_an_ask_is_found_after_signing_in_first(town: Town) -> None:
    asked = town.asks()
    bea = town.house.stranger()
    bea.open(f"/asked/{asked}")
    bea.press("Send me a code", mail=town.house.member(BEA).mail)
    bea.press("Sign in", code=town.house.three.profiles.code_for(town.house.member(BEA).mail))

    assert "I build doors." in bea.text
    assert str(asked) in bea.address


def test_what_is_not_theirs_is_not_there(town: Town) -> None:
    asked = town.asks()

    for name in (CAI, HANA):
        browser = town.house.browser(name)
        for address in (f"/introductions/{asked}", f"/asked/{asked}", f"/asked/{new_id()}"):
            browser.open(address, expect=404)
            assert "I build doors." not in browser.html
