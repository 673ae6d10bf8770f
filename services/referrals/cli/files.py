"""The three files of `paths solve`, as rows of the domain."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path

from services.referrals.cli.arrays import read_link_arrays
from services.referrals.cli.rows import read_rows
from services.referrals.domain.batch import (
    GREATEST_COST,
    GREATEST_ID,
    LinkTable,
    PersonRow,
    QueryRow,
)


def read_links(path: Path) -> LinkTable:
    """TIES.csv or TIES.npz, one directed link a row. Raises BadRow."""
    return read_link_arrays(path) if path.suffix == ".npz" else _read_link_rows(path)


def _read_link_rows(path: Path) -> LinkTable:
    columns = givers, takers, costs, lent = [array("q") for _ in range(4)]
    given: set[tuple[int, int]] = set()
    for row in read_rows(path, ("from", "to", "cost", "lent")):
        giver, taker = row.number("from", 0, GREATEST_ID), row.number("to", 0, GREATEST_ID)
        if giver == taker:
            raise row.bad(f"a link from {giver} to itself")
        if (giver, taker) in given:
            raise row.bad(f"the link from {giver} to {taker} is given twice")
        given.add((giver, taker))
        givers.append(giver)
        takers.append(taker)
        costs.append(row.number("cost", 1, GREATEST_COST))
        lent.append(row.flag("lent"))
    return LinkTable(*columns)


def read_people(path: Path) -> Iterator[PersonRow]:
    """PEOPLE.csv, whoever is not simply available and accepting. Raises BadRow."""
    given: set[int] = set()
    for row in read_rows(path, ("id", "available", "accepts", "employer")):
        person = row.number("id", 0, GREATEST_ID)
        if person in given:
            raise row.bad(f"person {person} is given twice")
        given.add(person)
        employer = row.number("employer", 0, GREATEST_ID) if row.fields["employer"] else None
        yield PersonRow(person, row.flag("available"), row.flag("accepts"), employer)


def read_queries(path: Path) -> Iterator[QueryRow]:
    """QUERIES.csv, one question a row. Raises BadRow."""
    for row in read_rows(path, ("from", "to", "avoid_people", "avoid_employers")):
        yield QueryRow(
            row.number("from", 0, GREATEST_ID),
            row.number("to", 0, GREATEST_ID),
            row.numbers("avoid_people", GREATEST_ID),
            row.numbers("avoid_employers", GREATEST_ID),
        )
