"""Leaving: everything about a person is gone here, and the others hear of it."""

from __future__ import annotations

from datetime import timedelta

from services.profiles.domain.texts import clean_mail
from shared.contracts.profiles import PersonChanged, PersonErased, TieChanged, TieEnded
from shared.ids import new_id, tie_id
from shared.storage.tables import idempotency_keys
from tests.support.profiles import Member, ProfilesHome, code_of, items

ME = "/v1/people/me"
MARK = "Qwxzv"


def lead_a_full_life(home: ProfilesHome, other: Member) -> Member:
    """Somebody whose marker stands in every place where something about people is kept."""
    marked = home.sign_up(f"{MARK}a {MARK}son", f"{MARK}@mail.example".lower())
    me = marked.visitor
    version = me.get(ME).headers["ETag"]
    presented = {
        "headline": f"{MARK} cook",
        "place": MARK,
        "languages": [MARK],
        "skills": [MARK],
        "links": [f"https://www.linkedin.com/in/{MARK}"],
    }
    version = me.patch(ME, presented, if_match=version).headers["ETag"]
    me.patch(f"{ME}/settings", {"topics": [MARK.lower()]}, if_match=version)
    job = {"employer_id": str(new_id()), "title": MARK, "team": MARK, "started": "2020-01-01"}
    me.post(f"{ME}/employments", job, idempotency_key=f"job-{MARK}")
    me.post(f"{ME}/educations", {"school": MARK, "course": MARK, "started": "2010-01-01"})
    me.post(f"{ME}/memberships", {"kind": "event", "name": MARK, "place": MARK, "year": 2020})
    me.post("/v1/groups", {"name": MARK, "kind": "class", "place": MARK})
    me.post(f"{ME}/mail-addresses", {"mail": f"{MARK}.new@mail.example"})
    content = f"First Name,Last Name,Email Address\nBea,Holm,{other.mail}\n"
    upload = "/v1/imports?source=linkedin"
    me.post(upload, data=content.encode(), content_type="text/csv", idempotency_key=MARK)
    me.post("/v1/invitations", {"name": MARK, "mail": f"{MARK}@else.example"}, idempotency_key="i")
    their = {"name": "Somebody", "mail": marked.mail}
    other.visitor.post("/v1/invitations", their)
    home.know_each_other(marked, other)
    return marked


def test_whoever_leaves_is_erased_everywhere(home: ProfilesHome, bea: Member) -> None:
    """At once, but for what events carried (codes of topics): that goes within seven days."""
    marked = lead_a_full_life(home, bea)
    assert MARK.lower().encode() in home.bytes_kept().lower()

    assert marked.visitor.delete(ME).status_code == 204
    home.told(PersonErased)
    assert MARK.lower() not in home.store_rows("outbox").lower()
    home.clock.advance(timedelta(days=7))
    home.keep_house()

    assert MARK.lower() not in home.store_rows().lower()
    bodies = [event.topics for event in home.told(PersonChanged)]
    assert [MARK.lower()] not in bodies
    assert list(home.mail_folder.glob("*.eml")) == []
    with home.container.units.database.read() as connection:
        callers = {row.caller for row in connection.execute(idempotency_keys.select())}
    assert str(marked.id) not in callers


def test_the_others_hear_of_the_end_of_each_tie_and_of_the_person(
    home: ProfilesHome, ana: Member, bea: Member, cai: Member
) -> None:
    home.know_each_other(ana, bea)
    home.know_each_other(ana, cai)
    bea.visitor.post("/v1/ties", {"mail": cai.mail, "lend": True})

    answer = ana.visitor.delete(ME)

    assert answer.headers["Warmpath-Token"]
    ended = {event.subject for event in home.told(TieEnded)}
    assert ended == {tie_id(ana.id, bea.id), tie_id(ana.id, cai.id)}
    assert [event.subject for event in home.told(PersonErased)] == [ana.id]
    newest = max(event.sequence for event in home.told_of(PersonChanged, ana.id))
    assert home.told(PersonErased)[0].sequence == newest + 1
    assert items(bea.visitor.get("/v1/ties?state=confirmed")) == []
    assert len(items(cai.visitor.get("/v1/ties?state=proposed"))) == 1


def test_who_left_is_signed_out_everywhere(home: ProfilesHome, ana: Member) -> None:
    other_device = home.sign_in(ana.mail)

    ana.visitor.delete(ME)

    assert code_of(other_device.visitor.get(ME)) == (401, "token_refused")
    body = {"refresh_token": other_device.refresh_token}
    assert code_of(home.nobody.post("/v1/sign-in/refresh", body)) == (401, "session_refused")


def test_who_left_is_remembered_only_as_a_hash_that_objected(
    home: ProfilesHome, ana: Member
) -> None:
    ana.visitor.delete(ME)
    hashed = home.container.secrets.hash_of(clean_mail(ana.mail))

    with home.container.units.read() as uow:
        assert uow.suppressions.among([hashed]) == {hashed}
    assert home.container.settings.secret_key not in hashed.encode()

    home.sign_up("Ana Again", ana.mail)
    with home.container.units.read() as uow:
        assert uow.suppressions.among([hashed]) == set()


def test_who_comes_back_is_somebody_new(home: ProfilesHome, ana: Member, bea: Member) -> None:
    home.know_each_other(ana, bea)
    ana.visitor.delete(ME)

    again = home.sign_up("Ana Again", ana.mail)

    assert again.id != ana.id
    assert items(again.visitor.get("/v1/ties")) == []
    home.know_each_other(again, bea)
    assert {event.subject for event in home.told(TieChanged)} == {
        tie_id(ana.id, bea.id),
        tie_id(again.id, bea.id),
    }


def test_an_import_of_others_forgets_who_left(home: ProfilesHome, ana: Member, bea: Member) -> None:
    content = f"First Name,Last Name,Email Address\nAna,Reyes,{ana.mail}\n"
    made = bea.visitor.post(
        "/v1/imports?source=linkedin", data=content.encode(), content_type="text/csv"
    ).json
    assert made is not None
    ana.visitor.delete(ME)

    left = bea.visitor.get(f"/v1/imports/{made['id']}").json

    assert left is not None
    assert left["matches"] == []
