"""Joining, signing in and out, sessions that are over, forms that are sent twice."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.acting import BLURB, every_way, told
from tests.support.portal_people import People
from tests.support.portal_town import ADA, BEA, TITLE


def asks_for_code(page: Page, mail: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("Your mail address").fill(mail)
    page.get_by_role("button", name="Send me a code").click()


def gives_code(page: Page, code: str) -> None:
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()


@every_way
def test_somebody_joins_and_says_whether_to_be_found(people: People) -> None:
    stranger, profiles = people.stranger(), people.site.town.house.three.profiles
    asks_for_code(stranger, "new@mail.example")
    gives_code(stranger, profiles.code_for("new@mail.example"))
    expect(stranger.get_by_role("heading", name="Welcome.")).to_be_visible()
    for answer in ("Yes, they may find me", "No"):
        expect(stranger.get_by_label(answer, exact=True)).not_to_be_checked()
    stranger.get_by_label("Your name").fill("New Here")
    stranger.get_by_label("No", exact=True).check()
    stranger.get_by_role("button", name="Join").click()

    told(stranger, "You are signed in.")
    expect(stranger.get_by_role("link", name="My data: New Here")).to_be_visible()


def test_a_wrong_code_is_told_and_the_right_one_still_works(people: People) -> None:
    stranger, profiles = people.stranger(), people.site.town.house.three.profiles
    asks_for_code(stranger, "ada@mail.example")
    right = profiles.code_for("ada@mail.example")
    gives_code(stranger, f"{(int(right) + 1) % 10**6:06}")
    expect(stranger.get_by_role("alert")).to_be_visible()
    gives_code(stranger, right)

    told(stranger, "You are signed in.")


def test_signing_out_forgets_who_was_there(people: People) -> None:
    ada = people(ADA)
    ada.goto("/")
    ada.get_by_role("button", name="Sign out").click()
    told(ada, "You are signed out.")
    ada.goto("/requests")

    expect(ada.get_by_role("heading", name="Sign in or join")).to_be_visible()
    assert ada.url.endswith("/sign-in?next=/requests")


def test_what_was_typed_survives_a_session_that_is_over(people: People) -> None:
    ada, house = people(ADA), people.site.town.house
    ada.goto("/")
    ada.get_by_role("link", name="Ask Bea").click()
    ada.get_by_label("What you want to say").fill(BLURB)
    house.container.sessions.end_all(house.member(ADA).id)
    ada.get_by_role("button", name="Ask Bea").click()

    expect(ada.get_by_role("heading", name="You are signed out")).to_be_visible()
    expect(ada.get_by_text("Nothing was sent.")).to_be_visible()
    expect(ada.get_by_label("What you want to say")).to_have_value(BLURB)
    bea = people(BEA)
    bea.goto("/asked")
    expect(bea.get_by_text("Nothing waits for you")).to_be_visible()


def test_a_form_from_before_another_signed_in_does_nothing(people: People) -> None:
    ada, house = people(ADA), people.site.town.house
    ada.goto("/")
    ada.get_by_role("link", name="Ask Bea").click()
    ada.get_by_label("What you want to say").fill(BLURB)
    name, secret = house.cookie(BEA)
    ada.context.add_cookies([{"name": name, "value": secret, "url": people.site.url}])
    ada.get_by_role("button", name="Ask Bea").click()

    expect(ada.get_by_role("heading", name="This form is no longer good")).to_be_visible()
    expect(ada.get_by_label("What you want to say")).to_have_value(BLURB)
    ada.goto("/requests")
    expect(ada.get_by_text("You have asked nobody yet")).to_be_visible()


def test_a_form_sent_twice_does_once_what_it_says(people: People) -> None:
    ada = people(ADA)
    ada.goto("/")
    ada.get_by_role("link", name="Ask Bea").click()
    ada.get_by_label("What you want to say").fill(BLURB)
    ada.get_by_role("button", name="Ask Bea").dblclick(no_wait_after=True)
    told(ada, "It is on its way.")
    ada.go_back()
    ada.get_by_label("What you want to say").fill(BLURB)
    ada.get_by_role("button", name="Ask Bea").click()
    expect(ada.locator(".done, [role=alert]").first).to_be_visible()
    ada.goto("/requests")

    expect(ada.get_by_role("heading", name=TITLE)).to_have_count(1)


def test_reloading_what_was_done_does_nothing_again(people: People) -> None:
    ada = people(ADA)
    ada.goto("/")
    ada.get_by_role("link", name="Ask Bea").click()
    ada.get_by_label("What you want to say").fill(BLURB)
    ada.get_by_role("button", name="Ask Bea").click()
    told(ada, "It is on its way.")
    ada.reload()
    ada.goto("/requests")

    expect(ada.get_by_role("heading", name=TITLE)).to_have_count(1)
