"""TIES.npz: the columns of TIES.csv as integer arrays, checked as every row of a CSV file is."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.lib.npyio import NpzFile
from numpy.typing import NDArray

from services.referrals.cli.rows import BadRow
from services.referrals.domain.batch import GREATEST_COST, GREATEST_ID, LinkTable

IDS = (0, GREATEST_ID)
BOUNDS = {"from": IDS, "to": IDS, "cost": (1, GREATEST_COST), "lent": (0, 1)}
"""The least and the greatest of each column. Row 0 of the arrays is called line 1."""
Column = NDArray[np.int64]


def read_link_arrays(path: Path) -> LinkTable:
    """TIES.npz, four arrays of one length. Raises BadRow."""
    giver, taker, cost, lent = _columns(path)
    _refuse(path, giver == taker, giver, "a link from {} to itself")
    _refuse_twice(path, giver, taker)
    return LinkTable(giver, taker, cost, lent)  # type: ignore[arg-type]  # arrays are sequences


def _columns(path: Path) -> list[Column]:
    try:
        with path.open("rb") as file:
            archive = np.load(file, allow_pickle=False)
            named = dict(archive) if isinstance(archive, NpzFile) else {}
    except (OSError, ValueError, EOFError, BadZipFile) as error:
        raise BadRow(path, 1, f"no NumPy archive: {error}") from error
    columns = [_column(path, name, named.get(name)) for name in BOUNDS]
    if len({len(each) for each in columns}) > 1:
        raise BadRow(path, 1, f"the arrays {', '.join(BOUNDS)} are not of one length")
    return columns


def _column(path: Path, name: str, column: NDArray[Any] | None) -> Column:
    if column is None or column.ndim != 1 or not np.issubdtype(column.dtype, np.integer):
        raise BadRow(path, 1, f"there is no array {name!r} of integers")
    low, high = BOUNDS[name]
    outside = (column < low) | (column > high)
    _refuse(path, outside, column, name + f" is {{}}, outside {low} … {high}")
    return column


def _refuse(path: Path, bad: NDArray[np.bool_], column: Column, reason: str) -> None:
    if bad.any():
        first = int(bad.argmax())
        raise BadRow(path, first + 1, reason.format(column[first]))


def _refuse_twice(path: Path, giver: Column, taker: Column) -> None:
    same = giver[1:] == giver[:-1]
    if np.all((giver[1:] > giver[:-1]) | (same & (taker[1:] > taker[:-1]))):
        return  # in order, as whoever writes arrays is likely to have them
    order = np.lexsort((taker, giver))
    same = (np.diff(giver[order]) == 0) & (np.diff(taker[order]) == 0)
    again = np.zeros(len(giver), bool)
    again[order[1:][same]] = True
    if again.any():
        first = int(again.argmax())
        pair = f"the link from {giver[first]} to {taker[first]} is given twice"
        raise BadRow(path, first + 1, pair)
