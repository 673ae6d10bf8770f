"""Descriptions keep their Markdown and lose their HTML."""

from __future__ import annotations

import re

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.postings.api.markdown import plain_markdown


@pytest.mark.parametrize(
    "text",
    [
        "# Data Engineer\n\n> quoted\n\n* one\n* two\n\n**bold** _soft_ `code`",
        "R&D: 3 < 5 and 5 > 3 & more",
        "[jobs](https://acme.example/jobs?a=1&b=2) [mail](mailto:jobs@acme.example)",
        "if a <5 or b>7",
        "[x](https://acme.example/?id=1&para=2&copy=3&lt=4)",
        "Ünïcode – “quoted” 日本語 🙂",
    ],
)
def test_markdown_stays_as_it_was_written(text: str) -> None:
    assert plain_markdown(text) == text


@pytest.mark.parametrize(
    ("hostile", "left"),
    [
        ("a<script>alert(1)</script>b", "ab"),
        ("<b onclick=alert(1)>bold</b>", "bold"),
        ("<img src=x onerror=alert(1)>", ""),
        ("a<!-- hidden -->b", "ab"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", ""),
        ("&amp;lt;img src=x onerror=alert(1)&amp;gt;", ""),
        ("<scr<script>ipt>alert(1)</script>", None),
        ("<svg/onload=alert(1)>", ""),
        ("<javascript:alert(1)>", ""),
        ("<style>* {display: none}</style>x", "x"),
        ("<iframe src=//evil.example></iframe>", ""),
    ],
)
def test_html_is_taken_out_also_when_it_is_escaped(hostile: str, left: str | None) -> None:
    kept = plain_markdown(hostile)

    assert left is None or kept == left
    assert not re.search(r"<\s*/?\s*[a-z!]", kept, re.IGNORECASE)


@pytest.mark.parametrize(
    "hostile",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x]( javascript:alert(1))",
        "[x](javascript&#58;alert(1))",
        "[x](javascript\\:alert(1))",
        "[x](&#x6A;avascript:alert(1))",
        "[x](vbscript:x)",
        "[x](data:text/html;base64,AAAA)",
        "![x](data:image/svg+xml,x)",
        "[x]: javascript:alert(1)",
        "[x](//evil.example)",
        "[x](\\javascript:alert(1))",
    ],
)
def test_links_lead_to_the_web_or_to_mail_or_nowhere(hostile: str) -> None:
    kept = plain_markdown(hostile)

    assert "#" in kept
    assert not re.search(r"script|data:|//", kept, re.IGNORECASE)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("see <https://acme.example/a?b=1&c=2>", "see https://acme.example/a?b=1&c=2"),
        ("mail <jobs@acme.example>", "mail jobs@acme.example"),
        ("<mailto:jobs@acme.example>", "mailto:jobs@acme.example"),
        ("R&amp;D &copy; Acme", "R&D © Acme"),
    ],
)
def test_what_merely_looks_like_html_stays_readable(written: str, kept: str) -> None:
    assert plain_markdown(written) == kept


def test_line_ends_are_the_same_whoever_sent_them() -> None:
    assert plain_markdown("a\r\nb\rc\nd") == "a\nb\nc\nd"


def test_escaping_without_end_is_dropped_whole() -> None:
    assert plain_markdown("&" + "amp;" * 40 + "lt;b&gt;") == ""


@given(st.text(alphabet="<>&;ab/!-=\"' \nlgtmpscri", max_size=80))
def test_what_is_kept_is_the_same_as_html_and_is_kept_again(text: str) -> None:
    kept = plain_markdown(text)

    assert plain_markdown(kept) == kept
    assert nh3.is_html(kept) is False or nh3.clean(kept, tags=set()).count("<") == 0
