"""Signing up, in, on and out."""

from __future__ import annotations

from datetime import timedelta

from services.profiles.api.sign_in import CODES_PER_MAIL
from shared.contracts.profiles import PersonChanged
from tests.support.profiles import OPERATOR_MAIL, Member, ProfilesHome, code_of


def test_signing_up_takes_a_mailed_code_a_name_and_a_choice(home: ProfilesHome) -> None:
    home.nobody.post("/v1/sign-in/codes", {"mail": "Dan@Mail.Example"})
    body = {"mail": "dan@mail.example", "code": home.code_for("dan@mail.example")}

    unknown = home.nobody.post("/v1/sign-in/sessions", body)
    unsaid = home.nobody.post("/v1/sign-in/sessions", body | {"sign_up": {"name": "Dan Oz"}})
    made = home.nobody.post(
        "/v1/sign-in/sessions", body | {"sign_up": {"name": "Dan Oz", "findable": False}}
    )

    assert code_of(unknown) == (422, "sign_up_needed")
    assert code_of(unsaid) == (422, "input_invalid")
    assert made.status_code == 201
    assert made.json is not None
    assert made.json["expires_in"] == 900
    assert [event.findable for event in home.told(PersonChanged)] == [False]
    assert made.headers["Warmpath-Token"]


def test_a_code_is_good_once(home: ProfilesHome, ana: Member) -> None:
    home.nobody.post("/v1/sign-in/codes", {"mail": ana.mail})
    body = {"mail": ana.mail, "code": home.code_for(ana.mail)}

    assert home.nobody.post("/v1/sign-in/sessions", body).status_code == 201
    assert code_of(home.nobody.post("/v1/sign-in/sessions", body)) == (401, "code_refused")


def test_a_code_is_good_for_ten_minutes(home: ProfilesHome, ana: Member) -> None:
    home.nobody.post("/v1/sign-in/codes", {"mail": ana.mail})
    body = {"mail": ana.mail, "code": home.code_for(ana.mail)}
    home.clock.advance(timedelta(minutes=10))

    assert code_of(home.nobody.post("/v1/sign-in/sessions", body)) == (401, "code_refused")


def test_after_five_wrong_tries_the_right_code_is_refused_too(
    home: ProfilesHome, ana: Member
) -> None:
    home.nobody.post("/v1/sign-in/codes", {"mail": ana.mail})
    right = home.code_for(ana.mail)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for _ in range(5):
        tried = home.nobody.post("/v1/sign-in/sessions", {"mail": ana.mail, "code": wrong})
        assert code_of(tried) == (401, "code_refused")

    tried = home.nobody.post("/v1/sign-in/sessions", {"mail": ana.mail, "code": right})

    assert code_of(tried) == (401, "code_refused")


def test_asking_for_a_code_tells_nothing_about_who_is_a_member(
    home: ProfilesHome, ana: Member
) -> None:
    known = home.nobody.post("/v1/sign-in/codes", {"mail": ana.mail})
    unknown = home.nobody.post("/v1/sign-in/codes", {"mail": "nobody@mail.example"})
    hidden = {"traceparent", "Date"}

    assert (known.status_code, known.data) == (unknown.status_code, unknown.data) == (202, b"{}\n")
    assert [pair for pair in known.headers if pair[0] not in hidden] == [
        pair for pair in unknown.headers if pair[0] not in hidden
    ]
    assert home.mails_to("nobody@mail.example")


def test_a_wrong_code_reads_the_same_for_members_and_strangers(
    home: ProfilesHome, ana: Member
) -> None:
    known = home.nobody.post("/v1/sign-in/sessions", {"mail": ana.mail, "code": "000000"})
    unknown = home.nobody.post("/v1/sign-in/sessions", {"mail": "x@mail.example", "code": "000000"})

    assert known.data == unknown.data
    assert code_of(unknown) == (401, "code_refused")


def test_one_address_gets_only_so_many_codes(home: ProfilesHome) -> None:
    for _ in range(CODES_PER_MAIL.most):
        home.nobody.post("/v1/sign-in/codes", {"mail": "dan@mail.example"})

    refused = home.nobody.post("/v1/sign-in/codes", {"mail": " DAN@mail.example"})

    assert code_of(refused) == (429, "rate_limit_reached")
    assert len(home.mails_to("dan@mail.example")) == CODES_PER_MAIL.most


def test_a_refresh_token_is_used_up_by_its_successor(home: ProfilesHome, ana: Member) -> None:
    body = {"refresh_token": ana.refresh_token}

    first = home.nobody.post("/v1/sign-in/refresh", body)

    assert first.status_code == 200
    assert first.json is not None
    assert first.json["refresh_token"] != ana.refresh_token
    assert first.json["person_id"] == str(ana.id)


