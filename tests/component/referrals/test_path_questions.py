"""Events in, answers out: what somebody who asks gets to see, and what not."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest

from shared.contracts.envelope import Event
from shared.contracts.profiles import Reason
from shared.web.grants import read_grant
from shared.web.own_writes import sign_own_write
from tests.support.facts import (
    an_id,
    employer,
    erased,
    opening,
    opening_closed,
    person,
    tie,
    tie_ended,
    works_at,
)
from tests.support.referrals import Referrals
from tests.support.web import Visitor, trust_stand_in

# Spaced, because a fact of a test gets its id from its subject and number.
ADA, BEA, CAI, DITA, EMEKA = (an_id(0xA000 + 0x10 * n) for n in range(5))
OAKWORKS, PINEWORKS = an_id(0xE010), an_id(0xE020)
CARPENTER, JOINER = an_id(0xB010), an_id(0xB020)
TOGETHER = (Reason("worked_together", 18),)


def network() -> list[Event]:
    """Ada – Bea – Cai – Dita, who hires at Oakworks; Emeka knows nobody."""
    return [
        *(person(each) for each in (ADA, BEA, CAI, EMEKA)),
        person(DITA, employments=[works_at(OAKWORKS)]),
        tie(ADA, BEA, cost=46, reasons=TOGETHER),
        tie(BEA, CAI, cost=40),
        tie(CAI, DITA, cost=35),
        employer(OAKWORKS),
        opening(CARPENTER, OAKWORKS, hiring_manager=DITA),
    ]


@pytest.fixture
def ada(referrals: Referrals) -> Visitor:
    referrals.hears(*network())
    return referrals.asked_by(ADA)


def ask(visitor: Visitor, address: str, **asked: Any) -> Any:
    """The JSON of an answer that has to be 200."""
    answer = visitor.get(address, query_string=asked)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.json


def who(visitor: Visitor, opening_id: UUID = CARPENTER, **asked: Any) -> Any:
    return visitor.get(f"/v1/openings/{opening_id}/who-can-refer", query_string=asked)


def test_who_can_refer_names_only_the_own_contact(ada: Visitor) -> None:
    answer = who(ada)

    assert answer.status_code == 200
    assert answer.json["paths"] == [
        {
            "contact": {
                "person_id": str(BEA),
                "volunteer": False,
                "reasons": [{"code": "worked_together", "amount": 18}],
                "busy": False,
                "free_from": None,
            },
            "further_introducers": 1,
            "end": "hiring_manager",
            "chance": "possible",
        }
    ]
    assert answer.json["total"] == "a few"


@pytest.mark.parametrize(
    "address",
    [
        f"/v1/openings/{CARPENTER}/who-can-refer",
        f"/v1/introduction-paths?to={DITA}&alternatives=paths",
        "/v1/reachable-openings",
        f"/v1/openings/{CARPENTER}",
    ],
)
def test_nobody_further_down_a_path_leaves_the_service(ada: Visitor, address: str) -> None:
    delivered = ada.get(address).get_data(as_text=True)

    assert str(CAI) not in delivered
    assert str(EMEKA) not in delivered
    assert str(DITA) not in delivered


def test_the_grant_names_the_contacts_to_the_asker_alone(
    ada: Visitor, referrals: Referrals
) -> None:
    grant = who(ada).json["grant"]
    keys, now = referrals.container.keys, referrals.clock.now()

    named = read_grant(keys, grant, ADA, now)

    assert named.people == {BEA}


def test_a_path_to_a_person_ends_in_that_person(ada: Visitor) -> None:
    answer = ask(ada, "/v1/introduction-paths", to=DITA)

    assert [path["end"] for path in answer["paths"]] == ["person"]
    assert answer["paths"][0]["contact"]["person_id"] == str(BEA)


def test_unknown_closed_and_unreachable_people_answer_alike(
    ada: Visitor, referrals: Referrals
) -> None:
    closed = an_id(0xC105)
    referrals.hears(person(closed, willing_to_refer=False, open_to_intros=False), tie(CAI, closed))

    answers = [
        {**ask(ada, "/v1/introduction-paths", to=to), "grant": ""}
        for to in (an_id(0xFFFF), closed, EMEKA)
    ]

    assert answers == [answers[0]] * 3
    assert answers[0]["paths"] == []


def test_a_withdrawn_tie_takes_its_paths_away(ada: Visitor, referrals: Referrals) -> None:
    referrals.hears(tie_ended(BEA, CAI))

    assert who(ada).json["paths"] == []
    assert who(ada).json["total"] == 0


def test_an_erased_person_is_on_no_path(ada: Visitor, referrals: Referrals) -> None:
    referrals.hears(erased(CAI))

    assert who(ada).json["paths"] == []


def test_openings_within_reach_come_with_their_best_path(ada: Visitor) -> None:
    answer = ask(ada, "/v1/reachable-openings")

    assert [each["opening"]["id"] for each in answer["openings"]] == [str(CARPENTER)]
    assert answer["openings"][0]["opening"]["employer_name"] == "Oakworks"
    assert answer["openings"][0]["path"]["contact"]["person_id"] == str(BEA)
    assert answer["next"] is None


def test_a_page_goes_on_where_the_last_one_ended(ada: Visitor, referrals: Referrals) -> None:
    referrals.hears(opening(JOINER, OAKWORKS, hiring_manager=DITA, title="Joiner"))

    first = ask(ada, "/v1/reachable-openings", limit=1)
    second = ask(ada, "/v1/reachable-openings", limit=1, after=first["next"])

    shown = [each["opening"]["id"] for page in (first, second) for each in page["openings"]]
    assert sorted(shown) == sorted([str(CARPENTER), str(JOINER)])
    assert second["next"] is None


def test_a_cursor_tells_nothing_of_who_is_on_the_path(ada: Visitor, referrals: Referrals) -> None:
    referrals.hears(opening(JOINER, OAKWORKS, hiring_manager=DITA, title="Joiner"))

    cursor = ask(ada, "/v1/reachable-openings", limit=1)["next"]

    assert str(CAI.int) not in cursor
    assert len(cursor.split(".")) == 5


@pytest.mark.parametrize("cursor", ["x", "a.b.c.d.e", "e30..AAAA.AAAA.AAAA", "1" * 5000])
def test_a_cursor_that_is_none_of_ours_is_refused(ada: Visitor, cursor: str) -> None:
    answer = ada.get("/v1/reachable-openings", query_string={"after": cursor})

    assert answer.status_code == 422
    assert answer.get_json()["code"] == "cursor_unreadable"


def test_filters_leave_out_what_does_not_fit(ada: Visitor, referrals: Referrals) -> None:
    referrals.hears(
        opening(
            JOINER, OAKWORKS, hiring_manager=DITA, title="Joiner", countries=["PT"], remote=True
        )
    )

    def titles(**asked: Any) -> list[str]:
        found = ask(ada, "/v1/reachable-openings", **asked)["openings"]
        return sorted(each["opening"]["title"] for each in found)

    assert titles() == ["Carpenter", "Joiner"]
    assert titles(text="joiner") == ["Joiner"]
    assert titles(country="PT") == ["Joiner"]
    assert titles(remote="true") == ["Joiner"]
    assert titles(employer=str(PINEWORKS)) == []


def test_an_opening_for_the_network_is_shown_to_those_within_reach_alone(
    ada: Visitor, referrals: Referrals
) -> None:
    referrals.hears(opening(JOINER, OAKWORKS, hiring_manager=DITA, audience="network"))

    assert ask(ada, f"/v1/openings/{JOINER}")["network_only"] is True
    stranger = referrals.asked_by(EMEKA)
    unseen, unknown = (stranger.get(f"/v1/openings/{each}") for each in (JOINER, an_id(0xFFFF)))
    assert unseen.status_code == unknown.status_code == 404
    assert unseen.json == unknown.json
    assert who(stranger, JOINER).json == who(stranger, an_id(0xFFFF)).json


def test_a_closed_opening_is_gone(ada: Visitor, referrals: Referrals) -> None:
    referrals.hears(opening_closed(CARPENTER))

    assert ada.get(f"/v1/openings/{CARPENTER}").status_code == 404
    assert ask(ada, "/v1/reachable-openings")["openings"] == []


def test_own_employers_are_avoided_until_lifted(referrals: Referrals) -> None:
    referrals.hears(
        *network(),
        person(ADA, 2, employments=[works_at(PINEWORKS)], avoid_own_employers=True),
        person(BEA, 2, employments=[works_at(PINEWORKS)]),
    )
    ada = referrals.asked_by(ADA)

    assert who(ada).json["paths"] == []
    assert len(who(ada, avoid_own_employers="false").json["paths"]) == 1


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/v1/introduction-paths", "to"),
        ("/v1/introduction-paths?to=bea", "to"),
        (f"/v1/introduction-paths?to={BEA}&k=0", "k"),
        (f"/v1/introduction-paths?to={BEA}&k=51", "k"),
        (f"/v1/introduction-paths?to={BEA}&rank=best", "rank"),
        (f"/v1/introduction-paths?to={BEA}&alternatives=all", "alternatives"),
        (f"/v1/introduction-paths?to={BEA}&max_introducers=4", "max_introducers"),
        (f"/v1/openings/{CARPENTER}/who-can-refer?max_introducers=-1", "max_introducers"),
        ("/v1/reachable-openings?limit=0", "limit"),
        ("/v1/reachable-openings?country=Portugal", "country"),
        ("/v1/reachable-openings?employer=oak", "employer"),
        ("/v1/reachable-openings?remote=maybe", "remote"),
    ],
)
def test_a_bad_question_is_refused_by_the_name_of_its_field(
    ada: Visitor, address: str, field: str
) -> None:
    answer = ada.get(address)

    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert field in json.dumps(answer.get_json()["errors"])


@pytest.mark.parametrize(
    "address",
    [
        f"/v1/introduction-paths?to={BEA}",
        f"/v1/openings/{CARPENTER}",
        f"/v1/openings/{CARPENTER}/who-can-refer",
        "/v1/reachable-openings",
        "/v1/dead-letters",
    ],
)
def test_who_is_not_signed_in_learns_nothing(referrals: Referrals, address: str) -> None:
    referrals.hears(*network())

    answer = referrals.asked_by_nobody().get(address)

    assert answer.status_code == 401
    assert answer.get_json()["code"] == "sign_in_needed"


def test_dead_letters_are_the_operators(referrals: Referrals) -> None:
    assert referrals.asked_by(ADA).get("/v1/dead-letters").status_code == 403
    assert referrals.asked_by_operator().get("/v1/dead-letters").status_code == 200


def test_questions_are_limited(ada: Visitor) -> None:
    statuses = [who(ada).status_code for _ in range(61)]

    assert statuses == [200] * 60 + [429]


def test_a_read_that_names_an_own_write_waits_for_it(ada: Visitor, referrals: Referrals) -> None:
    web = referrals.app.extensions["service_web"]
    signer = trust_stand_in(web, "profiles")
    ended = tie_ended(BEA, CAI)
    token = sign_own_write(signer, ended, referrals.clock.now())

    early = ada.get(f"/v1/openings/{CARPENTER}/who-can-refer", own_write=token)
    referrals.hears(ended)
    late = ada.get(f"/v1/openings/{CARPENTER}/who-can-refer", own_write=token)

    assert early.status_code == 425
    assert late.get_json()["paths"] == []


def test_by_contact_each_person_to_ask_first_stands_once_with_their_best_path(
    ada: Visitor, referrals: Referrals
) -> None:
    willing, third = an_id(0xA050), an_id(0xA060)
    referrals.hears(person(willing, employments=[works_at(OAKWORKS)]), person(third))
    referrals.hears(tie(BEA, willing, cost=30), tie(ADA, EMEKA, cost=60), tie(ADA, third, cost=50))
    referrals.hears(tie(EMEKA, DITA, cost=110))

    by_end = who(ada).json
    by_contact = who(ada, by="contact").json

    assert [row["contact"]["person_id"] for row in by_end["paths"]] == [str(BEA)] * 2
    assert [row["contact"]["person_id"] for row in by_contact["paths"]] == [str(BEA), str(EMEKA)]
    assert [row["end"] for row in by_contact["paths"]] == ["referrer", "hiring_manager"]
    assert by_contact["total"] == "a few"
    assert who(ada, by="contact", k=1).json["paths"] == by_contact["paths"][:1]


def test_over_whom_a_path_is_shown_can_be_asked(ada: Visitor, referrals: Referrals) -> None:
    referrals.hears(tie(ADA, EMEKA, cost=60), tie(EMEKA, DITA, cost=110))

    for row in who(ada, by="contact").json["paths"]:
        asked = {
            "contact": row["contact"]["person_id"],
            "kind": "referral",
            "opening_id": str(CARPENTER),
        }
        assert ask(ada, "/v1/introduction-preview", **asked)["contact"] == asked["contact"]


def test_by_contact_an_opening_that_is_not_shown_does_not_exist(
    ada: Visitor, referrals: Referrals
) -> None:
    referrals.hears(opening(JOINER, OAKWORKS, audience="network", max_introducers=0))

    assert who(ada, JOINER, by="contact").status_code == 404
    assert who(ada, an_id(0xFFFF), by="contact").data == who(ada, JOINER, by="contact").data
