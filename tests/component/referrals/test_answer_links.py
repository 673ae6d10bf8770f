"""An ask answered by the link in its mail: once, by whoever was asked, and by a POST alone."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from sqlalchemy import inspect

from services.referrals.bootstrap import jobs
from services.referrals.commands.introductions import withdraw
from services.referrals.domain.introduction import Introduction
from services.referrals.domain.step import Answer
from shared.ids import new_id
from shared.web.answer_links import ANSWER_LINK, AnswerLink, sign_answer_link
from shared.web.grants import sign_grant
from shared.web.tokens import Kind, sign
from tests.support.asked_house import (
    ADA,
    BEA,
    CAI,
    EVE,
    TOM,
    answer,
    ask,
    count_of_events,
    does,
    events_about,
    found,
    later,
    network,
)
from tests.support.facts import tie_ended
from tests.support.introductions import ids_in
from tests.support.referrals import Referrals
from tests.support.web import StandIn, Visitor, trust_stand_in

HERE = "/v1/answer-links"
OVER = (404, "answer_link_over")


@pytest.fixture
def house(referrals: Referrals) -> Referrals:
    referrals.hears(*network())
    return referrals


@pytest.fixture
def profiles(house: Referrals) -> StandIn:
    """Signs as profiles does."""
    return trust_stand_in(house.app.extensions["service_web"], "profiles")


def link_of(
    house: Referrals,
    signer: StandIn,
    one: Introduction,
    by: UUID = BEA,
    answer_by: datetime | None = None,
) -> str:
    """What the links in the mail carry to whoever is asked now."""
    step = one.current
    assert step is not None
    link = AnswerLink(by, one.id, answer_by or step.deadline)
    return sign_answer_link(signer, link, house.clock.now())


def at(link: str, said: str = "introduce") -> str:
    return f"{HERE}?{urlencode({'link': link, 'answer': said})}"


def outcome(reply: Any) -> tuple[int, str]:
    """Status, and what was answered or the code of the refusal."""
    body = reply.json or {}
    return reply.status_code, str(body.get("answered") or body.get("code") or "open")


def looked(house: Referrals, link: str) -> tuple[int, str]:
    return outcome(house.asked_by_nobody().get(at(link)))


def tapped(house: Referrals, link: str, said: str = "introduce") -> tuple[int, str]:
    return outcome(house.asked_by_nobody().post(at(link, said)))


def rows(house: Referrals) -> dict[str, list[str]]:
    with house.container.units.database.read() as connection:
        return {
            table: sorted(map(str, connection.exec_driver_sql(f'SELECT * FROM "{table}"')))
            for table in inspect(connection).get_table_names()
        }


def test_looking_changes_nothing_however_often_and_shows_nobody(
    house: Referrals, profiles: StandIn
) -> None:
    one = ask(house)
    link = link_of(house, profiles, one)
    before = rows(house)

    visitor = house.asked_by_nobody()
    for method in ("GET", "HEAD", "GET"):
        assert visitor.call(method, at(link)).status_code == 200
    seen = visitor.get(at(link)).json or {}
    assert rows(house) == before
    assert seen["answers"] == ["introduce", "pass", "use_my_name"]
    assert set(seen) == {"answers", "answer_by"}
    assert ids_in(seen) == set()


@pytest.mark.parametrize("said", ["introduce", "use_my_name"])
def test_a_tap_answers_once_and_the_next_person_is_asked(
    house: Referrals, profiles: StandIn, said: str
) -> None:
    one = ask(house)
    link = link_of(house, profiles, one)

    assert tapped(house, link, said) == (200, said)
    assert found(house, one).steps[0].answer == said
    current = found(house, one).current
    assert current is not None
    assert current.person == CAI
    for again in ("introduce", "use_my_name", "pass"):
        assert tapped(house, link, again) == OVER
    assert looked(house, link) == OVER


def test_a_pass_by_a_tap_is_told_to_nobody_and_answers_the_link(
    house: Referrals, profiles: StandIn
) -> None:
    one = ask(house)
    link, events = link_of(house, profiles, one), count_of_events(house)

    assert tapped(house, link, "pass") == (200, "pass")
    assert count_of_events(house) == events
    assert tapped(house, link) == looked(house, link) == OVER
    # On the page, signed in, they may still think better of it.
    assert answer(house, found(house, one), BEA, Answer.INTRODUCE).steps[0].said_yes


def test_the_target_agrees_by_a_tap(house: Referrals, profiles: StandIn) -> None:
    one = answer(house, answer(house, ask(house), BEA, Answer.INTRODUCE), CAI, Answer.INTRODUCE)
    link = link_of(house, profiles, one, TOM)

    assert tapped(house, link, "introduce") == (422, "answer_not_possible")
    assert tapped(house, link, "agree") == (200, "agree")
    assert found(house, one).state == "met"


def _answered(house: Referrals, one: Introduction) -> None:
    answer(house, one, BEA, Answer.INTRODUCE)


def _passed(house: Referrals, one: Introduction) -> None:
    answer(house, one, BEA, Answer.PASS)


def _withdrawn(house: Referrals, one: Introduction) -> None:
    does(house, lambda uow: withdraw(ADA, one.id, uow, house.clock))


def _late(house: Referrals, one: Introduction) -> None:
    later(house, days=4)


def _lapsed(house: Referrals, one: Introduction) -> None:
    later(house, days=4)
    for job in jobs(house.container):
        job.function()


def _rerouted(house: Referrals, one: Introduction) -> None:
    house.hears(tie_ended(ADA, BEA, sequence=2))
    assert found(house, one).current is None


ENDS = [_answered, _passed, _withdrawn, _late, _lapsed, _rerouted]


@pytest.mark.parametrize("end", ENDS)
def test_whatever_became_of_it_the_link_says_the_same(
    house: Referrals, profiles: StandIn, end: Callable[[Referrals, Introduction], None]
) -> None:
    one = ask(house)
    link = link_of(house, profiles, one)
    end(house, one)
    forged = house.asked_by_nobody().post(at("a.b.c"))
    before = rows(house)

    for reply in (house.asked_by_nobody().post(at(link)), house.asked_by_nobody().get(at(link))):
        assert outcome(reply) == OVER
        assert reply.data == forged.data
    assert rows(house) == before


def test_a_link_is_good_for_its_own_person_introduction_and_step_alone(
    house: Referrals, profiles: StandIn
) -> None:
    one, deadline = ask(house), house.clock.now() + timedelta(days=4)
    other = AnswerLink(BEA, new_id(), deadline)

    assert tapped(house, link_of(house, profiles, one, CAI)) == OVER
    assert tapped(house, link_of(house, profiles, one, UUID(int=0))) == OVER
    shifted = deadline + timedelta(microseconds=1)
    assert tapped(house, link_of(house, profiles, one, answer_by=shifted)) == OVER
    assert tapped(house, sign_answer_link(profiles, other, house.clock.now())) == OVER
    assert found(house, one).steps[0].answer is None


def test_nobody_but_profiles_signs_links_and_nothing_else_passes_for_one(
    house: Referrals, profiles: StandIn
) -> None:
    one, now = ask(house), house.clock.now()
    right = {
        "sub": str(BEA),
        "introduction": str(one.id),
        "answer_by": (now + timedelta(days=4)).isoformat(),
    }
    own = house.container.keys.own
    anothers = Kind("grant+jwt", ("profiles",), timedelta(minutes=5))
    forged = [
        sign(own, Kind("answer+jwt", ("referrals",), timedelta(days=4)), ["referrals"], right, now),
        sign(profiles, anothers, ["referrals"], right, now),
        sign(profiles, ANSWER_LINK, ["postings"], right, now),
        sign(profiles, ANSWER_LINK, ["referrals"], right, now - timedelta(days=5)),
        sign(profiles, ANSWER_LINK, ["referrals"], {"sub": str(BEA)}, now),
        sign(profiles, ANSWER_LINK, ["referrals"], right | {"answer_by": "2026-11-27"}, now),
        sign(profiles, ANSWER_LINK, ["referrals"], right | {"introduction": 7}, now),
        sign_grant(own, BEA, [ADA], now),
        house.asked_by(BEA).headers["Authorization"].removeprefix("Bearer "),
        "x",
    ]

    assert {tapped(house, link) for link in forged} == {OVER}
    assert tapped(house, sign(profiles, ANSWER_LINK, ["referrals"], right, now))[0] == 200


def test_a_link_gives_nothing_beside_its_answer(house: Referrals, profiles: StandIn) -> None:
    one = ask(house)
    link = link_of(house, profiles, one)
    visitor = Visitor(house.app, {"Authorization": f"Bearer {link}"})

    assert visitor.get(f"/v1/introductions/{one.id}").status_code == 401
    assert tapped(house, link, "someone_better") == (422, "input_invalid")
    assert house.asked_by_nobody().post(HERE).status_code == 422


def test_who_said_yes_before_is_asked_anew_by_another_link(
    house: Referrals, profiles: StandIn
) -> None:
    one = ask(house)
    first = link_of(house, profiles, one)
    assert tapped(house, first)[0] == 200
    later(house, hours=1)
    house.hears(tie_ended(CAI, TOM, sequence=2))
    again = found(house, one)
    assert again.current is not None
    assert again.current.person == BEA, "her yes was for passing it to Cai"

    assert tapped(house, first) == OVER
    assert tapped(house, link_of(house, profiles, again)) == (200, "introduce")


def test_of_taps_side_by_side_one_counts(house: Referrals, profiles: StandIn) -> None:
    link = link_of(house, profiles, ask(house))
    said = ["introduce", "pass", "use_my_name", "introduce"]

    with ThreadPoolExecutor(4) as threads:
        outcomes = list(threads.map(lambda each: tapped(house, link, each), said))

    assert sorted(status for status, _ in outcomes) == [200, 404, 404, 404]


def test_the_same_call_again_answers_the_same_with_its_key(
    house: Referrals, profiles: StandIn
) -> None:
    one = ask(house)
    link = link_of(house, profiles, one)
    visitor = house.asked_by_nobody()

    replies = [visitor.post(at(link), idempotency_key="tap") for _ in range(2)]
    assert [outcome(reply) for reply in replies] == [(200, "introduce")] * 2
    assert events_about(house, one).count("IntroductionStepAnswered") == 1


def test_in_a_browser_there_is_a_page_with_one_button_and_no_name(
    house: Referrals, profiles: StandIn
) -> None:
    one = ask(house, contact=EVE)
    link = link_of(house, profiles, one, EVE)
    browser = Visitor(house.app, {"Accept": "text/html,*/*;q=0.8"})

    page = browser.get(at(link, "pass"))
    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert page.text.count("<button") == 1
    assert 'method="post"' in page.text
    assert "<script" not in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert ids_in(page.text.replace(link, "")) == set()

    done = browser.post(
        at(link, "pass"), data=b"", content_type="application/x-www-form-urlencoded"
    )
    assert (done.status_code, done.mimetype) == (200, "text/html")
    again = browser.get(at(link, "pass"))
    assert (again.status_code, again.mimetype) == (404, "text/html")
    assert "<button" not in again.text
    assert again.data == browser.get(at("forged", "introduce")).data
