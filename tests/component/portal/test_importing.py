"""Import a list of contacts of every kind that profiles reads; what came of those before."""

from __future__ import annotations

import pytest

from tests.support.portal_house import Browser, PortalHouse
from tests.support.portal_town import BEA, CAI

LIST = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Bea,Santos,,bea@mail.example,,,01 Jan 2020\n"
    "Nobody,Here,,nobody@else.example,Oakworks,Carpenter,02 Jan 2020\n"
)
GOOGLE = (
    "First Name,Last Name,Labels,E-mail 1 - Value\n"
    "Bea,Santos,* myContacts,bea@mail.example\n"
    "Nobody,Here,* myContacts,nobody@else.example\n"
)
CARDS = """BEGIN:VCARD\r
VERSION:{version}\r
N:Santos;Bea;;;\r
FN:Bea Santos\r
EMAIL:bea@mail.example\r
END:VCARD\r
BEGIN:VCARD\r
VERSION:{version}\r
N:Here;Nobody;;;\r
FN:Nobody Here\r
END:VCARD\r
"""
OF_EVERY_KIND = {
    "linkedin": LIST,
    "google": GOOGLE,
    **{f"vcard {version}": CARDS.format(version=version) for version in ("2.1", "3.0", "4.0")},
}


@pytest.fixture
def cai(house: PortalHouse) -> Browser:
    return house.browser(CAI)


def samples(browser: Browser) -> list[str]:
    """Where the files to try are."""
    return [each["href"] for each in browser.page.attributes("a") if "download" in each]


def test_an_import_shows_who_is_here_tells_its_summary_once_and_forgets(
    cai: Browser, house: PortalHouse
) -> None:
    cai.open("/import")
    cai.press("Compare it", file=LIST.encode())
    assert "2 rows, 1 member, 1 at employers hiring here; 1 forgotten." in cai.text
    assert BEA in cai.text
    assert "Nobody Here" not in cai.text
    form, _ = cai.page.form_with("Propose these ties")
    cai.open(form.action.removesuffix("/choose"))
    assert "forgotten" not in cai.text

    cai.press("Propose these ties", lend="yes")
    assert "You proposed ties to 1 person." in cai.text
    cai.press("Undo this import")
    assert "This import was undone." in cai.text
    bea = house.browser(BEA)
    bea.open("/network")
    assert "Do you know each other?" not in bea.text


def test_the_same_upload_sent_twice_is_one_import(cai: Browser) -> None:
    cai.open("/import")
    form, _ = cai.page.form_with("Compare it")
    sent = [[*form.fields, ("file", LIST.encode())] for _ in range(2)]
    wheres = []
    for fields in sent:
        cai.send(form.action, fields, kind=form.kind)
        wheres.append(cai.page.form_with("Propose these ties")[0].action)

    assert len(set(wheres)) == 1


@pytest.mark.parametrize("content", [b"", b"not,a,list\n1,2,3\n", b"\xff\xfe\x00rubbish"])
def test_what_is_no_list_is_told_and_changes_nothing(cai: Browser, content: bytes) -> None:
    cai.open("/import")
    cai.press("Compare it", expect=422, file=content)

    assert "Nothing was changed." in cai.text
    assert "file:" not in cai.text
    assert ('id="file-wrong"' in cai.html) == bool(content)


def test_there_is_no_sample_list_where_there_is_no_sample(cai: Browser) -> None:
    cai.open("/import")

    assert "sample list" not in cai.text
    assert cai.send("/import/sample", cai.hidden()) == 404


@pytest.mark.parametrize("content", OF_EVERY_KIND.values(), ids=list(OF_EVERY_KIND))
def test_a_file_of_every_kind_is_taken_in_without_being_named(cai: Browser, content: str) -> None:
    cai.open("/import")
    cai.press("Compare it", file=content.encode())

    assert "2 rows, 1 member" in cai.text
    assert BEA in cai.text


def test_each_sample_file_can_be_tried(cai: Browser) -> None:
    cai.open("/import")
    found = samples(cai)
    assert len(found) == 3
    for address in found:
        cai.open(address)
        file = cai.html.encode()
        cai.open("/import")
        cai.press("Compare it", file=file)
        assert "2 rows, 0 members" in cai.text


def test_an_import_that_was_left_is_gone_on_with(cai: Browser) -> None:
    cai.open("/import")
    assert "What I imported before" not in cai.text
    cai.press("Compare it", file=LIST.encode())
    cai.open("/import")
    assert "1 person found, and you have not chosen yet" in cai.text
    cai.follow("Go on choosing")
    cai.press("Propose these ties", lend="yes")
    cai.open("/import")
    assert "ties proposed to 1 person" in cai.text
    assert "Go on choosing" not in cai.text

    cai.press("Undo this import")
    cai.open("/import")
    assert "undone" in cai.text
    assert "Undo this import" not in cai.text


def test_a_list_of_nobody_here_is_not_gone_on_with(cai: Browser) -> None:
    cai.open("/import")
    cai.press("Compare it", file=GOOGLE.replace("bea@", "other@").encode())
    cai.open("/import")

    assert "nobody of it was here" in cai.text
    assert "Go on choosing" not in cai.text


def test_imports_are_nobody_elses_to_see(cai: Browser, house: PortalHouse) -> None:
    cai.open("/import")
    cai.press("Compare it", file=LIST.encode())
    where = cai.page.form_with("Propose these ties")[0].action.removesuffix("/choose")
    bea = house.browser(BEA)
    bea.open("/import")
    assert "What I imported before" not in bea.text

    bea.open(where, expect=404)
