"""vCards of all versions and many programs, read loosely; what is none of them is refused."""

from __future__ import annotations

import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.profiles.domain.contact_lists import Source, open_list
from services.profiles.domain.contact_rows import LIMITS, ImportedRow, Limits
from shared.errors import Invalid
from tests.support.real_data import real_file

JOHN = ("John", "Doe")


def rows_of(content: str | bytes, limits: Limits = LIMITS) -> list[ImportedRow]:
    raw = content.encode() if isinstance(content, str) else content
    source, rows = open_list(io.BytesIO(raw), Source.VCARD, limits)
    assert source is Source.VCARD
    return list(rows)


def card(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])


def refusal_of(content: str | bytes, limits: Limits = LIMITS) -> Invalid:
    with pytest.raises(Invalid) as refused:
        rows_of(content, limits)
    return refused.value


@pytest.mark.parametrize(
    ("name", "called", "mails", "company"),
    [
        ("John_Doe_BLACK_BERRY", ("john", "Doe"), (), "Acme Solutions"),
        ("John_Doe_EVOLUTION", JOHN, ("john.doe@ibm.com",), "IBM"),
        ("John_Doe_GMAIL", JOHN, ("john.doe@ibm.com",), "IBM"),
        ("John_Doe_IPHONE", JOHN, ("john.doe@ibm.com",), "IBM"),
        ("John_Doe_LOTUS_NOTES", JOHN, ("john.doe@ibm.com", "billy_bob@gmail.com"), "IBM"),
        ("John_Doe_MAC_ADDRESS_BOOK", JOHN, ("john.doe@ibm.com",), "IBM"),
        ("John_Doe_MS_OUTLOOK", JOHN, ("john.doe@ibm.cm",), "IBM"),
        ("gmail-single", ("Greg", "Dartmouth"), ("gdartmouth@hotmail.com",), "TheCompany"),
        ("outlook-2003", JOHN, ("jdoe@hotmail.com",), "Company, The"),
        ("rfc6350-example", ("Simon", "Perreault"), ("simon.perreault@viagenie.ca",), "Viagenie"),
    ],
)
def test_a_card_of_each_program_is_read(
    name: str, called: tuple[str, str], mails: tuple[str, ...], company: str
) -> None:
    (row,) = rows_of(real_file(f"vcard/{name}.vcf").read_bytes())

    assert (row.first, row.last) == called
    assert (row.mails, row.company) == (mails, company)


def test_a_file_of_several_cards_has_a_row_for_each() -> None:
    rows = rows_of(real_file("vcard/rfc2426-example.vcf").read_bytes())

    assert [(row.first, row.last) for row in rows] == [("Frank Dawson", ""), ("Tim Howes", "")]
    assert rows[0].mails == ("frank_dawson@lotus.com", "fdawson@earthlink.net")
    assert rows[1].company == "Netscape Communications Corp."


def test_quoted_text_of_android_is_read_over_its_soft_line_ends() -> None:
    rows = rows_of(real_file("vcard/John_Doe_ANDROID.vcf").read_bytes())

    assert len(rows) == 6
    assert rows[0].mails == ("john.doe@company.com",)
    assert rows[2].first == ""
    assert rows[2].last == "Ñ Ñ Ñ Ñ"
    assert rows[3].last.count("Ñ") == 11
    assert rows[4].company.startswith("Ñ" * 12)


def test_addresses_of_all_kinds_count_also_in_groups_and_with_parameters_of_no_name() -> None:
    written = card(
        "N:Holm;Bea",
        "EMAIL;PREF;INTERNET:bea@x.example",
        "item1.EMAIL;type=INTERNET:b@mill.example",
        'EMAIL;TYPE="work,home";X-NOTE="a:b;c":bea@work.example',
        "EMAIL:mailto:bea@mailto.example",
    )

    (row,) = rows_of(written)

    assert row.mails == (
        "bea@x.example",
        "b@mill.example",
        "bea@work.example",
        "bea@mailto.example",
    )


