"""Lists of contacts as CSV: which columns a kind has, and the rows under them.

Some have lines before their header, some a byte-order mark; columns come and go and change places,
so they are found by name. A row may be blank: it counts, and matches nothing.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.profiles.domain.contact_rows import (
    ImportedRow,
    TextLines,
    empty,
    refused,
    usable_mails,
    usable_urls,
)

ROWS_BEFORE_HEADER = 20
Places = Mapping[str, Sequence[int]]


@dataclass(frozen=True)
class Layout:
    """A kind of list. `columns` are patterns of names in lower case, by what they hold: `first`,
    `last`, `whole` (a whole name), `mail`, `profile_url`, `company`; those of `several` may be
    there more than once. `needed` must be there, and none like `foreign`. `joint` stands between
    values of one field.
    """

    called: str
    columns: Mapping[str, str]
    needed: frozenset[str]
    foreign: str = ""
    several: frozenset[str] = frozenset()
    joint: str = ""

    def places(self, names: Sequence[str]) -> Places | None:
        """Where the columns are; None if this is not its header."""
        found = {
            what: [at for at, name in enumerate(names) if re.fullmatch(pattern, name)]
            for what, pattern in self.columns.items()
        }
        is_foreign = any(re.fullmatch(self.foreign, name) for name in names if name)
        return found if all(found[what] for what in self.needed) and not is_foreign else None

    def twice(self, places: Places) -> bool:
        """Whether a column is there twice that can be there only once."""
        return any(len(at) > 1 for what, at in places.items() if what not in self.several)


def open_csv(lines: TextLines, layouts: Sequence[Layout]) -> tuple[Layout, Iterator[ImportedRow]]:
    """The first layout whose header is there, and the rows in the order of the file, one by one.

    Raises Invalid, the rows on the way.
    """
    records = _records(lines)
    layout, places, width = _header(records, lines, layouts)
    return layout, _rows(records, layout, places, width, lines)


def _rows(
    records: Iterator[list[str]], layout: Layout, places: Places, width: int, lines: TextLines
) -> Iterator[ImportedRow]:
    for number, record in enumerate(records, start=1):
        if number > lines.limits.rows:
            problem = f"has more than {lines.limits.rows} rows"
            raise refused("import_too_large", problem, lines.number)
        if len(record) != width:
            problem = f"has {len(record)} fields where the header has {width}"
            raise refused("import_row_broken", problem, lines.number)
        yield _row(record, layout, places, lines)


def _records(lines: TextLines) -> Iterator[list[str]]:
    """The records that are not blank lines."""
    reader = csv.reader(lines, strict=True)
    while True:
        try:
            record = next(reader, None)
        except csv.Error:
            problem = "has quotes or line ends that do not fit together"
            raise refused("import_row_broken", problem, lines.number) from None
        if record is None:
            return
        if len(record) > 1 or (record and record[0].strip()):
            _check_fields(record, lines)
            yield record


def _header(
    records: Iterator[list[str]], lines: TextLines, layouts: Sequence[Layout]
) -> tuple[Layout, Places, int]:
    """The first record, of the first few, that names the columns that a layout needs."""
    for number, record in enumerate(records, start=1):
        names = [" ".join(cell.split()).casefold() for cell in record]
        for layout in layouts:
            places = layout.places(names)
            if places is not None:
                if layout.twice(places):
                    raise refused("import_column_twice", "names a column twice", lines.number)
                return layout, places, len(names)
        if number == ROWS_BEFORE_HEADER:
            break
    if lines.is_blank:
        raise empty()
    raise _no_header(lines, layouts)


def _no_header(lines: TextLines, layouts: Sequence[Layout]) -> Exception:
    if len({layout.called for layout in layouts}) > 1:
        problem = "is neither LinkedIn’s Connections.csv, nor contacts from Google, nor a vCard"
        return refused("import_kind_unknown", problem, lines.number)
    problem = f"does not have the columns of {layouts[0].called}"
    return refused("import_no_header", problem, lines.number)


def _row(record: Sequence[str], layout: Layout, places: Places, lines: TextLines) -> ImportedRow:
    def cells(what: str) -> list[str]:
        texts = (record[at] for at in places.get(what, ()))
        parts = (part for text in texts for part in _parts(text, layout.joint))
        return [" ".join(part.split()) for part in parts]

    def cell(what: str) -> str:
        return next((text for text in cells(what) if text), "")

    first, last = cell("first"), cell("last")
    return ImportedRow(
        line=lines.number,
        first=first if first or last else cell("whole"),
        last=last,
        mails=usable_mails(cells("mail")),
        profile_urls=usable_urls(cells("profile_url")),
        company=cell("company"),
    )


def _parts(text: str, joint: str) -> Iterable[str]:
    return text.split(joint) if joint else [text]


def _check_fields(record: Sequence[str], lines: TextLines) -> None:
    if any(len(field) > lines.limits.field for field in record):
        raise refused("import_line_too_long", "has a field that is too long", lines.number)
