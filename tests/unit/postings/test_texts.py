"""What a text may hold."""

from __future__ import annotations

import pytest

from services.postings.domain.texts import block_fault, line_fault, refuse_faults, url_fault
from shared.errors import Invalid


@pytest.mark.parametrize("text", ["", "   ", "\t", "a\nb", "bell\x07", "x" * 11, "half \ud800"])
def test_a_line_that_cannot_be_kept_is_refused(text: str) -> None:
    assert line_fault(text, 10) is not None


@pytest.mark.parametrize("text", ["a", "x" * 10, "Ünï ¢ode", "日本語", "🙂"])
def test_a_plain_line_is_taken(text: str) -> None:
    assert line_fault(text, 10) is None


def test_a_block_may_have_lines_and_tabs() -> None:
    assert block_fault("one\n\n\ttwo", 100) is None


@pytest.mark.parametrize("text", ["", " \n ", "nul \x00", "x" * 101])
def test_a_block_that_cannot_be_kept_is_refused(text: str) -> None:
    assert block_fault(text, 100) is not None


@pytest.mark.parametrize(
    "url",
    [
        "https://acme.example/jobs/1?x=ü#top",
        "http://acme.example:8080",
        "HTTPS://ACME.example/",
        "https://[2001:db8::1]/jobs",
    ],
)
def test_a_link_to_the_web_is_taken(url: str) -> None:
    assert url_fault(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "",
        "acme.example/jobs",
        "//acme.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://acme.example",
        "https://",
        "https://ada:secret@acme.example",
        "https://acme.example:99999999",
        "https://[half",
        "https://acme.example/a b",
        "https://acme.example/\njavascript:x",
        "https://acme.example/" + "x" * 2000,
    ],
)
def test_any_other_link_is_refused(url: str) -> None:
    assert url_fault(url) is not None


def test_every_fault_is_named_at_once_and_what_is_well_is_not() -> None:
    with pytest.raises(Invalid) as caught:
        refuse_faults("x_invalid", "No.", {"a": "Wrong.", "b": None, "c": "Also wrong."})

    assert caught.value.code == "x_invalid"
    assert caught.value.errors == {"a": ["Wrong."], "c": ["Also wrong."]}


def test_without_faults_nothing_is_refused() -> None:
    refuse_faults("x_invalid", "No.", {"a": None, "b": ""})
