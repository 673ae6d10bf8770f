"""Whom of an imported list we know: compare, and forget the rest.

A row is matched by verified mail, else by profile URL (of several, by the first that a member has);
else people of the same name at the same employer are suggested, both compared as sets of words,
never as parts of one another. Nothing is proposed by itself: a suggestion, and whoever works at an
avoided employer, starts unticked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from services.profiles.domain.contact_rows import ImportedRow
from services.profiles.domain.folding import employer_key, person_key
from shared.batches import in_batches

ROWS_AT_ONCE = 500
MOST_SUGGESTED = 3
"""People suggested for one row; where more share name and employer, none of them is."""


class Basis(StrEnum):
    """What a match rests on, the surest first."""

    MAIL = "mail"
    PROFILE_URL = "profile_url"
    NAME_AND_EMPLOYER = "name_and_employer"


SURENESS = {basis: place for place, basis in enumerate(Basis)}


@dataclass(frozen=True)
class Namesake:
    """A member of a looked-up name, with the keys (`employer_key`) of all names and aliases of the
    employers they ever worked at."""

    person_id: UUID
    employer_keys: AbstractSet[str]


@dataclass(frozen=True)
class MemberIndex:
    """What the store can be asked, a batch at a time.

    All answers are about members who are findable, and never about the person who imports; what
    was asked and is not known is left out. `by_mail`: verified addresses. `by_profile_url`: links
    as `profile_url` writes them; an address that two members claim is left out. `by_name`: keys of
    `person_key`. `hiring`: those of the `employer_key`s that are, by name or alias, an employer
    with an opening any member may see. `avoided`: who of these people works at an employer that
    the importing person avoids, or is avoided by them.
    """

    by_mail: Callable[[Collection[str]], Mapping[str, UUID]]
    by_profile_url: Callable[[Collection[str]], Mapping[str, UUID]]
    by_name: Callable[[Collection[str]], Mapping[str, Sequence[Namesake]]]
    hiring: Callable[[Collection[str]], AbstractSet[str]]
    avoided: Callable[[Collection[UUID]], AbstractSet[UUID]]


@dataclass(frozen=True)
class Match:
    """A member on the list. `ticked` is how their box starts."""

    person_id: UUID
    basis: Basis
    avoided: bool

    @property
    def ticked(self) -> bool:
        return not self.avoided and self.basis is not Basis.NAME_AND_EMPLOYER


@dataclass(frozen=True)
class Summary:
    """Told once, before the rest is forgotten. `members` are people, the others are rows."""

    rows: int
    members: int
    at_employers_hiring: int
    forgotten: int


@dataclass(frozen=True)
class Preview:
    """What is kept of a list: its matches, in the order of the file, and four counts."""

    matches: Sequence[Match]
    summary: Summary


@dataclass
class _Tally:
    """What has been counted so far; nothing of an unmatched row outlives its batch."""

    basis_of: dict[UUID, Basis] = field(default_factory=dict)
    rows: int = 0
    matched_rows: int = 0
    hiring_rows: int = 0

    def match(self, people: Iterable[UUID], basis: Basis) -> None:
        for person in people:
            known = self.basis_of.get(person, basis)
            self.basis_of[person] = min(known, basis, key=SURENESS.__getitem__)


def match_rows(rows: Iterable[ImportedRow], index: MemberIndex) -> Preview:
    """Compare all rows with the members. Whatever `rows` raises passes through."""
    tally = _Tally()
    for batch in in_batches(rows, ROWS_AT_ONCE):
        _match_batch(batch, index, tally)
    avoided = index.avoided(tally.basis_of.keys())
    matches = [
        Match(person, basis, avoided=person in avoided) for person, basis in tally.basis_of.items()
    ]
    summary = Summary(
        rows=tally.rows,
        members=len(matches),
        at_employers_hiring=tally.hiring_rows,
        forgotten=tally.rows - tally.matched_rows,
    )
    return Preview(matches, summary)


def full_name_key(row: ImportedRow) -> str:
    """The `person_key` of the row's name; what follows a comma in it is a title or degree."""
    return person_key(f"{row.first.split(',')[0]} {row.last.split(',')[0]}")


def _match_batch(batch: Sequence[ImportedRow], index: MemberIndex, tally: _Tally) -> None:
    by_mail = index.by_mail({mail for row in batch for mail in row.mails})
    by_url = index.by_profile_url({url for row in batch for url in row.profile_urls})
    namesakes = index.by_name(_asked(full_name_key(row) for row in batch if row.company))
    hiring = index.hiring(_asked(employer_key(row.company) for row in batch))
    for row in batch:
        tally.rows += 1
        tally.hiring_rows += employer_key(row.company) in hiring
        people, basis = _found(row.mails, by_mail), Basis.MAIL
        if not people:
            people, basis = _found(row.profile_urls, by_url), Basis.PROFILE_URL
        if not people:
            people, basis = _suggested(row, namesakes), Basis.NAME_AND_EMPLOYER
        tally.match(people, basis)
        tally.matched_rows += bool(people)


def _found(keys: Iterable[str], known: Mapping[str, UUID]) -> list[UUID]:
    return [known[key] for key in keys if key in known][:1]


def _suggested(row: ImportedRow, namesakes: Mapping[str, Sequence[Namesake]]) -> list[UUID]:
    employer = employer_key(row.company)
    if not employer:
        return []
    found = [
        namesake.person_id
        for namesake in namesakes.get(full_name_key(row), ())
        if employer in namesake.employer_keys
    ]
    return found if len(found) <= MOST_SUGGESTED else []


def _asked(keys: Iterable[str]) -> set[str]:
    return {key for key in keys if key}