def test_the_address_of_a_profile_is_found_wherever_programs_put_it() -> None:
    written = card(
        "FN:Bea Holm",
        "URL:http\\://www.linkedin.com/in/bea",
        "X-SOCIALPROFILE;type=linkedin:https://linkedin.com/in/Holm",
    )

    assert rows_of(written)[0].profile_urls == (
        "https://www.linkedin.com/in/bea",
        "https://www.linkedin.com/in/holm",
    )


def test_folded_lines_escapes_and_blanks_are_undone() -> None:
    (row,) = rows_of(
        card("N:Holm\\; PhD;Be", " a", "ORG:Mill\\, Sons;Looms", "EMAIL:bea@x", "\t.example")
    )

    assert (row.first, row.last) == ("Bea", "Holm; PhD")
    assert row.company == "Mill, Sons"
    assert row.mails == ("bea@x.example",)


def test_a_card_within_a_card_and_one_of_a_group_are_nobodys() -> None:
    agent = "AGENT:\r\nBEGIN:VCARD\r\nFN:Secretary\r\nEMAIL:s@x.example\r\nEND:VCARD"
    written = card("FN:Bea Holm", agent, "EMAIL:bea@x.example") + card("KIND:group", "FN:Weavers")

    (row,) = rows_of(written)

    assert (row.first, row.mails) == ("Bea Holm", ("bea@x.example",))


@pytest.mark.parametrize(
    "begins", ["BEGIN:VCARD", "begin:vcard", "Begin : vCard ", "\ufeffBEGIN:VCARD"]
)
def test_a_file_tells_by_its_first_line_that_it_holds_cards(begins: str) -> None:
    content = f"\n \n{begins}\nFN:Bea Holm\nEND:VCARD\n".removeprefix(
        "\n \n" if "\ufeff" in begins else ""
    )

    source, rows = open_list(io.BytesIO(content.encode()))

    assert source is Source.VCARD
    assert [row.first for row in rows] == ["Bea Holm"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import_empty"),
        (b"\n\n", "import_empty"),
        (b"First Name,Last Name\n", "import_no_card"),
        (card("FN:B").encode() + b"something\n", "import_no_card"),
        (b"BEGIN:VCARD\nFN:Bea\n", "import_row_broken"),
        (b"BEGIN:VCARD\nFN:Zo\xeb\nEND:VCARD\n", "import_not_utf8"),
        (b"PK\x03\x04", "import_is_archive"),
        (card("FN:B").encode() * 3, "import_too_large"),
    ],
)
def test_what_is_no_list_of_cards_is_refused(content: bytes, code: str) -> None:
    refused = refusal_of(content, Limits(rows=2))

    assert refused.code == code
    assert list(refused.errors) == ["file"]


def test_a_refusal_does_not_repeat_what_a_card_says() -> None:
    refused = refusal_of("BEGIN:VCARD\nFN:Secretname\n")

    assert "Secretname" not in f"{refused} {refused.errors}"


@pytest.mark.parametrize(
    "hostile",
    [
        "BEGIN:VCARD\n" + "EMAIL;" + "X" * 70 + "\n" + (" " + "x" * 70 + "\n") * 40_000,
        "BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:" + ("=41" * 20 + "=\n") * 40_000,
        "BEGIN:VCARD\nN:" + "\\" * 900_000 + "\nEND:VCARD\n",
        'BEGIN:VCARD\nN;A="' + ";b" * 400_000 + "\nEND:VCARD\n",
        ("BEGIN:VCARD\nN:" + ";" * 900 + "\nEND:VCARD\n") * 2_000,
    ],
    ids=["folded for ever", "quoted for ever", "escapes", "an open quote", "many parts"],
)
def test_no_file_keeps_a_process_busy(hostile: str) -> None:
    before = time.process_time()

    assert is_in_order(rows_or_code(hostile.encode()))
    assert time.process_time() - before < 4


def rows_or_code(content: bytes) -> list[ImportedRow] | str:
    try:
        return rows_of(content)
    except Invalid as refused:
        return refused.code


def is_in_order(read: list[ImportedRow] | str) -> bool:
    return isinstance(read, list) or read.startswith("import_")


@given(st.binary(max_size=400))
def test_no_bytes_within_a_card_do_more_harm_than_a_refusal(content: bytes) -> None:
    assert is_in_order(rows_or_code(b"BEGIN:VCARD\n" + content + b"\nEND:VCARD\n"))
