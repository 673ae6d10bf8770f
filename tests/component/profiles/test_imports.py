"""A list of contacts: compared once, the rest forgotten; preview, choose, undo."""

from __future__ import annotations

import re
import tempfile
from typing import Any, cast

import pytest

from shared.contracts.profiles import TieChanged, TieEnded
from shared.ids import new_id
from tests.support.profiles import Member, ProfilesHome, code_of, employer, items
from tests.support.real_data import real_file

Json = dict[str, Any]
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
ERAS = {"2021-05": 3, "2022-09": 5, "2023-10": 4}
"""Rows of each file of the real data, by its folder."""
LINES_BEFORE_ROWS = {"2021-05": 1, "2022-09": 4, "2023-10": 4}


def upload(member: Member, text: str) -> Json:
    answer = member.visitor.post(
        "/v1/imports?source=linkedin", data=text.encode(), content_type="text/csv"
    )
    assert answer.status_code == 201, answer.text
    return cast("Json", answer.json)


def nothing_of(made: Json) -> Json:
    """An import without matches."""
    return {"id": made["id"], "source": "linkedin", "matches": []}


def row(first: str, last: str, mail: str = "", url: str = "", company: str = "") -> str:
    return f"{first},{last},{url},{mail},{company},Engineer,05 Mar 2021\n"


def choose(member: Member, made: Json, *others: Member, lend: bool = True) -> Json:
    body = {"person_ids": [str(other.id) for other in others], "lend": lend}
    answer = member.visitor.post(f"/v1/imports/{made['id']}/choose", body)
    assert answer.status_code == 200, answer.text
    return cast("Json", answer.json)


@pytest.mark.parametrize("era", ERAS)
def test_every_era_of_linkedin_is_read(home: ProfilesHome, ana: Member, era: str) -> None:
    content = real_file(f"linkedin-export/{era}/Connections.csv").read_bytes()
    stated = re.search(rf"\| {era}/Connections.csv \| (\d+) \|", source_text())

    answer = ana.visitor.post("/v1/imports?source=linkedin", data=content, content_type="text/csv")

    assert answer.json is not None
    rows = ERAS[era]
    assert answer.json["summary"] == {
        "rows": rows,
        "members": 0,
        "at_employers_hiring": 0,
        "forgotten": rows,
    }
    assert stated is not None
    # SOURCE.md counts line ends; no file ends in one.
    assert int(stated[1]) + 1 == LINES_BEFORE_ROWS[era] + rows


def test_the_members_of_a_real_file_are_found(home: ProfilesHome, ana: Member) -> None:
    tomas = home.member("Tomás Reyes", "tomas.reyes@example.org")
    wren = home.member("Wren Hale")
    link = {"links": ["https://linkedin.com/in/wren-hale/"]}
    version = wren.visitor.get("/v1/people/me").headers["ETag"]
    wren.visitor.patch("/v1/people/me", link, if_match=version)
    firm = new_id()
    home.hears(employer("Northwind Analytics", firm, hiring=True))
    ines = home.member("Okafor-Lindqvist Ines")
    job = {"employer_id": str(firm), "title": "Director", "started": "2020-01-01"}
    ines.visitor.post("/v1/people/me/employments", job)

    made = upload(ana, real_file("linkedin-export/2023-10/Connections.csv").read_text())

    found = {match["name"]: (match["basis"], match["ticked"]) for match in made["matches"]}
    assert found == {
        "Okafor-Lindqvist Ines": ("name_and_employer", False),
        "Tomás Reyes": ("mail", True),
        "Wren Hale": ("profile_url", True),
    }
    assert made["summary"]["members"] == 3
    assert made["summary"]["forgotten"] == 1
    assert made["summary"]["at_employers_hiring"] == 1
    assert str(tomas.id) in {match["person_id"] for match in made["matches"]}


