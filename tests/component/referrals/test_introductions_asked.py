"""Introductions over HTTP: who may do and see what, and that a pass is silence to all others."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from services.referrals.bootstrap import jobs
from shared.web.grants import read_grant
from tests.support.asked_house import (
    ADA,
    BEA,
    CAI,
    DAN,
    EVE,
    JOB,
    OAK,
    TOM,
    later,
    network,
    written,
)
from tests.support.facts import in_group, person, tie
from tests.support.introductions import ids_in
from tests.support.referrals import Referrals, open_referrals

STRANGER = UUID(int=0xD00D)
PEOPLE = {ADA, BEA, CAI, DAN, EVE, TOM}
NEW = {"kind": "referral", "contact": str(BEA), "opening_id": str(JOB), "blurb": "I build doors."}


def said_in(answer: TestResponse) -> Any:
    return answer.json


@pytest.fixture
def house(referrals: Referrals) -> Referrals:
    referrals.hears(*network())
    return referrals


def asked(house: Referrals, by: UUID = ADA, **said: Any) -> str:
    answer = house.asked_by(by).post("/v1/introductions", NEW | said)
    assert answer.status_code == 201, answer.text
    return str(answer.headers["Location"])


def answers(house: Referrals, where: str, by: UUID, said: str, **more: Any) -> Any:
    body = {"answer": said, **more}
    answer = house.asked_by(by).post(f"{where}/answer", body)
    assert answer.status_code == 200, answer.text
    return said_in(answer)


def seen(house: Referrals, where: str, by: UUID) -> Any:
    answer = house.asked_by(by).get(where)
    return said_in(answer) if answer.status_code == 200 else said_in(answer)["code"]


def worked(house: Referrals) -> None:
    for job in jobs(house.container):
        job.function()


def test_an_ask_goes_along_the_path_until_they_meet_and_names_unfold(house: Referrals) -> None:
    where = asked(house)
    named = []
    for by, said in ((BEA, "introduce"), (CAI, "use_my_name"), (TOM, "agree")):
        named.append(ids_in(seen(house, where, ADA)) & PEOPLE)
        answers(house, where, by, said)
    named.append(ids_in(seen(house, where, ADA)) & PEOPLE)

    assert named == [{BEA}, {BEA}, {BEA, CAI}, {BEA, CAI, TOM}]
    assert seen(house, where, ADA)["state"] == "met"
    assert [seen(house, where, each)["state"] for each in (BEA, CAI, TOM)] == ["met"] * 3


def test_the_grant_names_exactly_those_who_are_shown(house: Referrals) -> None:
    where = asked(house)
    answers(house, where, BEA, "introduce", line="She builds doors.")
    shown = seen(house, where, CAI)

    granted = read_grant(house.container.keys, shown["grant"], CAI, house.clock.now())
    assert granted.people == {ADA, BEA, TOM}
    assert (shown["line"], shown["passed_by"], shown["passes_to"]) == (
        "She builds doors.",
        str(BEA),
        str(TOM),
    )


def test_whoever_has_no_part_in_it_reads_that_there_is_none(house: Referrals) -> None:
    where = asked(house)
    nowhere = "/v1/introductions/01890000-0000-7000-8000-000000000001"

    for each in (CAI, TOM, EVE, STRANGER):
        visitor = house.asked_by(each)
        for path in (where, nowhere):
            assert seen(house, path, each) == "introduction_not_found"
            refused = visitor.post(f"{path}/answer", {"answer": "introduce"})
            assert (refused.status_code, said_in(refused)["code"]) == (
                404,
                "introduction_not_found",
            )
            assert visitor.post(f"{path}/withdraw").status_code == 404
            assert (
                visitor.post(f"{path}/agree-to-contact", {"contact": str(EVE)}).status_code == 404
            )


def test_lists_hold_what_one_asked_for_and_what_one_is_asked(house: Referrals) -> None:
    where = asked(house)

    def listed(by: UUID, path: str) -> list[str]:
        return [each["id"] for each in said_in(house.asked_by(by).get(path))["items"]]

    mine = where.rpartition("/")[2]
    assert listed(ADA, "/v1/introductions") == listed(BEA, "/v1/introductions/asked") == [mine]
    assert listed(CAI, "/v1/introductions/asked") == listed(BEA, "/v1/introductions") == []
    later(house, days=4)
    worked(house)
    assert listed(BEA, "/v1/introductions/asked") == []


def test_a_preview_asks_nobody_and_names_the_contact_alone(house: Referrals) -> None:
    query = {"kind": "referral", "contact": str(BEA), "opening_id": str(JOB)}
    answer = house.asked_by(ADA).get("/v1/introduction-preview", query_string=query)

    assert answer.status_code == 200, answer.text
    assert ids_in(said_in(answer)) == {BEA}
    assert said_in(answer)["further_at_most"] == 3
    assert "a_new_first_contact_only_with_your_ok" in said_in(answer)["rules"]
    assert written(house) == []


def test_an_own_contact_at_their_cap_is_shown_as_free_from_a_day(house: Referrals) -> None:
    house.hears(person(BEA, sequence=2, willing_to_refer=False, weekly_cap=1))
    asked(house)

    def bea(**query: str) -> Any:
        answer = house.asked_by(ADA).get("/v1/introduction-paths", query_string=query)
        contacts = [path["contact"] for path in said_in(answer)["paths"]]
        return next(each for each in contacts if each["person_id"] == str(BEA))

    shown = bea(to=str(TOM))
    assert (shown["busy"], shown["free_from"]) == (True, "2026-11-30")
    later(house, days=7)
    assert (bea(to=str(TOM))["busy"], bea(to=str(TOM))["free_from"]) == (False, None)


def test_when_a_contact_with_a_full_hand_is_free_again_nobody_can_know(house: Referrals) -> None:
    house.hears(person(BEA, sequence=2, willing_to_refer=False, open_ask_cap=1))
    asked(house)
    answer = house.asked_by(ADA).get("/v1/introduction-paths", query_string={"to": str(TOM)})

    shown = {path["contact"]["person_id"]: path["contact"] for path in said_in(answer)["paths"]}
    assert (shown[str(BEA)]["busy"], shown[str(BEA)]["free_from"]) == (True, None)
    assert (shown[str(EVE)]["busy"], shown[str(EVE)]["free_from"]) == (False, None)


def test_the_same_call_again_asks_once(house: Referrals) -> None:
    ada = house.asked_by(ADA)
    first, again = (ada.post("/v1/introductions", NEW, idempotency_key="one") for _ in range(2))

    assert said_in(first) == said_in(again)
    assert [name for name, _ in written(house)].count("IntroductionAsked") == 1


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ({"contact": str(CAI)}, 409, "no_path_over_contact"),
        ({"opening_id": str(OAK)}, 404, "opening_not_found"),
        ({"opening_id": None}, 422, "ask_invalid"),
        ({"blurb": "  "}, 422, "ask_invalid"),
        ({"blurb": "a\x00b"}, 422, "ask_invalid"),
        ({"topic": "a\x00b"}, 422, "ask_invalid"),
        ({"kind": "favour"}, 422, "input_invalid"),
        ({"kind": "open_ask", "opening_id": None}, 422, "ask_invalid"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_asks_nobody(
    house: Referrals, said: dict[str, Any], status: int, code: str
) -> None:
    refused = house.asked_by(ADA).post("/v1/introductions", NEW | said)

    assert refused.status_code == status, refused.text
    assert said_in(refused)["code"] == code
    assert written(house) == []


def test_an_answer_to_what_is_over_is_refused(house: Referrals) -> None:
    where = asked(house)
    answers(house, where, BEA, "introduce")
    house.asked_by(ADA).post(f"{where}/withdraw")

    refused = house.asked_by(BEA).post(f"{where}/answer", {"answer": "introduce"})
    assert (refused.status_code, said_in(refused)["code"]) == (409, "step_answered")
    again = house.asked_by(ADA).post(f"{where}/withdraw")
    assert (again.status_code, said_in(again)["code"]) == (409, "introduction_over")


def test_whether_they_may_be_named_is_asked_with_the_answer_and_has_no_preset(
    house: Referrals,
) -> None:
    where = asked(house)
    assert answers(house, where, BEA, "introduce", may_be_named=True)["may_be_named"] is True
    assert answers(house, where, CAI, "use_my_name")["may_be_named"] is None
    naming = {"may_be_named": True}
    early = house.asked_by(TOM).post(f"{where}/naming", naming)
    assert (early.status_code, said_in(early)["code"]) == (409, "naming_needs_help")
    for said in ("pass", "agree"):
        with_it = house.asked_by(TOM).post(f"{where}/answer", {"answer": said, **naming})
        assert (with_it.status_code, said_in(with_it)["code"]) == (409, "naming_needs_help")
    answers(house, where, TOM, "agree")

    assert seen(house, where, ADA)["may_be_named"] is None
    assert [seen(house, where, each)["may_be_named"] for each in (BEA, CAI, TOM)] == [
        True,
        None,
        None,
    ]


def test_saying_it_moves_nothing_that_others_see(house: Referrals) -> None:
    where = asked(house)
    answers(house, where, BEA, "introduce")
    etag = house.asked_by(ADA).get(where).headers["ETag"]
    events = len(written(house))
    assert house.asked_by(BEA).post(f"{where}/naming", {"may_be_named": True}).status_code == 200

    assert house.asked_by(ADA).get(where).headers["ETag"] == etag
    assert len(written(house)) == events


OPENLY: dict[str, Any] = {"kind": "open_ask", "employer_id": str(OAK), "opening_id": None}


def test_an_open_ask_goes_to_three_own_contacts_at_most_whatever_they_say(
    house: Referrals,
) -> None:
    fran, gus = UUID(int=0xA100), UUID(int=0xA110)
    house.hears(*(fact for each in (fran, gus) for fact in (person(each), tie(ADA, each))))
    places = [asked(house, **OPENLY, contact=str(each)) for each in (BEA, EVE, fran)]
    answers(house, places[0], BEA, "pass")
    house.asked_by(ADA).post(f"{places[1]}/withdraw")
    events = len(written(house))

    fourth = NEW | OPENLY | {"contact": str(gus)}
    for days in (0, 5):
        later(house, days=days)
        refused = house.asked_by(ADA).post("/v1/introductions", fourth)
        assert (refused.status_code, said_in(refused)["code"]) == (429, "open_ask_at_cap")
        assert int(refused.headers["Retry-After"]) == (30 - days) * 86_400
    assert len(written(house)) == events
    assert asked(house, **OPENLY | {"employer_id": str(JOB)}, contact=str(gus))
    later(house, days=25)
    assert asked(house, **OPENLY, contact=str(gus))


def test_an_open_ask_is_for_help_and_not_for_a_job_where_the_contact_works(
    house: Referrals,
) -> None:
    fran, gus, vic = UUID(int=0xA100), UUID(int=0xA110), UUID(int=0xA120)
    alumni, neither = UUID(int=0x9100), {"willing_to_refer": False, "open_to_intros": False}
    house.hears(
        *(tie(ADA, each) for each in (fran, gus)),
        person(fran, **neither),
        person(gus, open_to_introduce=False),
        person(vic, groups=[in_group(alumni, volunteer=True)]),
        person(ADA, sequence=2, groups=[in_group(alumni)]),
    )

    assert asked(house, **OPENLY, contact=str(fran))
    assert asked(house, **OPENLY, contact=str(vic))
    refused = house.asked_by(ADA).post("/v1/introductions", NEW | OPENLY | {"contact": str(gus)})
    assert (refused.status_code, said_in(refused)["code"]) == (409, "no_path_over_contact")


def test_of_many_open_asks_at_once_three_go_out(house: Referrals) -> None:
    friends = [UUID(int=0xA200 + 0x10 * number) for number in range(6)]
    house.hears(*(fact for each in friends for fact in (person(each), tie(ADA, each))))

    def attempt(contact: UUID) -> int:
        body = NEW | OPENLY | {"contact": str(contact)}
        return house.asked_by(ADA).post("/v1/introductions", body).status_code

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(attempt, friends)) == [201] * 3 + [429] * 3


# --- a pass is silence


@pytest.fixture
def two_houses(tmp_path: Path) -> Iterator[list[Referrals]]:
    houses = []
    for name in ("passing", "silent"):
        (tmp_path / name).mkdir()
        houses.append(open_referrals(tmp_path / name))
        houses[-1].hears(*network())
    yield houses
    for house in houses:
        house.close()


def all_that_shows(house: Referrals, where: str, viewers: set[UUID]) -> list[Any]:
    """Every answer that these people can get, without ids that are made up anew each time."""
    shown: list[Any] = []
    for viewer in sorted(viewers):
        visitor = house.asked_by(viewer)
        for path in (where, "/v1/introductions", "/v1/introductions/asked"):
            answer = visitor.get(path)
            shown.append((answer.status_code, answer.headers.get("ETag"), cleaned(said_in(answer))))
        query = {"kind": "referral", "contact": str(BEA), "opening_id": str(JOB)}
        preview = visitor.get("/v1/introduction-preview", query_string=query)
        shown.append((preview.status_code, cleaned(said_in(preview))))
    return shown


def cleaned(shown: Any) -> Any:
    if isinstance(shown, dict):
        made_up = {"id", "grant", "instance"}
        return {name: cleaned(value) for name, value in shown.items() if name not in made_up}
    return [cleaned(each) for each in shown] if isinstance(shown, list) else shown


def told_to_others(house: Referrals, passer: UUID) -> list[Any]:
    """Every event, but for what is written to the passer, without made up ids."""
    return [
        (name, {field: value for field, value in fields.items() if field != "about_id"})
        for name, fields in written(house)
        if fields.get("recipient_id") != str(passer)
    ]


@pytest.mark.parametrize("stage", range(3))
def test_after_a_pass_all_others_see_and_hear_what_they_do_after_silence(
    two_houses: list[Referrals], stage: int
) -> None:
    so_far = ((BEA, "introduce"), (CAI, "introduce"))[:stage]
    passer = (BEA, CAI, TOM)[stage]
    places = [asked(house) for house in two_houses]
    for house, where in zip(two_houses, places, strict=True):
        for by, said in so_far:
            answers(house, where, by, said)
    answers(two_houses[0], places[0], passer, "pass")

    for days in (0, 2, 1, 1, 1):
        for house in two_houses:
            later(house, days=days)
            worked(house)
        passing, silent = (
            all_that_shows(house, where, PEOPLE - {passer})
            for house, where in zip(two_houses, places, strict=True)
        )
        assert passing == silent
        assert told_to_others(two_houses[0], passer) == told_to_others(two_houses[1], passer)
