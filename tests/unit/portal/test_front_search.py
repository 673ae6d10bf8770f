"""The one search box, and the files that a page is made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.portal.pages.assets import Assets
from services.portal.pages.front import split


@pytest.mark.parametrize(
    ("asked", "text", "place"),
    [
        ("data engineer, Lisbon", "data engineer", "Lisbon"),
        ("data engineer", "data engineer", ""),
        ("Data Engineer, Grid Forecasting, Lisbon", "Data Engineer, Grid Forecasting", "Lisbon"),
        (", Lisbon", "", "Lisbon"),
        ("engineer,", "engineer", ""),
        ("engineer ,  ", "engineer", ""),
        ("", "", ""),
        (",", "", ""),
    ],
)
def test_what_stands_after_the_last_comma_is_the_place(asked: str, text: str, place: str) -> None:
    assert split(asked) == (text, place)


def test_a_file_is_served_under_a_name_that_changes_with_it(tmp_path: Path) -> None:
    (tmp_path / "look.css").write_text("a{}")
    before = Assets.gathered(tmp_path)
    (tmp_path / "look.css").write_text("b{}")
    after = Assets.gathered(tmp_path)

    assert before.url("look.css") != after.url("look.css")
    assert after.contents[after.served["look.css"]] == b"b{}"


def test_what_is_not_there_is_not_linked_by_mistake(tmp_path: Path) -> None:
    assets = Assets.gathered(tmp_path)

    assert not assets.has("map.js")
    with pytest.raises(KeyError):
        assets.url("map.js")
