"""Links by which referrers share openings: nobody guesses one; following it is one's own act."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from services.referrals.adapters.tables import share_links
from shared.web.grants import read_grant
from tests.support.facts import erased, opening, opening_closed, person, tie, works_at
from tests.support.introductions import ids_in
from tests.support.referrals import Referrals
from tests.support.referring_house import (
    BARE,
    BOSS,
    CAM,
    ELM,
    EVERYBODY,
    JOB,
    OAK,
    RAY,
    REC,
    STRANGER,
    SUE,
    agrees,
    claims,
    days_go_by,
    does,
    firm,
    letters,
    listed,
    moves,
    refers,
    refused,
    refuses,
    sees,
)
from tests.support.referring_house import told as emitted

NONE = (404, "share_link_not_found")
AGAIN = (409, "referred_already")
FOR_ALL = UUID(int=0xB030)


@pytest.fixture
def house(referrals: Referrals) -> Referrals:
    referrals.hears(*firm())
    return referrals


@pytest.fixture
def token(house: Referrals) -> str:
    return shares(house)["token"]


def shares(house: Referrals, by: UUID = RAY, what: UUID = JOB) -> dict[str, str]:
    made = house.asked_by(by).post("/v1/share-links", {"opening_id": str(what)})
    assert made.status_code == 201, made.text
    return made.json or {}


def follows(house: Referrals, token: str, by: UUID | None = CAM) -> Any:
    visitor = house.asked_by(by) if by else house.asked_by_nobody()
    return seen(visitor.get(f"/v1/shared/{token}"))


def seen(answer: TestResponse) -> Any:
    said = answer.json or {}
    return said if answer.status_code < 400 else (answer.status_code, said["code"])


def comes_by(house: Referrals, token: str, by: UUID = CAM) -> str:
    answer = house.asked_by(by).post(f"/v1/shared/{token}/referral")
    assert answer.status_code == 201, answer.text
    return str(answer.headers["Location"])


def not_by(house: Referrals, token: str, by: UUID = CAM) -> tuple[int, str]:
    return refused(house, by, f"/v1/shared/{token}/referral")


# --- following


def test_whoever_follows_it_sees_the_opening_and_who_shares_it(
    house: Referrals, token: str
) -> None:
    shown = follows(house, token)

    assert (shown["opening"]["id"], shown["referrer"]) == (str(JOB), str(RAY))
    grant = read_grant(house.container.keys, shown["grant"], CAM, house.clock.now())
    assert grant.people == {RAY}
    assert emitted(house) == []


def test_their_own_act_refers_them_and_is_their_consent(house: Referrals, token: str) -> None:
    where = comes_by(house, token)

    assert sees(house, CAM, where)["state"] == sees(house, RAY, where)["state"] == "consented"
    assert listed(house, CAM, "/about-me") == listed(house, RAY) == [where]
    assert listed(house, REC, "/received") == [where]
    assert [name for name, _ in emitted(house)] == ["ReferralSubmitted", "ReferralMoved"]
    assert (letters(house, RAY), letters(house, CAM)) == (["referral_news"], [])
    assert letters(house, REC) == ["referral_received"]


def test_recruiters_see_nothing_of_it_before_they_decided(house: Referrals, token: str) -> None:
    where = comes_by(house, token)
    blind = sees(house, REC, where)
    assert ids_in(blind) & set(EVERYBODY) == {CAM}
    assert blind["by_link"] is None

    moves(house, where, "interview")
    decided = sees(house, REC, where)
    assert (decided["referrer"], decided["by_link"]) == (str(RAY), True)


def test_such_a_referral_earns_what_any_does(house: Referrals, token: str) -> None:
    where = comes_by(house, token)
    moves(house, where, "hire")
    days_go_by(house, 9)

    assert [line["amount"] for line in sees(house, RAY, f"{where}/credit")["lines"]] == [330]


def test_the_referrer_writes_a_vouch_or_none_until_they_see_it_go_on(
    house: Referrals, token: str
) -> None:
    where = comes_by(house, token)

    def vouches(words: str) -> int:
        ray = house.asked_by(RAY)
        etag = ray.get(where).headers["ETag"]
        return ray.patch(where, {"vouch": words}, if_match=etag).status_code

    assert sees(house, CAM, where)["vouch"] == ""
    assert vouches("She bakes.") == 200
    assert house.asked_by(CAM).patch(where, {"vouch": "x"}, if_match='"2"').status_code == 403
    moves(house, where, "taken_up")
    assert vouches("She cooks, too.") == 200  # that it is in review is not theirs to know yet
    days_go_by(house, 1)
    assert vouches("x") == 409
    moves(house, where, "interview")
    assert sees(house, REC, where)["vouch"] == "She cooks, too."


# --- who may see


@pytest.mark.parametrize("audience", ["public", "unlisted"])
def test_without_signing_in_only_what_shows_to_all_is_seen(house: Referrals, audience: str) -> None:
    house.hears(opening(FOR_ALL, OAK, audience=audience))
    token = shares(house, what=FOR_ALL)["token"]
    shown = follows(house, token, by=None)

    assert shown["opening"]["id"] == str(FOR_ALL)
    assert (shown["referrer"], shown["grant"]) == (None, None)
    answer = house.asked_by_nobody().post(f"/v1/shared/{token}/referral")
    assert answer.status_code == 401


def test_what_is_for_members_needs_a_member(house: Referrals, token: str) -> None:
    assert follows(house, token, by=None) == NONE
    assert follows(house, token, by=STRANGER)["opening"]["id"] == str(JOB)


def test_a_link_does_not_show_an_opening_for_the_network_to_who_is_not_near(
    house: Referrals,
) -> None:
    house.hears(opening(FOR_ALL, OAK, audience="network", posted_by=RAY), tie(CAM, SUE))
    token = shares(house, what=FOR_ALL)["token"]

    assert follows(house, token, by=STRANGER) == NONE
    assert not_by(house, token, by=STRANGER) == NONE
    assert follows(house, token, by=None) == NONE
    assert follows(house, token)["opening"]["network_only"]
    assert comes_by(house, token)


def test_what_leads_nowhere_reads_alike_whatever_the_reason(house: Referrals, token: str) -> None:
    house.hears(opening(FOR_ALL, OAK, audience="network", posted_by=SUE))
    hidden = shares(house, by=SUE, what=FOR_ALL)["token"]
    gone = shares(house, by=BOSS)
    house.asked_by(BOSS).delete(f"/v1/share-links/{gone['id']}")
    answers = [
        house.asked_by(CAM).get(f"/v1/shared/{each}")
        for each in (hidden, gone["token"], "x" * 32, "x", "%00", "x" * 4000, token[:-1] + "!")
    ]

    assert {(each.status_code, each.data) for each in answers} == {(404, answers[0].data)}
    assert (answers[0].json or {})["code"] == NONE[1]


# --- how long it holds


def test_it_is_taken_back_by_whoever_made_it_and_by_nobody_else(house: Referrals) -> None:
    made = shares(house)
    where, path = comes_by(house, made["token"]), f"/v1/share-links/{made['id']}"

    for other in (SUE, CAM, REC):
        assert seen(house.asked_by(other).delete(path)) == NONE
    assert house.asked_by(RAY).delete(path).status_code == 204
    assert seen(house.asked_by(RAY).delete(path)) == NONE
    assert follows(house, made["token"]) == not_by(house, made["token"]) == NONE
    assert sees(house, CAM, where)["state"] == "consented"
    assert shares(house)["token"] != made["token"]


def test_it_ends_with_the_opening_and_rests_while_that_is_paused(
    house: Referrals, token: str
) -> None:
    house.hears(opening(JOB, OAK, sequence=2, state="paused", recruiters=[REC]))
    assert follows(house, token) == NONE
    house.hears(opening(JOB, OAK, sequence=3, recruiters=[REC]))
    assert follows(house, token)["opening"]["id"] == str(JOB)

    house.hears(opening_closed(JOB, sequence=4))
    assert follows(house, token) == not_by(house, token) == NONE
    assert (house.asked_by(RAY).get("/v1/share-links").json or {})["items"] == []


def test_it_holds_while_the_referrer_works_there(house: Referrals, token: str) -> None:
    house.hears(person(RAY, sequence=2, employments=[works_at(ELM)]))

    assert follows(house, token) == not_by(house, token) == NONE


def test_who_left_shares_nothing(house: Referrals, token: str) -> None:
    house.hears(erased(RAY))

    assert follows(house, token) == NONE
    with house.container.units.read() as uow:
        assert uow.connection.execute(select(share_links)).all() == []


# --- making


def test_there_is_one_for_a_referrer_and_an_opening(house: Referrals) -> None:
    first, other = shares(house), shares(house, what=BARE)

    body = {"opening_id": str(JOB)}
    assert refused(house, RAY, "/v1/share-links", body) == (409, "share_link_exists")
    assert shares(house, by=SUE)["token"] != first["token"]
    page = house.asked_by(RAY).get("/v1/share-links?limit=1").json or {}
    assert page["items"] == [other]
    after = house.asked_by(RAY).get(f"/v1/share-links?after={page['next']}").json or {}
    assert (after["items"], after["next"]) == ([first], None)


def test_the_same_call_again_makes_one(house: Referrals) -> None:
    ray, body = house.asked_by(RAY), {"opening_id": str(JOB)}
    first, again = (ray.post("/v1/share-links", body, idempotency_key="k") for _ in range(2))

    assert first.json == again.json
    assert len(first.json["token"] if first.json else "") == 32


@pytest.mark.parametrize(
    ("by", "what", "status", "code"),
    [
        (CAM, JOB, 403, "employment_not_current"),
        (STRANGER, JOB, 403, "employment_not_current"),
        (RAY, UUID(int=1), 404, "opening_not_found"),
    ],
)
def test_who_may_not_refer_shares_nothing(
    house: Referrals, by: UUID, what: UUID, status: int, code: str
) -> None:
    body = {"opening_id": str(what)}
    assert refused(house, by, "/v1/share-links", body) == (status, code)


# --- whose candidate


@pytest.mark.parametrize(
    ("by", "code"), [(RAY, "self_referral"), (REC, "hiring_team"), (BOSS, "hiring_team")]
)
def test_neither_the_referrer_nor_who_hires_is_referred_by_it(
    house: Referrals, token: str, by: UUID, code: str
) -> None:
    assert follows(house, token, by=by)["opening"]["id"] == str(JOB)
    assert not_by(house, token, by=by) == (409, code)
    assert emitted(house) == []


def test_the_first_consented_wins_and_the_other_is_told_why_once(
    house: Referrals, token: str
) -> None:
    first = refers(house, by=SUE)
    agrees(house, first)
    second = comes_by(house, token)

    for by in (CAM, RAY):
        shown = sees(house, by, second)
        assert (shown["state"], shown["why"]) == (
            "duplicate",
            "another_referral_was_agreed_to_first",
        )
    assert listed(house, REC, "/received") == [first]
    assert not_by(house, token) == AGAIN
    does(house, CAM, f"{first}/withdraw", {})
    assert sees(house, CAM, comes_by(house, token))["state"] == "consented"


def test_a_window_that_ended_lets_another_own_them(house: Referrals, token: str) -> None:
    agrees(house, refers(house, by=SUE))
    days_go_by(house, 181)

    assert sees(house, CAM, comes_by(house, token))["state"] == "consented"


def test_following_it_again_refers_once(house: Referrals, token: str) -> None:
    where = comes_by(house, token)

    assert not_by(house, token) == AGAIN
    does(house, CAM, f"{where}/withdraw", {})
    assert comes_by(house, token) != where


def test_what_waits_for_them_from_the_same_referrer_is_answered_there(
    house: Referrals, token: str
) -> None:
    where = refers(house)
    claims(house)
    assert not_by(house, token) == AGAIN

    refuses(house, where)
    assert sees(house, CAM, comes_by(house, token))["state"] == "consented"
    assert sees(house, RAY, where)["state"] == "submitted"


def test_trying_it_again_tells_of_no_held_rejection(house: Referrals, token: str) -> None:
    where = comes_by(house, token)
    moves(house, where, "rejected", hold=3)

    assert not_by(house, token) == AGAIN
    days_go_by(house, 3.01)
    assert sees(house, CAM, comes_by(house, token))["state"] == "duplicate"


def test_of_many_acts_at_once_one_counts(house: Referrals, token: str) -> None:
    def act(_: int) -> int:
        return house.asked_by(CAM).post(f"/v1/shared/{token}/referral").status_code

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(act, range(6))) == [201] + [409] * 5
    assert len(listed(house, RAY)) == 1
