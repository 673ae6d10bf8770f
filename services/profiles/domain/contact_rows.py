"""What every list of contacts is read into, line by line; nothing of a file is kept.

A problem is `Invalid` with the number of the line it ends on, and one of these codes:

    import_empty            there is nothing in the file
    import_is_archive       a .zip (a whole export) or .xlsx was given
    import_is_page          a web page was given, often a sign-in page saved as .csv
    import_not_utf8         another encoding, or not text at all
    import_kind_unknown     neither of the kinds that are read
    import_no_header        it is not the file that the named kind has: its columns are not there
    import_no_card          there is no vCard in it, though it was said to hold some
    import_column_twice     two columns have the same name
    import_row_broken       quotes or the number of fields are wrong, or a card does not end
    import_line_too_long    a line or field is longer than any that programs write
    import_too_large        more rows or bytes than the limits
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from services.profiles.domain.profile_url import profile_url
from services.profiles.domain.texts import clean_mail
from shared.errors import Invalid

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
MOST_ADDRESSES = 20
"""Of one contact, so that one row cannot ask for the whole membership."""
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class ByteLines(Protocol):
    """What is read from: a file open for bytes, or a request's body."""

    def readline(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Limits:
    """What a file may be at most. LinkedIn itself caps a member at 30,000 first-degree rows, Google
    at 25,000 contacts.
    """

    rows: int = 100_000
    lines: int = 1_000_000
    size: int = 50_000_000
    line: int = 1_000_000
    field: int = 65_536


@dataclass(frozen=True)
class ImportedRow:
    """One contact. `mails` and `profile_urls` are in the form we compare; what is unusable is left
    out. `line` is the number of the line on which the row ends.
    """

    line: int
    first: str = ""
    last: str = ""
    mails: tuple[str, ...] = ()
    profile_urls: tuple[str, ...] = ()
    company: str = ""


LIMITS = Limits()


class TextLines:
    """The lines of a file as text, counted, each checked before anything else looks at it."""

    def __init__(self, source: ByteLines, limits: Limits) -> None:
        self._source = source
        self.limits = limits
        self._size = 0
        self._ahead: deque[str] = deque()
        self.number = 0
        self.is_blank = True

    def __iter__(self) -> Iterator[str]:
        while self._ahead:
            yield self._ahead.popleft()
        yield from self._read()

    def first(self) -> str:
        """The first line that is not blank; it is still there to be read. "" if there is none."""
        for line in self._read():
            self._ahead.append(line)
            if line.strip():
                return line
        return ""

    def _read(self) -> Iterator[str]:
        while line := self._source.readline(self.limits.line + 1):
            self.number += 1
            if self.number > self.limits.lines:
                problem = f"has more than {self.limits.lines} lines"
                raise refused("import_too_large", problem, self.number)
            if self.number == 1:
                _check_kind(line)
                line = line.removeprefix(BYTE_ORDER_MARK)
            yield self._text(line)

    def _text(self, line: bytes) -> str:
        self._size += len(line)
        if self._size > self.limits.size:
            problem = f"is larger than {self.limits.size} bytes"
            raise refused("import_too_large", problem, self.number)
        if len(line) > self.limits.line:
            raise refused("import_line_too_long", "has a line that is too long", self.number)
        try:
            text = line.decode()
        except UnicodeDecodeError:
            text = "\0"
        self.is_blank = self.is_blank and not text.strip()
        if "\0" in text:
            raise refused("import_not_utf8", "is not text in UTF-8", self.number)
        return text


def usable_mails(texts: Iterable[str]) -> tuple[str, ...]:
    """Those that can be addresses; the row may still match otherwise where none is."""
    return _each_once(_mail(text) for text in texts)


def usable_urls(texts: Iterable[str]) -> tuple[str, ...]:
    """Those that are addresses of profiles."""
    return _each_once(profile_url(text) for text in texts)


def empty() -> Invalid:
    """There is nothing in it, so no line is to blame."""
    return Invalid("import_empty", "The file is empty.", {"file": ["is empty"]})


def refused(code: str, problem: str, line: int) -> Invalid:
    """The content of the line is not told: it may be about somebody who is no member."""
    return Invalid(code, f"Line {line}: the file {problem}.", {"file": [f"line {line}: {problem}"]})


def _each_once(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in found if each))[:MOST_ADDRESSES]


def _mail(text: str) -> str:
    try:
        return clean_mail(text)
    except Invalid:
        return ""


def _check_kind(first_line: bytes) -> None:
    if first_line.startswith(_ARCHIVES):
        problem = "is an archive: unpack it and choose the list inside"
        raise refused("import_is_archive", problem, 1)
    if first_line.startswith(_UTF16):
        raise refused("import_not_utf8", "is in UTF-16: save it in UTF-8", 1)
    if first_line.removeprefix(BYTE_ORDER_MARK).lstrip().startswith(b"<"):
        raise refused("import_is_page", "is a web page: choose the list itself", 1)
