"""Google's contacts as CSV, before and since 2024, told apart from LinkedIn's by their columns."""

from __future__ import annotations

import io

import pytest

from services.profiles.domain.contact_lists import Source, open_list
from services.profiles.domain.contact_rows import ImportedRow
from shared.errors import Invalid
from tests.support.real_data import real_file

NEW = (
    "First Name,Middle Name,Last Name,Organization Name,Labels,"
    "E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,"
    "Website 1 - Label,Website 1 - Value\n"
)
OLD = "Name,Given Name,Family Name,Group Membership,E-mail 1 - Value,Organization 1 - Name\n"


def opened(content: str | bytes, source: Source | None = None) -> tuple[Source, list[ImportedRow]]:
    raw = content.encode() if isinstance(content, str) else content
    found, rows = open_list(io.BytesIO(raw), source)
    return found, list(rows)


def test_every_row_of_a_file_since_2024_is_read() -> None:
    content = real_file("google-contacts/new_format_edge_rows.csv").read_bytes()

    found, rows = opened(content)

    assert found is Source.GOOGLE
    assert [(row.first, row.last, row.mails) for row in rows] == [
        ("Alice", "Smith", ("alice@example.com",)),
        ("user@gmail.example", "", ("user@gmail.example",)),
        ("Grace", "Hopper", ("grace@example.org", "g.hopper@example.org")),
        ("", "", ()),
    ]
    assert rows[2].company == "Navy"


@pytest.mark.parametrize("name", ["header_new_2024_on.csv", "header_old_to_2024.csv"])
def test_both_headers_that_google_wrote_are_known(name: str) -> None:
    content = real_file(f"google-contacts/{name}").read_bytes()

    assert opened(content) == (Source.GOOGLE, [])
    assert opened(content, Source.GOOGLE) == (Source.GOOGLE, [])


def test_addresses_of_all_columns_count_and_each_once() -> None:
    row = "Bea,,Holm,Mill,* myContacts,Home,bea@x.example ::: BEA@x.example,Work,b@mill.example,"
    link = "Profile,https://linkedin.com/in/Bea\n"

    (read,) = opened(NEW + row + link)[1]

    assert read.mails == ("bea@x.example", "b@mill.example")
    assert read.profile_urls == ("https://www.linkedin.com/in/bea",)
    assert read.company == "Mill"


def test_of_the_old_shape_a_whole_name_stands_in_where_its_parts_are_missing() -> None:
    rows = "Bea Holm,,,* My Contacts,bea@x.example,Mill\nCai Lund,Cai,Lund,,,\n"

    read = opened(OLD + rows)[1]

    assert [(row.first, row.last, row.company) for row in read] == [
        ("Bea Holm", "", "Mill"),
        ("Cai", "Lund", ""),
    ]


def test_what_was_said_to_be_linkedins_is_not_taken_from_google() -> None:
    for header in (NEW, OLD):
        with pytest.raises(Invalid) as refused:
            opened(header, Source.LINKEDIN)
        assert refused.value.code == "import_no_header"
    with pytest.raises(Invalid) as refused:
        opened("First Name,Last Name,URL\n", Source.GOOGLE)
    assert "Google" in refused.value.detail


def test_a_long_note_over_many_lines_is_no_hindrance() -> None:
    note = '"' + "a line of it\n" * 3_000 + '"'
    header = "First Name,Last Name,Notes,Labels,E-mail 1 - Value\n"

    (read,) = opened(header + f"Bea,Holm,{note},,bea@x.example\n")[1]

    assert read.mails == ("bea@x.example",)


def test_no_contact_asks_for_more_than_twenty_addresses() -> None:
    many = " ::: ".join(f"a{number}@x.example" for number in range(50))

    (read,) = opened(OLD + f"B,B,,,{many},\n")[1]

    assert len(read.mails) == 20
