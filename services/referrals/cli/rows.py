"""Rows of the batch tool's CSV files, with file and line for whatever is wrong in them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

_MOST_DIGITS = 4000  # far more than any id has, and fewer than int() refuses to read


class BadRow(Exception):
    """A file of the batch tool cannot be taken as it is: which, where and why."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}, line {line}: {reason}")


@dataclass(frozen=True)
class Row:
    """One row below the header, its fields by the names of their columns."""

    path: Path
    line: int
    fields: dict[str, str]

    def bad(self, reason: str) -> BadRow:
        """What to raise about this row."""
        return BadRow(self.path, self.line, reason)

    def number(self, column: str, low: int, high: int) -> int:
        """The field as an integer in low … high, written in ASCII digits. Raises BadRow."""
        return self._number(column, self.fields[column], low, high)

    def numbers(self, column: str, high: int) -> frozenset[int]:
        """The field as integers joined by semicolons; an empty field holds none. Raises BadRow."""
        text = self.fields[column]
        parts = text.split(";") if text else []
        return frozenset(self._number(column, part, 0, high) for part in parts)

    def flag(self, column: str) -> bool:
        """The field as 0 or 1. Raises BadRow."""
        if self.fields[column] not in ("0", "1"):
            raise self.bad(f"{column} is {self.fields[column]!r}, not 0 or 1")
        return self.fields[column] == "1"

    def _number(self, column: str, text: str, low: int, high: int) -> int:
        if not (text.isascii() and text.isdigit()) or len(text) > _MOST_DIGITS:
            raise self.bad(f"{column} is {text[:40]!r}, not an integer in {low} … {high}")
        number = int(text)
        if not low <= number <= high:
            raise self.bad(f"{column} is {text[:40]}, outside {low} … {high}")
        return number


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of a CSV file whose header has these columns, whatever others. Raises BadRow.

    Empty lines are passed over.
    """
    # A byte that is not UTF-8 stays in its field, so that the row can be named.
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        lines = _lines(path, file)
        number, header = next(lines, (1, []))
        _check_header(path, number, header, columns)
        for number, fields in lines:
            if len(fields) != len(header):
                raise BadRow(path, number, f"{len(fields)} fields under {len(header)} columns")
            yield Row(path, number, dict(zip(header, fields, strict=True)))


def _lines(path: Path, file: TextIO) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(file, strict=True)
    try:
        for fields in reader:
            if fields:
                yield reader.line_num, fields
    except csv.Error as error:
        raise BadRow(path, reader.line_num, str(error)) from error


def _check_header(path: Path, line: int, header: Sequence[str], columns: Sequence[str]) -> None:
    for column in columns:
        if header.count(column) != 1:
            times = "missing from the header" if column not in header else "in the header twice"
            raise BadRow(path, line, f"column {column} is {times}")
