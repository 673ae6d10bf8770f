"""Who runs the installation: how each service is, what was set aside, and taking it in again."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.acting import every_way, told
from tests.support.lived_in_town import OPERATOR, has_left, sets_aside
from tests.support.portal_people import People
from tests.support.portal_town import ADA
from tests.support.profiles import OPERATOR_MAIL


@every_way
def test_what_was_set_aside_is_taken_in_again(people: People) -> None:
    town = people.site.town
    town.house.member(OPERATOR, mail=OPERATOR_MAIL)
    sets_aside(town, "postings")
    operator = people(OPERATOR)
    operator.goto("/")
    operator.get_by_role("link", name="Operator").click()
    for service in ("profiles", "referrals"):
        section = operator.get_by_role("region", name=service)
        expect(section.get_by_text("Nothing was set aside.")).to_be_visible()
        expect(section.get_by_text("Store: all is well", exact=True)).to_be_visible()
    postings = operator.get_by_role("region", name="postings")
    expect(postings.get_by_role("row").filter(has_text="no such tie")).to_be_visible()
    postings.get_by_role("button", name="Take it in again").click()

    expect(operator.get_by_role("heading", level=1)).to_be_visible()
    expect(operator.get_by_text("no such tie")).to_have_count(0)
    told(operator, "It is taken in again.")


@every_way
def test_what_is_left_to_read_and_to_send_is_told(people: People) -> None:
    town = people.site.town
    town.house.member(OPERATOR, mail=OPERATOR_MAIL)
    has_left(town, "referrals", "referrals.store", profiles_people=0)
    has_left(town, "referrals", "referrals.graph", profiles_people=1200, profiles_ties=0)
    operator = people(OPERATOR)
    operator.goto("/operator")

    referrals = operator.get_by_role("region", name="referrals").get_by_role("listitem")
    for told_there in (
        "Events to take in, referrals.store: nothing waits",
        "Events to take in, referrals.graph: at most 1,200 wait (profiles.people 1,200)",
        "Projection, referrals.graph: generation 0, grown since the beginning",
    ):
        expect(referrals.filter(has_text=told_there)).to_have_count(1)
    sent = operator.get_by_role("region", name="profiles").get_by_role("listitem")
    expect(sent.filter(has_text="Events to send")).to_contain_text("the first since")


def test_nobody_else_learns_that_there_is_such_a_page(people: People) -> None:
    ada = people(ADA)
    answer = ada.goto("/operator")

    assert answer is not None
    assert answer.status == 404
    expect(ada.get_by_role("link", name="Operator")).to_have_count(0)
