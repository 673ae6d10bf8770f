"""Contacts as vCards: versions 2.1 (versit), 3.0 (RFC 2426) and 4.0 (RFC 6350), also mixed.

Programs write them loosely, so they are read loosely: lines are unfolded as all three versions
fold them, properties may carry a group (`item1.EMAIL`), parameters may have no name, and a line
that is no property is passed over. Photos and keys are not gathered at all. Cards within a card
(`AGENT`) and cards of groups count as no contact.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from services.profiles.domain.contact_rows import (
    ImportedRow,
    TextLines,
    empty,
    refused,
    usable_mails,
    usable_urls,
)

READ = frozenset({"N", "FN", "EMAIL", "URL", "ORG", "KIND", "X-ADDRESSBOOKSERVER-KIND"}) | {
    "X-SOCIALPROFILE",
    "SOCIALPROFILE",
}
_BEGIN = re.compile(r"begin\s*:\s*vcard\s*", re.IGNORECASE)
_END = re.compile(r"end\s*:\s*vcard\s*", re.IGNORECASE)
LONGEST_NAME = 2_000
LONGEST = 8_192
"""Characters of a property that are looked at, its parameters among them: names and addresses are
short, and photos are not read.
"""
_NAME = re.compile(r'(?:[\w-]+\.)?([\w-]+)((?:;(?:[^":;]|"[^"]*")*)*):', re.ASCII)
_CHARSET = re.compile(r"charset=\"?([\w-]+)", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_BETWEEN = re.compile(r"(?<!\\);")
_QUOTED_PRINTABLE = "QUOTED-PRINTABLE"


@dataclass
class _Card:
    """What is read of one card: values by property, in the order of the file."""

    values: dict[str, list[str]] = field(default_factory=dict)

    def all(self, name: str) -> list[str]:
        return self.values.get(name, [])

    def parts(self, name: str) -> list[str]:
        """The parts of a property's first value, without blanks."""
        whole = next(iter(self.all(name)), "")
        return [_plain(part) for part in _BETWEEN.split(whole)]

    @property
    def is_group(self) -> bool:
        kinds = self.all("KIND") + self.all("X-ADDRESSBOOKSERVER-KIND")
        return any(kind.strip().casefold() == "group" for kind in kinds)


def is_vcard(line: str) -> bool:
    """Whether a line begins a card."""
    return _BEGIN.fullmatch(line.strip()) is not None


def read_vcards(lines: TextLines) -> Iterator[ImportedRow]:
    """A row for each contact, one by one. Raises Invalid on the way."""
    contacts = (card for card in _cards(lines) if not card.is_group)
    for number, card in enumerate(contacts, start=1):
        if number > lines.limits.rows:
            problem = f"has more than {lines.limits.rows} cards"
            raise refused("import_too_large", problem, lines.number)
        yield _row(card, lines.number)


def _cards(lines: TextLines) -> Iterator[_Card]:
    """Whole cards; what stands in cards within them belongs to nobody."""
    depth, card = 0, _Card()
    for line in map(str.strip, _unfolded(lines)):
        step = 1 if is_vcard(line) else -1 if _END.fullmatch(line) and depth else 0
        depth += step
        if step == 1 and depth == 1:
            card = _Card()
        if step == -1 and depth == 0:
            yield card
        if step == 0:
            _look(line, depth, card, lines)
    if lines.is_blank:
        raise empty()
    if depth:
        raise refused("import_row_broken", "ends within a card", lines.number)


def _look(line: str, depth: int, card: _Card, lines: TextLines) -> None:
    if depth == 1:
        _gather(line, card)
    if depth == 0 and line:
        raise refused("import_no_card", "has something that is no vCard", lines.number)


def _unfolded(lines: TextLines) -> Iterator[str]:
    """Whole lines: a blank at the beginning, and an `=` at the end of a quoted one, goes on."""
    whole, quoted = "", False
    for raw in lines:
        line = raw.rstrip("\r\n")
        if not quoted and line[:1] not in (" ", "\t"):
            yield whole
            whole = line
        elif _has_room(whole):
            whole = whole[:-1] + line if quoted else whole + line[1:]
        quoted = line.endswith("=") and _is_quoted(whole)
    yield whole


def _has_room(whole: str) -> bool:
    return len(whole) < (LONGEST if ":" in whole[:LONGEST_NAME] else LONGEST_NAME)


def _named(line: str) -> re.Match[str] | None:
    return _NAME.match(line, 0, LONGEST_NAME)


def _is_quoted(line: str) -> bool:
    named = _named(line)
    return named is not None and _QUOTED_PRINTABLE in named[2].upper()


def _gather(line: str, card: _Card) -> None:
    named = _named(line)
    if named is None or named[1].upper() not in READ:
        return
    value = line[named.end() : LONGEST]
    if _QUOTED_PRINTABLE in named[2].upper():
        value = _unquoted(value, named[2])
    card.values.setdefault(named[1].upper(), []).append(value)


def _unquoted(value: str, parameters: str) -> str:
    named = _CHARSET.search(parameters)
    raw = quopri.decodestring(value.encode())
    try:
        return raw.decode(named[1] if named else "utf-8", "replace")
    except LookupError:
        return raw.decode("utf-8", "replace")


def _row(card: _Card, line: int) -> ImportedRow:
    family, given = [*card.parts("N"), "", ""][:2]
    whole = next((_plain(each) for each in card.all("FN")), "")
    links = [*card.all("URL"), *card.all("X-SOCIALPROFILE"), *card.all("SOCIALPROFILE")]
    return ImportedRow(
        line=line,
        first=given if given or family else whole,
        last=family,
        mails=usable_mails(_plain(each).removeprefix("mailto:") for each in card.all("EMAIL")),
        profile_urls=usable_urls(_plain(each) for each in links),
        company=next(iter(card.parts("ORG")), ""),
    )


def _plain(value: str) -> str:
    """Without escapes, on one line."""
    return " ".join(_ESCAPED.sub(lambda hit: _meant(hit[1]), value).split())


def _meant(escaped: str) -> str:
    return "\n" if escaped in "nN" else escaped
