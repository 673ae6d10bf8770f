"""Profile addresses are compared by the one name in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.profiles.domain.profile_url import profile_url


@pytest.mark.parametrize(
    "address",
    [
        "https://www.linkedin.com/in/zoë-brandt",
        "https://www.linkedin.com/in/zo%C3%AB-brandt",
        "http://linkedin.com/in/Zoë-Brandt/",
        "linkedin.com/in/zoe\u0308-brandt",
        "https://de.linkedin.com/in/zo%c3%ab-brandt/de?trk=x#top",
        "  HTTPS://WWW.LINKEDIN.COM/in/ZOË-BRANDT  ",
    ],
)
def test_one_profile_has_one_address(address: str) -> None:
    assert profile_url(address) == "https://www.linkedin.com/in/zoë-brandt"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ana",
        "https://example.org/in/ana",
        "https://linkedin.com.example.org/in/ana",
        "https://evil-linkedin.com/in/ana",
        "https://example.org@evil.org/in/ana",
        "https://www.linkedin.com/company/mill",
        "https://www.linkedin.com/in/",
        "javascript://www.linkedin.com/in/ana",
        "https://[::1/in/ana",
        "https://www.linkedin.com/in/" + "a" * 500,
    ],
)
def test_what_is_no_profile_has_no_address(address: str) -> None:
    assert profile_url(address) == ""


@given(st.text(max_size=60))
def test_an_address_once_folded_stays_as_it_is(name: str) -> None:
    folded = profile_url(f"https://www.linkedin.com/in/{name}")

    assert folded == "" or folded.startswith("https://www.linkedin.com/in/")