def test_nothing_of_an_unmatched_row_is_kept_anywhere(
    home: ProfilesHome,
    ana: Member,
    bea: Member,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    marker = "Zyxquor"
    unmatched = row(marker, f"{marker}son", f"{marker}@gone.example", company=f"{marker} Works")
    text = HEADER + row("Bea", "Holm", bea.mail) + unmatched

    plain = upload(ana, text)
    with monkeypatch.context() as without_disk:
        without_disk.setattr(tempfile, "tempdir", "/nowhere/to/write")
        form = ana.visitor.post(
            "/v1/imports?source=linkedin",
            data=as_form(text + "\n" * 600_000),
            content_type="multipart/form-data; boundary=edge",
            idempotency_key="form",
        )
    home.told(TieChanged)

    assert plain["summary"]["forgotten"] == 1
    assert form.status_code == 201, form.text
    logged = "".join(capfd.readouterr())
    for place in (home.bytes_kept(), logged.encode(), form.data):
        assert marker.casefold().encode() not in place.lower()
    assert bea.mail.encode() in home.bytes_kept()


def test_the_summary_is_told_once(home: ProfilesHome, ana: Member) -> None:
    made = upload(ana, HEADER + row("No", "Body"))

    again = ana.visitor.get(f"/v1/imports/{made['id']}")

    assert again.json == {"state": "previewed", **nothing_of(made)}


def test_an_import_that_was_left_is_found_again_by_its_maker_alone(
    home: ProfilesHome, ana: Member, bea: Member, cai: Member
) -> None:
    first = upload(ana, HEADER + row("Bea", "Holm", bea.mail) + row("Cai", "Lund", cai.mail))
    second = upload(ana, HEADER + row("No", "Body"))
    choose(ana, first, bea)

    found = items(ana.visitor.get("/v1/imports"))

    assert [(each["id"], each["state"], each["people"]) for each in found] == [
        (second["id"], "previewed", 0),
        (first["id"], "chosen", 1),
    ]
    assert items(bea.visitor.get("/v1/imports")) == []


def test_only_the_latest_imports_are_listed(ana: Member) -> None:
    made = [upload(ana, HEADER + row("No", "Body"))["id"] for _ in range(21)]

    found = items(ana.visitor.get("/v1/imports"))

    assert [each["id"] for each in found] == made[:0:-1]


def test_who_does_not_want_to_be_found_shows_and_proposes_nothing(
    home: ProfilesHome, ana: Member
) -> None:
    hidden = home.member("Hidde Away", findable=False)
    made = upload(ana, HEADER + row("Hidde", "Away", hidden.mail))

    assert made["matches"] == []
    body = {"person_ids": [str(hidden.id)], "lend": True}
    refused = ana.visitor.post(f"/v1/imports/{made['id']}/choose", body)
    assert code_of(refused) == (404, "import_match_not_found")
    assert items(hidden.visitor.get("/v1/ties")) == []


def test_choosing_proposes_and_where_proposals_meet_confirms(
    home: ProfilesHome, ana: Member, bea: Member, cai: Member
) -> None:
    bea.visitor.post("/v1/ties", {"mail": ana.mail, "lend": True})
    made = upload(ana, HEADER + row("Bea", "Holm", bea.mail) + row("Cai", "Lund", cai.mail))

    chosen = choose(ana, made, bea, cai)

    assert chosen == {"proposed": 1, "confirmed": 1}
    assert [tie["person"]["name"] for tie in items(cai.visitor.get("/v1/ties"))] == ["Ana Reyes"]
    assert len(home.told(TieChanged)) == 1
    twice = ana.visitor.post(f"/v1/imports/{made['id']}/choose", {"person_ids": [], "lend": True})
    assert code_of(twice) == (409, "import_not_open")


def test_who_was_not_chosen_is_forgotten(
    home: ProfilesHome, ana: Member, bea: Member, cai: Member
) -> None:
    made = upload(ana, HEADER + row("Bea", "Holm", bea.mail) + row("Cai", "Lund", cai.mail))
    choose(ana, made, bea)

    left = ana.visitor.get(f"/v1/imports/{made['id']}").json

    assert left is not None
    assert [match["name"] for match in left["matches"]] == ["Bea Holm"]
    assert items(cai.visitor.get("/v1/ties")) == []


def test_a_list_counts_as_evidence_when_both_imported_the_other(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    choose(ana, upload(ana, HEADER + row("Bea", "Holm", bea.mail)), bea)
    choose(bea, upload(bea, HEADER + row("Ana", "Reyes", ana.mail)), ana)

    (event,) = home.told(TieChanged)
    assert [reason.code for reason in event.reasons] == ["listed"]
    assert event.first_to_second_cost == 106


def test_colleagues_and_those_avoided_start_unticked(
    home: ProfilesHome, ana: Member, bea: Member, cai: Member
) -> None:
    firm, parent = new_id(), new_id()
    home.hears(employer("Norvik", firm, parent_id=parent), employer("Norvik Group", parent))
    for member, where in ((ana, firm), (bea, parent)):
        job = {"employer_id": str(where), "title": "Engineer", "started": "2024-01-01"}
        member.visitor.post("/v1/people/me/employments", job)
    dan = home.member("Dan Oz")
    ana.visitor.put(f"/v1/people/me/avoided-people/{dan.id}")
    text = HEADER + "".join(row("X", "Y", member.mail) for member in (bea, cai, dan))

    made = upload(ana, text)

    ticks = {match["name"]: (match["avoided"], match["ticked"]) for match in made["matches"]}
    assert ticks == {
        "Bea Holm": (True, False),
        "Cai Lund": (False, True),
        "Dan Oz": (True, False),
    }


def test_undoing_takes_back_what_nobody_answered_and_leaves_what_both_confirmed(
    home: ProfilesHome, ana: Member, bea: Member, cai: Member
) -> None:
    choose(bea, upload(bea, HEADER + row("Ana", "Reyes", ana.mail)), ana)
    made = upload(ana, HEADER + row("Bea", "Holm", bea.mail) + row("Cai", "Lund", cai.mail))
    choose(ana, made, bea, cai)

    undone = ana.visitor.post(f"/v1/imports/{made['id']}/undo")
    again = ana.visitor.post(f"/v1/imports/{made['id']}/undo")

    assert undone.json == again.json == {"state": "undone", **nothing_of(made)}
    assert items(cai.visitor.get("/v1/ties")) == []
    (tie,) = items(ana.visitor.get("/v1/ties"))
    assert (tie["person"]["name"], tie["state"], tie["reasons"]) == ("Bea Holm", "confirmed", [])
    assert [len(event.reasons) for event in home.told(TieChanged)] == [1, 0]
    assert home.told(TieEnded) == []


def test_undoing_one_list_leaves_what_another_list_says(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    choose(bea, upload(bea, HEADER + row("Ana", "Reyes", ana.mail)), ana)
    first, second = (upload(ana, HEADER + row("Bea", "Holm", bea.mail)) for _ in range(2))
    choose(ana, first, bea)
    choose(ana, second, bea)

    ana.visitor.post(f"/v1/imports/{first['id']}/undo")

    (tie,) = items(ana.visitor.get("/v1/ties"))
    assert [reason["code"] for reason in tie["reasons"]] == ["listed"]


def test_somebody_elses_import_does_not_exist(home: ProfilesHome, ana: Member, bea: Member) -> None:
    made = upload(ana, HEADER + row("Bea", "Holm", bea.mail))
    path, nowhere = f"/v1/imports/{made['id']}", f"/v1/imports/{new_id()}"
    body = {"person_ids": [], "lend": True}

    assert bea.visitor.get(path).data == bea.visitor.get(nowhere).data
    for what in ("choose", "undo"):
        foreign = bea.visitor.post(f"{path}/{what}", body)
        assert code_of(foreign) == (404, "import_not_found")
    assert ana.visitor.get(path).json == {
        name: made[name] for name in ("id", "source", "state", "matches")
    }


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import_empty"),
        (b"PK\x03\x04archive", "import_is_archive"),
        (b"<!doctype html><html>", "import_is_page"),
        ("First Name,Last Name\nÅsa,Öberg\n".encode("latin-1"), "import_not_utf8"),
        (b"Vorname,Nachname\nAna,Reyes\n", "import_no_header"),
        (b'First Name,Last Name\n"Ana,Reyes\n', "import_row_broken"),
        (b"First Name,Last Name\n" + b"x" * 70_000 + b",y\n", "import_line_too_long"),
    ],
)
def test_a_broken_file_is_a_clear_problem_and_stores_nothing(
    home: ProfilesHome, ana: Member, content: bytes, code: str
) -> None:
    refused = ana.visitor.post("/v1/imports?source=linkedin", data=content, content_type="text/csv")

    assert code_of(refused) == (422, code)
    export = ana.visitor.get("/v1/people/me/export").json
    assert export is not None
    assert export["imports"] == []


def test_a_form_without_a_file_and_an_unknown_source_are_refused(
    home: ProfilesHome, ana: Member
) -> None:
    form = ana.visitor.post(
        "/v1/imports?source=linkedin", data={"x": "y"}, content_type="multipart/form-data"
    )
    source = ana.visitor.post("/v1/imports?source=myspace", data=b"", content_type="text/csv")
    kind = ana.visitor.post("/v1/imports?source=linkedin", {"rows": []})

    assert code_of(form) == (422, "import_file_missing")
    assert code_of(source) == (422, "input_invalid")
    assert code_of(kind) == (415, "media_type_unsupported")


def as_form(text: str) -> bytes:
    """A form with the text as its file, large enough for a form parser to want a file on disk."""
    head = 'Content-Disposition: form-data; name="file"; filename="Connections.csv"'
    return f"--edge\r\n{head}\r\n\r\n{text}\r\n--edge--\r\n".encode()


def source_text() -> str:
    return real_file("linkedin-export/SOURCE.md").read_text()


SOURCES = {
    "google-contacts/new_format_edge_rows.csv": ("google", 4),
    "vcard/John_Doe_ANDROID.vcf": ("vcard", 6),
    "vcard/rfc6350-example.vcf": ("vcard", 1),
    "linkedin-export/2023-10/Connections.csv": ("linkedin", 4),
}


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize("media_type", ["application/octet-stream", "text/csv", "text/vcard"])
def test_the_file_tells_itself_of_which_kind_it_is(ana: Member, name: str, media_type: str) -> None:
    content = real_file(name).read_bytes()

    answer = ana.visitor.post("/v1/imports", data=content, content_type=media_type)

    made = cast("Json", answer.json)
    assert (made["source"], made["summary"]["rows"]) == SOURCES[name]
    assert (
        cast("Json", ana.visitor.get(f"/v1/imports/{made['id']}").json)["source"] == made["source"]
    )


def test_a_contact_of_several_addresses_is_found_by_any_that_a_member_has(
    ana: Member, bea: Member
) -> None:
    card = f"BEGIN:VCARD\nFN:B\nEMAIL:old@gone.example\nEMAIL;TYPE=WORK:{bea.mail}\nEND:VCARD\n"

    made = cast("Json", ana.visitor.post("/v1/imports", data=card, content_type="text/vcard").json)

    assert [match["name"] for match in made["matches"]] == ["Bea Holm"]


def test_a_file_of_no_known_kind_says_which_there_are(ana: Member) -> None:
    refused = ana.visitor.post("/v1/imports", data=b"Vorname;Name\n", content_type="text/csv")

    assert code_of(refused) == (422, "import_kind_unknown")
    for kind in ("LinkedIn", "Google", "vCard"):
        assert kind in refused.text
