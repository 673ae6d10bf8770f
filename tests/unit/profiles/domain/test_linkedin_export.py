"""LinkedIn's file in every shape it had, and everything else refused with a line and a code."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.profiles.domain.contact_lists import Source, open_list
from services.profiles.domain.contact_rows import (
    LIMITS,
    ByteLines,
    ImportedRow,
    Limits,
)
from shared.errors import Invalid

EXPORTS = Path(__file__).parents[5] / "shared" / "data" / "linkedin-export"
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
NOTE = 'Notes:\n"When exporting, you may notice, that ""some"" addresses are\nmissing."\n\n'
ANA = "Ana,Silva,https://www.linkedin.com/in/ana,ana@example.org,Mill,Weaver,07 Jun 2022\n"
SMALL = Limits(rows=3, size=2_000, line=500, field=100)


def read_connections(source: ByteLines, limits: Limits = LIMITS) -> Iterator[ImportedRow]:
    return open_list(source, Source.LINKEDIN, limits)[1]


def rows_of(content: str | bytes, limits: Limits = SMALL) -> list[ImportedRow]:
    raw = content.encode() if isinstance(content, str) else content
    return list(read_connections(io.BytesIO(raw), limits))


def refusal_of(content: str | bytes, limits: Limits = SMALL) -> Invalid:
    with pytest.raises(Invalid) as refused:
        rows_of(content, limits)
    return refused.value


def export(name: str) -> Path:
    path = EXPORTS / name
    if not path.exists() and not os.environ.get("CI"):
        pytest.skip(f"the data beside the project is not here: {name}")
    return path


@pytest.mark.parametrize(
    ("name", "lines", "rows"),
    [
        ("2021-05/Connections.csv", 3, 3),
        ("2022-09/Connections.csv", 8, 5),
        ("2023-10/Connections.csv", 7, 4),
    ],
)
def test_every_row_of_a_real_shaped_export_counts(name: str, lines: int, rows: int) -> None:
    """`lines` is the count of line ends in SOURCE.md; the last row has none."""
    content = export(name).read_bytes()
    read = list(read_connections(io.BytesIO(content)))

    assert content.count(b"\n") == lines
    assert len(read) == rows
    assert read[-1].line == lines + 1


@pytest.mark.parametrize("name", ["2023-10/Invitations.csv", "2023-10/messages.csv"])
def test_other_files_of_the_export_are_not_taken_for_the_list(name: str) -> None:
    content = export(name).read_bytes()

    assert refusal_of(content, Limits()).code == "import_no_header"


def test_a_row_is_read_into_what_is_compared() -> None:
    assert rows_of(HEADER + ANA) == [
        ImportedRow(
            line=2,
            first="Ana",
            last="Silva",
            mails=("ana@example.org",),
            profile_urls=("https://www.linkedin.com/in/ana",),
            company="Mill",
        )
    ]


@pytest.mark.parametrize("before", ["", NOTE, "\ufeff", "\ufeff" + NOTE, "\n\n"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_note_mark_and_line_ends_of_any_year_are_read_alike(before: str, line_end: str) -> None:
    content = (before + HEADER + ANA + ANA.strip()).replace("\n", line_end)

    assert [(row.first, row.mails) for row in rows_of(content)] == [
        ("Ana", ("ana@example.org",))
    ] * 2


def test_columns_are_found_by_name_in_any_order() -> None:
    read = rows_of("Company,last name,Shoe size, FIRST  NAME \nMill,Silva,38,Ana\n")

    assert read == [ImportedRow(line=2, first="Ana", last="Silva", company="Mill")]


def test_commas_quotes_and_line_ends_within_quotes_belong_to_the_field() -> None:
    (row,) = rows_of(HEADER + '"""Ana"" Maria","Silva, PhD",,,"Mill\r\nand\nSons",,\n')

    assert row.last == "Silva, PhD"
    assert row.company == "Mill and Sons"
    assert row.first == '"Ana" Maria'
    assert row.line == 4


def test_blank_rows_count_and_blank_lines_do_not() -> None:
    assert len(rows_of(HEADER + ",,,,,,21 Feb 2026\n\n,,,,,,\n \n")) == 2


def test_a_header_without_rows_is_an_empty_list() -> None:
    assert rows_of(NOTE + HEADER) == []


@pytest.mark.parametrize("mail", ["", "none", "a@b", "two@at@example.org", "@example.org"])
def test_an_address_that_cannot_be_one_is_left_out(mail: str) -> None:
    assert rows_of(HEADER + f"Ana,Silva,,{mail},,,\n")[0].mails == ()


def test_formulas_are_text_like_any_other() -> None:
    (row,) = rows_of(HEADER + "=1+1,@SUM(A1),+1,-1,\t=2,=cmd|' /C calc'!A0,=NOW()\n")

    assert (row.first, row.last, row.company) == ("=1+1", "@SUM(A1)", "=2")
    assert (row.mails, row.profile_urls) == ((), ())


