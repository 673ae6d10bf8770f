"""Names are given only against a grant of referrals, and only to whom it was given."""

from __future__ import annotations

from datetime import timedelta

from shared.ids import new_id
from shared.web.grants import sign_grant
from tests.support.profiles import Member, ProfilesHome, code_of
from tests.support.web import StandIn, trust_stand_in


def referrals(home: ProfilesHome) -> StandIn:
    return trust_stand_in(home.app.extensions["service_web"], "referrals")


def test_a_grant_names_those_it_allows_and_nobody_else(
    home: ProfilesHome, ana: Member, bea: Member, cai: Member
) -> None:
    grant = sign_grant(referrals(home), ana.id, [bea.id, new_id()], home.clock.now())

    answer = ana.visitor.post("/v1/names", {"grant": grant})

    assert answer.json == {"names": {str(bea.id): {"name": "Bea Holm", "headline": None}}}


def test_a_grant_is_good_for_who_asked_only_and_for_five_minutes(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    grant = sign_grant(referrals(home), ana.id, [bea.id], home.clock.now())

    assert code_of(bea.visitor.post("/v1/names", {"grant": grant})) == (403, "grant_refused")
    home.clock.advance(timedelta(minutes=6))
    assert code_of(ana.visitor.post("/v1/names", {"grant": grant})) == (403, "grant_refused")


def test_nothing_else_is_a_grant(home: ProfilesHome, ana: Member, bea: Member) -> None:
    own = sign_grant(home.container.keys.own, ana.id, [bea.id], home.clock.now())
    token = ana.visitor.headers["Authorization"].removeprefix("Bearer ")
    referrals(home)

    for pretended in (own, token, "rubbish", "a.b.c"):
        refused = ana.visitor.post("/v1/names", {"grant": pretended})
        assert code_of(refused) == (403, "grant_refused")


def test_who_left_has_no_name_any_more(home: ProfilesHome, ana: Member, bea: Member) -> None:
    grant = sign_grant(referrals(home), ana.id, [bea.id], home.clock.now())
    bea.visitor.delete("/v1/people/me")

    assert ana.visitor.post("/v1/names", {"grant": grant}).json == {"names": {}}


def test_the_grants_of_a_page_are_exchanged_together(
    home: ProfilesHome, ana: Member, bea: Member, cai: Member
) -> None:
    keys = referrals(home)
    grants = [sign_grant(keys, ana.id, [each.id], home.clock.now()) for each in (bea, cai)]

    names = (ana.visitor.post("/v1/names", {"grants": grants}).json or {})["names"]

    assert names.keys() == {str(bea.id), str(cai.id)}


def test_one_that_does_not_hold_refuses_them_all(
    home: ProfilesHome, ana: Member, bea: Member, cai: Member
) -> None:
    keys, now = referrals(home), home.clock.now()
    mine, hers = sign_grant(keys, ana.id, [bea.id], now), sign_grant(keys, bea.id, [cai.id], now)

    refused = ana.visitor.post("/v1/names", {"grants": [mine, hers]})

    assert code_of(refused) == (403, "grant_refused")


def test_one_grant_or_several_but_neither_both_nor_none(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    grant = sign_grant(referrals(home), ana.id, [bea.id], home.clock.now())

    one: dict[str, object] = {"grant": grant}
    bodies = [{}, {"grants": []}, one | {"grants": [grant]}, {"grants": [grant] * 101}]
    for body in bodies:
        assert ana.visitor.post("/v1/names", body).status_code == 422
