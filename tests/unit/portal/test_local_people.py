"""Local mode's prepared people: who is on the list, and nobody else."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.portal.adapters.local_people import LocalPeople, Prepared
from services.portal.session import SignedOut
from shared.cli.home import Home
from shared.cli.mailbox import Mailbox
from shared.cli.sample import generate
from shared.cli.sample_loading.prepared import SHOWS, offer_prepared

ADA = {"name": "Ada", "mail": "ada@mail.example", "shows": "A candidate"}


@pytest.fixture
def people(tmp_path: Path) -> LocalPeople:
    (tmp_path / "mail").mkdir()
    return LocalPeople(tmp_path / "people.json", Mailbox(tmp_path / "mail"))


def test_before_the_sample_is_loaded_there_is_nobody(people: LocalPeople) -> None:
    assert people.everybody() == []
    assert people.one("ada@mail.example") is None


@pytest.mark.parametrize("text", ["", "{", "[1]", '[{"name": "Ada"}]', "null"])
def test_a_list_that_cannot_be_read_is_nobody(people: LocalPeople, text: str) -> None:
    people.listed_in.write_text(text)

    assert people.everybody() == []


def test_only_who_is_on_the_list_can_be_had(people: LocalPeople) -> None:
    people.listed_in.write_text(json.dumps([ADA]))

    assert people.one("ada@mail.example") == Prepared(**ADA)
    assert people.one("bea@mail.example") is None
    assert people.one("") is None


def test_the_code_is_the_one_that_came_since(people: LocalPeople) -> None:
    _mailed(people.mailbox.folder, "1", "111111")
    before = people.newest("ada@mail.example")
    _mailed(people.mailbox.folder, "2", "222222")

    assert people.code_after("ada@mail.example", before) == "222222"


def test_without_any_code_nobody_is_signed_in(
    people: LocalPeople, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.portal.adapters.local_people.COMES_WITHIN", 0.05)

    with pytest.raises(SignedOut):
        people.code_after("ada@mail.example", None)


def test_the_sample_offers_its_people_in_a_file_of_the_owners(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.make()
    network = generate(today=datetime(2026, 11, 27, tzinfo=UTC).date())
    offer_prepared(home, network)
    people = LocalPeople(home.people, Mailbox(home.mail)).everybody()

    assert [each.name for each in people[:2]] == ["Ada Oyelaran", "Bea Santos"]
    assert people[-1].name == "Operator"
    assert all(each.contacts.startswith("Notes:") for each in people[:-1])
    assert len(people) == len(SHOWS) + 1
    assert home.people.stat().st_mode & 0o777 == 0o600
    assert all(each.mail.endswith(".example") for each in people)


def _mailed(folder: Path, name: str, code: str) -> None:
    date = f"Date: Fri, 27 Nov 2026 12:00:0{name} +0000"
    text = f"To: ada@mail.example\n{date}\nSubject: Code\n\nYour code is {code}\n"
    (folder / f"{name}.eml").write_text(text)