@pytest.mark.parametrize("content", [b"", b"\n \r\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_has_no_line_to_blame(content: bytes) -> None:
    refused = refusal_of(content)

    assert refused.code == "import_empty"
    assert refused.detail == "The file is empty."


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"PK\x03\x04\x14\x00\x00", "import_is_archive", 1),
        (b"\x1f\x8b\x08\x00", "import_is_archive", 1),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "import_is_archive", 1),
        (b"  <!DOCTYPE html><html>", "import_is_page", 1),
        (b"\xef\xbb\xbf<html>", "import_is_page", 1),
        ("\ufeffFirst Name,Last Name\n".encode("utf-16-le"), "import_not_utf8", 1),
        (HEADER.encode() + "Zoë,Brandt,,,,,\n".encode("cp1252"), "import_not_utf8", 2),
        (HEADER.encode() + b"Ana\0,Silva,,,,,\n", "import_not_utf8", 2),
        (b"Vorname,Nachname\nAna,Silva\n", "import_no_header", 2),
        (b"First Name;Last Name\nAna;Silva\n", "import_no_header", 2),
        (b"First Name,Last Name,URL,url\n", "import_column_twice", 1),
        (HEADER.encode() + b"Ana,Silva\n", "import_row_broken", 2),
        (HEADER.encode() + b"Ana,Silva,,,,,,,\n", "import_row_broken", 2),
        (HEADER.encode() + ANA.encode() + b'Ana,"Silva,,,,,\n', "import_row_broken", 3),
        (HEADER.encode() + b'"Ana"x,Silva,,,,,\n', "import_row_broken", 2),
        (HEADER.replace("\n", "\r").encode() + b"Ana,Silva,,,,,\r", "import_row_broken", 1),
        (HEADER.encode() + b"A" * 101 + b",,,,,,\n", "import_line_too_long", 2),
        (HEADER.encode() + b"A" * 501, "import_line_too_long", 2),
        (HEADER.encode() + ANA.encode() * 4, "import_too_large", 5),
        (NOTE.encode() * 9, "import_no_header", 36),
        (b"\n" * 2_001, "import_too_large", 2_001),
    ],
)
def test_a_broken_file_is_refused_with_a_code_and_its_line(
    content: bytes, code: str, line: int
) -> None:
    refused = refusal_of(content)

    assert refused.code == code
    assert refused.detail.startswith(f"Line {line}: ")
    assert list(refused.errors) == ["file"]


def test_a_refusal_does_not_repeat_what_the_file_says_about_people() -> None:
    refused = refusal_of(HEADER + "Secretname,Silva\n")

    assert "Secretname" not in f"{refused} {refused.errors}"


def test_the_header_is_looked_for_among_the_first_records_only() -> None:
    assert refusal_of("note\n" * 20 + HEADER).code == "import_no_header"
    assert rows_of("note\n" * 19 + HEADER + ANA)[0].first == "Ana"


def test_a_quote_that_never_closes_does_not_swallow_a_large_file() -> None:
    class Endless:
        """A file of one opened quote and no end."""

        read = 0

        def readline(self, size: int, /) -> bytes:
            self.read += 1
            return HEADER.encode() if self.read == 1 else b'"Ana,' + b"x" * 95 + b"\n"

    source = Endless()
    with pytest.raises(Invalid):
        list(read_connections(source))
    assert source.read < 5_000


def test_a_line_without_end_is_read_no_further_than_the_limit() -> None:
    class OneLine:
        """Gives as many bytes as it is asked for, for ever."""

        given = 0

        def readline(self, size: int, /) -> bytes:
            self.given += size
            return b"x" * size

    source = OneLine()
    with pytest.raises(Invalid):
        list(read_connections(source))
    assert source.given <= Limits().line + 1


def test_rows_come_one_by_one_while_the_file_is_read() -> None:
    source = io.BytesIO((HEADER + ANA * 3).encode())

    assert next(read_connections(source)).first == "Ana"
    assert source.tell() < len(source.getvalue())


def rows_or_code(content: bytes) -> list[ImportedRow] | str:
    try:
        return rows_of(content)
    except Invalid as refused:
        return refused.code


@given(st.binary(max_size=400))
def test_no_bytes_do_more_harm_than_a_refusal(content: bytes) -> None:
    read = rows_or_code(content)

    assert isinstance(read, list) or read.startswith("import_")


@given(st.binary(max_size=200))
def test_no_bytes_after_a_header_do_more_harm_than_a_refusal(content: bytes) -> None:
    read = rows_or_code(HEADER.encode() + content)

    assert isinstance(read, list) or read.startswith("import_")


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


@given(st.lists(st.tuples(cells, cells, cells, cells), max_size=5), st.booleans())
def test_what_a_csv_writer_wrote_is_read_back(
    rows: list[tuple[str, str, str, str]], quote_all: bool
) -> None:
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL)
    writer.writerows([("Company", "First Name", "Shoe size", "Last Name"), *rows])

    read = rows_of(written.getvalue(), Limits())

    expected = [tuple(" ".join(cell.split()) for cell in row) for row in rows]
    assert [(row.company, row.first, row.last) for row in read] == [
        (company, first, last) for company, first, _, last in expected
    ]
