"""Files under names of their content, made smaller once; and what may be compressed at all."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest

from services.portal.pages.assets import Assets
from services.portal.pages.compression import WORTH_IT, compressed, is_text

LONG = "a{color:red}" * WORTH_IT


def test_a_file_is_served_under_a_name_that_changes_with_it(tmp_path: Path) -> None:
    (tmp_path / "look.css").write_text("a{}")
    before = Assets.gathered(tmp_path)
    (tmp_path / "look.css").write_text("b{}")
    after = Assets.gathered(tmp_path)

    assert before.url("look.css") != after.url("look.css")
    assert after.contents[after.served["look.css"]].content == b"b{}"


def test_what_is_not_there_is_not_linked_by_mistake(tmp_path: Path) -> None:
    assets = Assets.gathered(tmp_path, tmp_path / "nowhere")

    assert not assets.has("map.js")
    with pytest.raises(KeyError):
        assets.url("map.js")


def test_files_come_from_several_folders_and_hidden_ones_stay_hidden(tmp_path: Path) -> None:
    for folder, name in (("ours", "portal.js"), ("theirs", "htmx.js"), ("theirs", ".made")):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text("1")

    assert set(Assets.gathered(tmp_path / "ours", tmp_path / "theirs").served) == {
        "portal.js",
        "htmx.js",
    }


def test_a_long_text_is_kept_smaller_too_and_a_picture_is_not(tmp_path: Path) -> None:
    (tmp_path / "look.css").write_text(LONG)
    (tmp_path / "short.css").write_text("a{}")
    (tmp_path / "picture.png").write_text(LONG)
    assets = Assets.gathered(tmp_path)
    small = {name: assets.contents[served].small for name, served in assets.served.items()}

    assert gzip.decompress(small["look.css"] or b"") == LONG.encode()
    assert small["short.css"] is small["picture.png"] is None


def test_the_same_text_is_the_same_when_compressed() -> None:
    assert compressed(LONG.encode()) == compressed(LONG.encode())


def test_what_would_hardly_become_smaller_stays_as_it_is() -> None:
    assert compressed(random.Random(1).randbytes(10 * WORTH_IT)) is None


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("text/html", True),
        ("text/javascript", True),
        ("application/javascript", True),
        ("application/atom+xml", True),
        ("application/json", True),
        ("image/svg+xml", True),
        ("image/png", False),
        ("application/octet-stream", False),
    ],
)
def test_only_texts_are_compressed(kind: str, text: bool) -> None:
    assert is_text(kind) is text
