"""LinkedIn's `Connections.csv`, in the shapes it had since 2021.

Some years write a note of several lines before the header, some a byte-order mark; columns come
and go and change places, so they are found by name. Rows may be blank but for a date (people who
left): they count and match nothing. The file is read line by line and never kept.

A problem is `Invalid` with the number of the line it ends on, and one of these codes:

    import_empty            there is nothing in the file
    import_is_archive       a .zip (the whole export) or .xlsx was given
    import_is_page          a web page was given, often a sign-in page saved as .csv
    import_not_utf8         another encoding, or not text at all
    import_no_header        the columns First Name and Last Name are not there
    import_column_twice     two columns have the same name
    import_row_broken       quotes or the number of fields are wrong
    import_line_too_long    a line or field is longer than any of LinkedIn's
    import_too_large        more rows or bytes than the limits
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from services.profiles.domain.profile_url import profile_url
from services.profiles.domain.texts import clean_mail
from shared.errors import Invalid

COLUMNS = {
    "first name": "first",
    "last name": "last",
    "email address": "mail",
    "url": "profile_url",
    "company": "company",
}
NEEDED = ("first", "last")
ROWS_BEFORE_HEADER = 20
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class ByteLines(Protocol):
    """What is read from: a file open for bytes, or a request's body."""

    def readline(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Limits:
    """What a file may be at most. LinkedIn itself caps a member at 30,000 first-degree rows."""

    rows: int = 100_000
    lines: int = 1_000_000
    size: int = 50_000_000
    line: int = 65_536
    field: int = 4_096


@dataclass(frozen=True)
class ImportedRow:
    """One row. `mail` and `profile_url` are in the form we compare, "" where absent or unusable.

    `line` is the number of the line on which the row ends.
    """

    line: int
    first: str = ""
    last: str = ""
    mail: str = ""
    profile_url: str = ""
    company: str = ""


LIMITS = Limits()


def read_connections(source: ByteLines, limits: Limits = LIMITS) -> Iterator[ImportedRow]:
    """The rows in the order of the file, one by one. Raises Invalid (codes above) on the way."""
    lines = _Lines(source, limits)
    records = _records(lines)
    header = _header(records, lines)
    for number, record in enumerate(records, start=1):
        if number > limits.rows:
            raise _refused("import_too_large", f"has more than {limits.rows} rows", lines.number)
        if len(record) != header.width:
            problem = f"has {len(record)} fields where the header has {header.width}"
            raise _refused("import_row_broken", problem, lines.number)
        yield _row(record, header.places, lines.number)


@dataclass(frozen=True)
class _Header:
    """How many fields a row has, and the place of each column we know."""

    width: int
    places: Mapping[str, int]


class _Lines:
    """The lines of a file as text, counted, each checked before anything else looks at it."""

    def __init__(self, source: ByteLines, limits: Limits) -> None:
        self._source = source
        self.limits = limits
        self._size = 0
        self.number = 0
        self.is_blank = True

    def __iter__(self) -> Iterator[str]:
        while line := self._source.readline(self.limits.line + 1):
            self.number += 1
            if self.number > self.limits.lines:
                problem = f"has more than {self.limits.lines} lines"
                raise _refused("import_too_large", problem, self.number)
            if self.number == 1:
                _check_kind(line)
                line = line.removeprefix(BYTE_ORDER_MARK)
            yield self._text(line)

    def _text(self, line: bytes) -> str:
        self._size += len(line)
        if self._size > self.limits.size:
            problem = f"is larger than {self.limits.size} bytes"
            raise _refused("import_too_large", problem, self.number)
        if len(line) > self.limits.line:
            raise _refused("import_line_too_long", "has a line that is too long", self.number)
        try:
            text = line.decode()
        except UnicodeDecodeError:
            text = "\0"
        self.is_blank = self.is_blank and not text.strip()
        if "\0" in text:
            raise _refused("import_not_utf8", "is not text in UTF-8", self.number)
        return text


def _records(lines: _Lines) -> Iterator[list[str]]:
    """The records that are not blank lines."""
    reader = csv.reader(lines, strict=True)
    while True:
        try:
            record = next(reader, None)
        except csv.Error:
            problem = "has quotes or line ends that do not fit together"
            raise _refused("import_row_broken", problem, lines.number) from None
        if record is None:
            return
        if len(record) > 1 or (record and record[0].strip()):
            _check_fields(record, lines)
            yield record


def _header(records: Iterator[list[str]], lines: _Lines) -> _Header:
    """The first record, of the first few, that names the columns we need."""
    for number, record in enumerate(records, start=1):
        names = [" ".join(cell.split()).casefold() for cell in record]
        known = [COLUMNS[name] for name in names if name in COLUMNS]
        if all(name in known for name in NEEDED):
            if len(set(known)) < len(known):
                raise _refused("import_column_twice", "names a column twice", lines.number)
            return _Header(
                len(names), {COLUMNS[n]: at for at, n in enumerate(names) if n in COLUMNS}
            )
        if number == ROWS_BEFORE_HEADER:
            break
    if lines.is_blank:
        raise Invalid("import_empty", "The file is empty.", {"file": ["is empty"]})
    problem = 'has no columns named "First Name" and "Last Name": choose Connections.csv'
    raise _refused("import_no_header", problem, lines.number)


def _row(record: Sequence[str], places: Mapping[str, int], line: int) -> ImportedRow:
    def cell(column: str) -> str:
        place = places.get(column)
        return "" if place is None else " ".join(record[place].split())

    return ImportedRow(
        line=line,
        first=cell("first"),
        last=cell("last"),
        mail=_mail(cell("mail")),
        profile_url=profile_url(cell("profile_url")),
        company=cell("company"),
    )


def _mail(text: str) -> str:
    """An address that cannot be one is left out; the row may still match otherwise."""
    try:
        return clean_mail(text)
    except Invalid:
        return ""


def _check_kind(first_line: bytes) -> None:
    if first_line.startswith(_ARCHIVES):
        problem = "is an archive: unpack it and choose Connections.csv"
        raise _refused("import_is_archive", problem, 1)
    if first_line.startswith(_UTF16):
        raise _refused("import_not_utf8", "is in UTF-16: save it as CSV in UTF-8", 1)
    if first_line.removeprefix(BYTE_ORDER_MARK).lstrip().startswith(b"<"):
        raise _refused("import_is_page", "is a web page: choose Connections.csv", 1)


def _check_fields(record: Sequence[str], lines: _Lines) -> None:
    if any(len(field) > lines.limits.field for field in record):
        raise _refused("import_line_too_long", "has a field that is too long", lines.number)


def _refused(code: str, problem: str, line: int) -> Invalid:
    """The content of the line is not told: it may be about somebody who is no member."""
    return Invalid(code, f"Line {line}: the file {problem}.", {"file": [f"line {line}: {problem}"]})
