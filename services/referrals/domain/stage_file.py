"""Stages as a CSV file: UTF-8, a header, then a referral's stage in each row.

    referral_id,what,reason,started
    01890000-…,interview,,
    01890000-…,rejected,skills,
    01890000-…,hire,,2026-12-01

Columns are found by name, in any order and case; others are passed over, as an ATS exports many.
`address_hash` can stand for `referral_id`. Commas or semicolons part the fields.

A file that is none is `Invalid` with one of these codes; a row that is none is told by its line.

    stages_not_utf8     another encoding, or not text at all
    stages_no_header    the column `what`, and one that says whom, are not there
    stages_broken       quotes that do not end, or a field longer than any could be
    stages_too_many     more rows than are taken at once
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import StringIO
from typing import TypeVar
from uuid import UUID

from services.referrals.domain.referral_moves import Reason
from services.referrals.domain.stages import MOST_STAGES, SAID, Stage, Unreadable, unreadable
from shared.errors import Invalid, WarmpathError
from shared.texts import has_control

WHO = ("referral_id", "address_hash")
COLUMNS = (*WHO, "what", "reason", "hold", "started")
LONGEST_HASH = 64
Row = Stage | Unreadable
K = TypeVar("K", bound=str)


def read_stages(data: bytes) -> list[Row]:
    """Every row of a file, blank ones left out. Raises Invalid."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid("stages_not_utf8", "Save the file as UTF-8 text.") from None
    try:
        return list(_rows(text))
    except csv.Error:
        raise Invalid("stages_broken", "The quotes of the file do not fit together.") from None


def _rows(text: str) -> Iterator[Row]:
    first = text.partition("\n")[0]
    parted = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=parted, strict=True)
    columns = _columns(next(reader, []))
    found = 0
    for fields in reader:
        if not any(field.strip() for field in fields):
            continue
        found += 1
        if found > MOST_STAGES:
            raise Invalid("stages_too_many", f"Send {MOST_STAGES} rows at once at most.")
        said = {name: fields[place] for name, place in columns.items() if place < len(fields)}
        yield _row(reader.line_num, {name: value.strip() for name, value in said.items()})


def _columns(header: list[str]) -> Mapping[str, int]:
    names = [name.strip().lower() for name in header]
    found = {name: names.index(name) for name in COLUMNS if names.count(name) == 1}
    if "what" not in found or not any(name in found for name in WHO):
        raise Invalid("stages_no_header", "Name the columns `referral_id` and `what`, once each.")
    return found


def _row(line: int, said: Mapping[str, str]) -> Row:
    try:
        referral_id, address_hash = _whom(said)
        return Stage(
            line=line,
            what=_one_of(said, "what", SAID),
            referral_id=referral_id,
            address_hash=address_hash,
            reason=_one_of(said, "reason", tuple(Reason)) if said.get("reason") else _NONE,
            hold=_number(said.get("hold") or "0"),
            started=_day(said.get("started", "")),
        )
    except WarmpathError as fault:
        return Unreadable(line, fault)


_NONE = Reason.NONE_GIVEN


def _whom(said: Mapping[str, str]) -> tuple[UUID | None, str | None]:
    number, stands_for = said.get("referral_id", ""), said.get("address_hash", "")
    if bool(number) == bool(stands_for):
        raise unreadable("referral_id", "say whom, by it or by address_hash")
    if has_control(stands_for) or len(stands_for) > LONGEST_HASH:
        raise unreadable("address_hash", "is none")
    if stands_for:
        return None, stands_for
    try:
        return UUID(number), None
    except ValueError:
        raise unreadable("referral_id", "is no id") from None


def _one_of(said: Mapping[str, str], column: str, known: Sequence[K]) -> K:
    name = said.get(column, "").lower()
    for each in known:
        if each == name:
            return each
    raise unreadable(column, f"is one of {', '.join(known)}")


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 1):
        raise unreadable("hold", "is a number of working days")
    return int(text)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise unreadable("started", "is a day as in 2026-12-01") from None
