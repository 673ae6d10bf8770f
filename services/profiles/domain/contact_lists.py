"""Which kind of list a file is, as it says itself, and its contacts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from services.profiles.domain.contact_rows import (
    LIMITS,
    ByteLines,
    ImportedRow,
    Limits,
    TextLines,
)
from services.profiles.domain.csv_layouts import GOOGLE, LINKEDIN
from services.profiles.domain.csv_lists import Layout, open_csv
from services.profiles.domain.vcard import is_vcard, read_vcards


class Source(StrEnum):
    """Where a list comes from; vCards come out of nearly every other address book."""

    LINKEDIN = "linkedin"
    GOOGLE = "google"
    VCARD = "vcard"


LAYOUTS: Mapping[Source, Sequence[Layout]] = {
    Source.GOOGLE: GOOGLE,
    Source.LINKEDIN: (LINKEDIN,),
}


def open_list(
    content: ByteLines, source: Source | None = None, limits: Limits = LIMITS
) -> tuple[Source, Iterator[ImportedRow]]:
    """The kind of a list, and its contacts in the order of the file, one by one.

    A `source` that is given is taken at its word; else the file itself tells. Raises Invalid with
    the codes of `contact_rows`, for the rows on the way.
    """
    lines = TextLines(content, limits)
    if source is Source.VCARD or (source is None and is_vcard(lines.first())):
        return Source.VCARD, read_vcards(lines)
    layouts = LAYOUTS if source is None else {source: LAYOUTS[source]}
    flat = [layout for several in layouts.values() for layout in several]
    found, rows = open_csv(lines, flat)
    return next(each for each, several in layouts.items() if found in several), rows
