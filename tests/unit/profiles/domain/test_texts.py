"""What people may write, and which links and addresses are taken."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.profiles.domain.preferences import Settings
from services.profiles.domain.texts import (
    clean_link,
    clean_list,
    clean_mail,
    clean_optional,
    clean_text,
    mail_domain,
)
from shared.errors import Invalid


def code_of(refused: pytest.ExceptionInfo[Invalid]) -> str:
    return refused.value.code


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", "text_missing"),
        (" \n ", "text_missing"),
        ("x" * 11, "text_too_long"),
        ("a\0b", "text_not_printable"),
        ("a\nb", "text_not_printable"),
        ("a\u202eb", "text_not_printable"),
        ("a\u200bb", "text_not_printable"),
        ("\ud800", "text_not_printable"),
    ],
)
def test_a_text_that_cannot_be_shown_is_refused_with_its_field(value: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        clean_text("headline", value, 10)

    assert code_of(refused) == code
    assert list(refused.value.errors) == ["headline"]


@pytest.mark.parametrize("value", ["Zoë", "李小龙", "نورا", "👩\u200d🔧", "<b>=1+1", "x" * 10])
def test_texts_of_any_script_are_taken_as_they_are(value: str) -> None:
    assert clean_text("name", f" {value} ", 10) == value


@given(st.text(max_size=30))
def test_a_clean_text_stays_clean(value: str) -> None:
    try:
        text = clean_text("name", value, 20)
    except Invalid:
        return
    assert text == clean_text("name", text, 20) == unicodedata.normalize("NFC", text).strip()


def test_a_blank_optional_text_is_none() -> None:
    assert clean_optional("place", " ", 10) is clean_optional("place", None, 10) is None


def test_lists_keep_their_order_without_repetition() -> None:
    assert clean_list("skills", ["b", " a", "b "], 3, 5) == ("b", "a")


def test_a_list_too_long_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        clean_list("skills", ["a", "b"], 1, 5)

    assert code_of(refused) == "items_too_many"


@pytest.mark.parametrize("link", ["https://example.org/a?b=c", "http://例え.jp", "HTTPS://x.org:8"])
def test_web_addresses_are_links(link: str) -> None:
    assert clean_link("links", link) == link


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org",
        "example.org",
        "https://",
        "https://a b",
        "https://[::1",
        "ftp://example.org",
        "http://x:99999",
    ],
)
def test_nothing_else_is_a_link(link: str) -> None:
    with pytest.raises(Invalid) as refused:
        clean_link("links", link)

    assert code_of(refused) == "link_not_http"


def test_addresses_are_compared_without_case() -> None:
    assert clean_mail(" Ana@Mill.EXAMPLE ") == "ana@mill.example"
    assert mail_domain("ana@mill.example") == "mill.example"


@pytest.mark.parametrize(
    "mail",
    ["", "ana", "@x.org", "ana@", "ana@x", "a@b@x.org", "a b@x.org", "a@x..org", "a@x.org\n.b",
     "a\0@x.org", "a@" + "x" * 250 + ".org", "<a@x.org>", "a@x.org,b@x.org",
     "a@x.org\0", "a@x.org\u202e", "a\u200b@x.org", "a@x.org,y.org", "a@x.org>", "a@x.o%72g",
     "=?utf-8?q?eve=40evil.org=2C?=@x.org", "=?utf-8?b?yublrg==?=@x.org"],
)  # fmt: skip
def test_what_cannot_be_an_address_is_refused(mail: str) -> None:
    with pytest.raises(Invalid) as refused:
        clean_mail(mail)

    assert code_of(refused) == "mail_invalid"


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        (Settings(findable=True, weekly_cap=51), "cap_out_of_range"),
        (Settings(findable=True, open_ask_cap=-1), "cap_out_of_range"),
        (Settings(findable=True, weekly_intros=10**9), "cap_out_of_range"),
        (Settings(findable=True, topics=("Call me: 555",)), "topic_invalid"),
        (Settings(findable=True, topics=("a" * 41,)), "topic_invalid"),
        (Settings(findable=True, topics=("a",) * 21), "items_too_many"),
    ],
)
def test_settings_that_cannot_be_are_refused(settings: Settings, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        settings.checked()

    assert code_of(refused) == code


def test_a_cap_of_none_at_all_and_topics_as_codes_are_taken() -> None:
    chosen = Settings(findable=False, weekly_cap=0, topics=("data-science", "go"))

    assert chosen.checked() is chosen
