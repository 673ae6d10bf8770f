"""Along which path somebody asks, or hands on what reached them: the graph knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol
from uuid import UUID

from services.referrals.domain.ask import Ask, Kind
from services.referrals.domain.introduction import Introduction
from services.referrals.domain.introduction_refused import HandOnImpossible
from services.referrals.domain.order import SCALES
from services.referrals.domain.paths import (
    MOST_INTRODUCERS,
    FindIntroductions,
    Path,
    Search,
    Suggestion,
    WhoCanRefer,
)
from services.referrals.domain.step import Role
from services.referrals.domain.ways import Way
from services.referrals.ports import UnitOfWork
from shared.errors import Conflict, NotFound

MOST_PATHS = 50
"""Among how many of the best paths the one through a certain person is looked for."""

MOST_ENDS = 10
"""To how many of the nearest who can refer the way over each first contact is looked for."""


class Asked(Protocol):
    """Who asks what, through whom, and to reach whom."""

    @property
    def by(self) -> UUID: ...
    @property
    def contact(self) -> UUID: ...
    @property
    def ask(self) -> Ask: ...
    @property
    def to(self) -> UUID | None: ...


def way_over(asked: Asked, uow: UnitOfWork) -> Way:
    """The best path through the contact, to the target or to whoever can refer for the opening.

    Raises NotFound(opening_not_found), Conflict(no_path_over_contact).
    """
    search, opening = _search(asked.by, uow), asked.ask.opening_id
    if opening is not None and uow.graph.find_opening(search, opening) is None:
        raise NotFound("opening_not_found", "There is no such opening.")
    paths = _found(asked, search, uow)
    path = next((way for way in paths if way[1] == asked.contact), None)
    if path is None:
        raise Conflict("no_path_over_contact", "No path leads over this contact now.")
    return path


def way_of_better(introduction: Introduction, by: UUID, better: UUID, uow: UnitOfWork) -> Way:
    """From whom `by` names: on to the target if a path leads there, else to them alone.

    Raises HandOnImpossible, whatever the reason.
    """
    current = introduction.current
    if current is None or current.person != by:
        return (better,)  # it is not theirs to answer, which is for the introduction to say
    so_far = introduction.people[: introduction.people.index(by) + 1]
    search = replace(
        _search(by, uow),
        max_introducers=max(0, MOST_INTRODUCERS + 1 - len(so_far)),
        avoid_people=introduction.avoids | set(so_far),
    )
    onward = _to_target(introduction, current.role, better, search, uow) or (better,)
    if len(onward) == 1 and not _helps(search, better, uow):
        raise HandOnImpossible
    # `by` has settings of their own; it is the candidate's that say who is never asked.
    candidates = _search(introduction.candidate, uow)
    chosen = {each for each in onward if each != introduction.target}
    if any(uow.graph.avoids(candidates, each) for each in chosen):
        raise HandOnImpossible
    return onward


def over_contacts(search: Search, opening: UUID, uow: UnitOfWork) -> tuple[Suggestion, ...]:
    """For each person whom the candidate could ask first, the best path over them to somebody who
    can refer for the opening; in path order. Of those who can refer, the nearest are looked at.
    """
    wide = replace(search, k=MOST_PATHS)
    nearest = uow.graph.who_can_refer(WhoCanRefer(wide, opening)).suggestions
    found = list(nearest)
    for each in nearest[:MOST_ENDS]:
        over = uow.graph.find_introductions(FindIntroductions(wide, each.path.target))
        found += [replace(one, end=each.end) for one in over]
    best: dict[UUID, Suggestion] = {}
    for one in sorted(found, key=lambda one: _place(one.path, search)):
        best.setdefault(one.path.contact, one)
    return tuple(best.values())


def _place(path: Path, search: Search) -> tuple[int, tuple[int, ...]]:
    """Where a path stands in the order of answers."""
    scale = SCALES[search.rank]
    weight = scale.factor * path.cost + scale.step * (path.introducers + 1)
    return weight, tuple(each.int for each in path.people)


def _search(candidate: UUID, uow: UnitOfWork) -> Search:
    return Search(candidate=candidate, today=uow.clock.now().date(), k=MOST_PATHS)


def _found(asked: Asked, search: Search, uow: UnitOfWork) -> Iterator[Way]:
    if asked.ask.kind is Kind.OPEN_ASK:
        if _helps(search, asked.contact, uow):
            yield (asked.by, asked.contact)
    elif asked.to is not None:
        yield from _to(asked.to, search, uow)
    elif asked.ask.opening_id is not None:
        found = over_contacts(search, asked.ask.opening_id, uow)
        yield from (each.path.people for each in found)


def _to(target: UUID, search: Search, uow: UnitOfWork) -> Iterator[Way]:
    found = uow.graph.find_introductions(FindIntroductions(search, target))
    yield from (each.path.people for each in found)


def _to_target(
    introduction: Introduction, role: Role, better: UUID, search: Search, uow: UnitOfWork
) -> Way:
    if introduction.target is None or role is Role.TARGET:
        return ()
    found = uow.graph.find_introductions(FindIntroductions(search, introduction.target))
    return next((each.path.people[1:] for each in found if each.path.contact == better), ())


def _helps(search: Search, contact: UUID, uow: UnitOfWork) -> bool:
    """The contact can be asked for help; whether they accept as an end matters not: they are none.

    A volunteer stands in for the contacts whom somebody lacks, and is found by a search only.
    """
    circle = uow.graph.circle(search.candidate, search.today)
    for known in circle.contacts if circle else ():
        if known.subject == contact:
            return known.open_to_introduce
    direct = replace(search, max_introducers=0)
    return bool(uow.graph.find_introductions(FindIntroductions(direct, contact)))
