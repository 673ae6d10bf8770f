"""Naming somebody by an address: nobody learns whose it is, and nothing of it stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from services.profiles.bootstrap import jobs
from services.profiles.reactions import write
from shared.contracts.referrals import NoticeRequested
from shared.errors import WarmpathError
from shared.ids import new_id
from shared.web.addresses import read_addresses, read_invited
from shared.web.grants import sign_grant
from tests.support.profiles import Member, ProfilesHome, code_of
from tests.support.web import trust_stand_in


def named(by: Member, mail: str, name: str = "Zoe") -> Any:
    answer = by.visitor.post("/v1/invitations", {"name": name, "mail": mail})
    assert answer.status_code == 201, answer.text
    return answer.json


def invited(home: ProfilesHome, by: Member, shown: Any) -> tuple[UUID, str]:
    """As referrals reads it; profiles' own keys stand in for its look-up."""
    read = read_invited(home.container.keys, shown["invited"], by.id, home.clock.now())
    return read.invitation_id, read.address_hash


def asked(home: ProfilesHome, recipient: str, by: Member) -> None:
    """Referrals has somebody written to."""
    notice = NoticeRequested(
        subject=new_id(),
        recipient_id=UUID(recipient),
        template="referral_asked",
        about_id=new_id(),
        people=[by.id],
    )
    with home.container.units.write() as uow:
        write(notice, uow)


def mails_to(home: ProfilesHome, address: str) -> list[str]:
    found = [path.read_text() for path in home.mail_folder.glob("*.eml")]
    return [text for text in found if address in text and "refer you" in text]


def test_whoever_is_named_by_an_address_is_recognised_by_their_own_proof(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    _, stands_for = invited(home, ana, named(ana, bea.mail.upper()))
    proof = (bea.visitor.get("/v1/people/me/addresses-proof").json or {})["proof"]

    assert read_addresses(home.container.keys, proof, bea.id, home.clock.now()) == {stands_for}
    assert bea.mail not in proof + stands_for


def test_a_members_address_and_a_strangers_answer_alike(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    left = home.member("Gone Soon")
    left.visitor.delete("/v1/people/me")
    shapes = {
        frozenset(named(ana, mail)) for mail in (bea.mail, "stranger@mail.example", left.mail)
    }

    assert shapes == {frozenset({"id", "invited"})}


def test_who_is_referred_is_written_to_at_the_address_and_who_objects_is_not(
    home: ProfilesHome, ana: Member
) -> None:
    left = home.member("Gone Soon")
    left.visitor.delete("/v1/people/me")
    for mail in ("stranger@mail.example", left.mail):
        asked(home, named(ana, mail)["id"], ana)

    (mail,) = mails_to(home, "stranger@mail.example")
    assert "Ana" in mail
    assert mails_to(home, left.mail) == []


def test_the_name_is_for_who_gave_it_alone(home: ProfilesHome, ana: Member, bea: Member) -> None:
    invitation = named(ana, "zoe@mail.example")["id"]
    keys = trust_stand_in(home.app.extensions["service_web"], "referrals")

    def names(by: Member) -> Any:
        grant = sign_grant(keys, by.id, [UUID(invitation)], home.clock.now())
        return (by.visitor.post("/v1/names", {"grant": grant}).json or {})["names"]

    assert names(ana) == {invitation: {"name": "Zoe", "headline": None}}
    assert names(bea) == {}


def test_that_somebody_left_does_not_show_by_their_name(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    invitation = named(ana, bea.mail)["id"]
    bea.visitor.delete("/v1/people/me")
    keys = trust_stand_in(home.app.extensions["service_web"], "referrals")
    grant = sign_grant(keys, ana.id, [UUID(invitation)], home.clock.now())

    assert (ana.visitor.post("/v1/names", {"grant": grant}).json or {})["names"]
    assert bea.mail not in home.store_rows("outbox")
    asked(home, invitation, ana)
    assert mails_to(home, bea.mail) == []


def test_after_fifteen_days_nothing_of_it_is_kept(home: ProfilesHome, ana: Member) -> None:
    named(ana, "zoe@mail.example")
    assert "zoe@mail.example" in home.store_rows()
    assert "zoe@mail.example" in ana.visitor.get("/v1/people/me/export").text
    home.clock.advance(timedelta(days=16))
    for job in jobs(home.container):
        job.function()

    assert "zoe@mail.example" not in home.store_rows()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"name": "Zoe", "mail": "no address"}, "mail_invalid"),
        ({"name": "  ", "mail": "zoe@mail.example"}, "text_missing"),
        ({"name": "Zoe"}, "input_invalid"),
        ({"name": "Z\x07", "mail": "zoe@mail.example"}, "text_not_printable"),
    ],
)
def test_what_is_no_name_or_address_is_refused(
    home: ProfilesHome, ana: Member, said: dict[str, str], code: str
) -> None:
    assert code_of(ana.visitor.post("/v1/invitations", said)) == (422, code)


def test_a_proof_is_good_for_its_owner_and_five_minutes_and_nothing_else_is_one(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    proof = (ana.visitor.get("/v1/people/me/addresses-proof").json or {})["proof"]
    keys, now = home.container.keys, home.clock.now()
    token = ana.visitor.headers["Authorization"].removeprefix("Bearer ")

    def refused(deed: Any) -> str:
        try:
            deed()
        except WarmpathError as error:
            return error.code
        return "read"

    shown = named(ana, "zoe@mail.example")["invited"]
    late = now + timedelta(minutes=6)
    assert refused(lambda: read_addresses(keys, proof, ana.id, now)) == "read"
    assert refused(lambda: read_addresses(keys, proof, bea.id, now)) == "proof_refused"
    assert refused(lambda: read_addresses(keys, proof, ana.id, late)) == "proof_refused"
    assert refused(lambda: read_addresses(keys, shown, ana.id, now)) == "proof_refused"
    assert refused(lambda: read_invited(keys, proof, ana.id, now)) == "proof_refused"
    assert refused(lambda: read_invited(keys, token, ana.id, now)) == "proof_refused"