def test_a_refresh_token_used_twice_ends_the_session_for_thief_and_owner(
    home: ProfilesHome, ana: Member
) -> None:
    first = home.nobody.post("/v1/sign-in/refresh", {"refresh_token": ana.refresh_token})
    again = home.nobody.post("/v1/sign-in/refresh", {"refresh_token": ana.refresh_token})
    assert first.json is not None
    newest = home.nobody.post("/v1/sign-in/refresh", {"refresh_token": first.json["refresh_token"]})

    assert code_of(again) == (401, "session_refused")
    assert code_of(newest) == (401, "session_refused")
    assert code_of(ana.visitor.get("/v1/people/me")) == (401, "token_refused")


def test_signing_out_ends_the_session_at_once(home: ProfilesHome, ana: Member) -> None:
    other_device = home.sign_in(ana.mail)

    assert home.nobody.post("/v1/sign-out", {"refresh_token": ana.refresh_token}).status_code == 204

    assert code_of(ana.visitor.get("/v1/people/me")) == (401, "token_refused")
    refreshed = home.nobody.post("/v1/sign-in/refresh", {"refresh_token": ana.refresh_token})
    assert code_of(refreshed) == (401, "session_refused")
    assert other_device.visitor.get("/v1/people/me").status_code == 200


def test_a_forged_refresh_token_is_refused(home: ProfilesHome, ana: Member) -> None:
    forged = ana.refresh_token[:-1] + ("0" if ana.refresh_token[-1] != "0" else "1")

    for path in ("/v1/sign-in/refresh", "/v1/sign-out"):
        for token in (forged, "no.such.token", "💥"):
            answer = home.nobody.post(path, {"refresh_token": token})
            assert code_of(answer) == (401, "session_refused")
    assert ana.visitor.get("/v1/people/me").status_code == 200


def test_an_access_token_holds_for_fifteen_minutes(home: ProfilesHome, ana: Member) -> None:
    home.clock.advance(timedelta(minutes=14))
    assert ana.visitor.get("/v1/people/me").status_code == 200

    home.clock.advance(timedelta(minutes=2))
    assert code_of(ana.visitor.get("/v1/people/me")) == (401, "token_refused")


def test_only_the_operators_of_the_settings_are_operators(home: ProfilesHome, ana: Member) -> None:
    operator = home.sign_up("Op Erator", OPERATOR_MAIL)

    assert operator.visitor.get("/v1/dead-letters").status_code == 200
    assert code_of(ana.visitor.get("/v1/dead-letters")) == (403, "operator_needed")


def test_a_mail_that_could_not_go_out_at_once_goes_out_later(home: ProfilesHome) -> None:
    home.mail_folder.rmdir()
    home.nobody.post("/v1/sign-in/codes", {"mail": "dan@mail.example"})
    home.mail_folder.mkdir()
    assert home.mails_to("dan@mail.example") == []

    assert home.run_jobs()["send_mail"] == 0
    home.clock.advance(timedelta(minutes=2))
    assert home.run_jobs()["send_mail"] == 1

    assert len(home.mails_to("dan@mail.example")) == 1
    assert home.run_jobs()["send_mail"] == 0


def test_a_refused_sign_up_sends_and_keeps_nothing(home: ProfilesHome) -> None:
    refused = home.nobody.post("/v1/sign-in/codes", {"mail": "not an address"})

    assert code_of(refused) == (422, "mail_invalid")
    assert list(home.mail_folder.iterdir()) == []


def test_strangers_who_choose_the_same_key_do_not_meet(home: ProfilesHome) -> None:
    """A key that somebody else used would else be refused, and tell that they did."""
    asked = [
        home.nobody.post("/v1/sign-in/codes", {"mail": f"{name}@mail.example"}, idempotency_key="1")
        for name in ("one", "two", "one")
    ]

    assert [answer.status_code for answer in asked] == [202, 202, 202]
    assert len(home.mails_to("one@mail.example")) == len(home.mails_to("two@mail.example")) == 1


def test_signing_out_everywhere_ends_every_session_of_that_person_and_no_other(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    phone = home.sign_in(ana.mail)
    body = {"refresh_token": phone.refresh_token, "everywhere": True}

    assert home.nobody.post("/v1/sign-out", body).status_code == 204

    for device in (ana, phone):
        assert code_of(device.visitor.get("/v1/people/me")) == (401, "token_refused")
        again = home.nobody.post("/v1/sign-in/refresh", {"refresh_token": device.refresh_token})
        assert code_of(again) == (401, "session_refused")
    assert bea.visitor.get("/v1/people/me").status_code == 200
    assert home.sign_in(ana.mail).visitor.get("/v1/people/me").status_code == 200


def test_a_token_whose_session_is_over_signs_nobody_out(home: ProfilesHome, ana: Member) -> None:
    phone = home.sign_in(ana.mail)
    body = {"refresh_token": ana.refresh_token}
    assert home.nobody.post("/v1/sign-out", body).status_code == 204

    for token in (ana.refresh_token, f"{ana.refresh_token}0", "forged"):
        again = home.nobody.post("/v1/sign-out", {"refresh_token": token, "everywhere": True})
        assert code_of(again) == (401, "session_refused")
    assert phone.visitor.get("/v1/people/me").status_code == 200
