"""`paths solve` takes TIES.npz as it takes TIES.csv, or says which row is bad and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.support.solving import run

GIVEN = {"from": [1, 4], "to": [4, 9], "cost": [40, 47], "lent": [1, 1]}
ANSWER = '{"from":1,"to":9,"paths":[{"people":[1,4,9],"cost":87}]}\n'


def solved(folder: Path, **arrays: Any) -> Any:
    said = {name: each for name, each in (GIVEN | arrays).items() if each is not None}
    columns: dict[str, Any] = {name: np.array(each) for name, each in said.items()}
    np.savez(folder / "ties.npz", **columns)
    return asked(folder)


def asked(folder: Path) -> Any:
    (folder / "queries.csv").write_text("from,to,avoid_people,avoid_employers\n1,9,,\n")
    return run(folder / "ties.npz", folder / "queries.csv")


@pytest.mark.parametrize("kind", [np.int64, np.uint64, np.int32, np.uint8])
def test_arrays_of_any_integers_are_taken(tmp_path: Path, kind: Any) -> None:
    given = {name: np.array(each, kind) for name, each in GIVEN.items()}

    assert solved(tmp_path, **given).stdout == ANSWER


def test_links_that_are_not_lent_are_not(tmp_path: Path) -> None:
    assert solved(tmp_path, lent=[0, 1]).stdout == ANSWER
    assert solved(tmp_path, lent=[1, 0]).stdout != ANSWER


def test_ids_may_be_as_great_as_they_get(tmp_path: Path) -> None:
    greatest = 2**63 - 1

    answer = solved(tmp_path, **{"from": [1, greatest], "to": [greatest, 9]})

    assert f"[1,{greatest},9]" in answer.stdout


@pytest.mark.parametrize(
    ("arrays", "said"),
    [
        ({"to": [4, 4]}, "line 2: a link from 4 to itself"),
        ({"from": [1, 1], "to": [4, 4]}, "line 2: the link from 1 to 4 is given twice"),
        ({"from": [4, 1], "to": [9, -1]}, "line 2: to is -1, outside"),
        ({"cost": [40, 128]}, "line 2: cost is 128, outside 1 … 127"),
        ({"cost": [0, 40]}, "line 1: cost is 0, outside 1 … 127"),
        ({"lent": [1, 2]}, "line 2: lent is 2, outside 0 … 1"),
        ({"lent": None}, "no array 'lent' of integers"),
        ({"cost": [1.0, 2.0]}, "no array 'cost' of integers"),
        ({"cost": [[1, 2]]}, "no array 'cost' of integers"),
        ({"cost": [40]}, "not of one length"),
        ({"cost": np.array([40, "x"], object)}, "no NumPy archive"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, arrays: dict[str, Any], said: str) -> None:
    result = solved(tmp_path, **arrays)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "ties.npz" in result.stderr
    assert said in result.stderr


def test_a_pair_given_twice_is_found_however_far_apart(tmp_path: Path) -> None:
    ties = {"from": [5, 1, 3, 5], "to": [1, 5, 4, 1], "cost": [40] * 4, "lent": [1] * 4}

    assert "line 4: the link from 5 to 1 is given twice" in solved(tmp_path, **ties).stderr


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"from,to,cost,lent\n1,4,40,1\n"])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "ties.npz").write_bytes(content)

    result = asked(tmp_path)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "no NumPy archive" in result.stderr
