"""The questions that people ask of referrals. What comes back is only what the asker may see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.referrals.commands.answer_links import waiting_step
from services.referrals.commands.room import Room, room_of
from services.referrals.commands.ways import Asked, over_contacts, way_over
from services.referrals.domain.answers import ShownPath, shown, shown_total, with_room
from services.referrals.domain.caps import BOUND_BY
from services.referrals.domain.circle import refuse_unproved, who_fits
from services.referrals.domain.introduction_refused import IntroductionNotFound
from services.referrals.domain.introduction_seen import Seen, has_part, seen_by
from services.referrals.domain.paths import (
    Alternatives,
    FindIntroductions,
    Mark,
    OpeningFilters,
    ReachableOpenings,
    Search,
    SeenOpening,
    Suggestion,
    WhoCanRefer,
)
from services.referrals.domain.preview import Preview, preview
from services.referrals.domain.referring import not_open
from services.referrals.domain.step import NOBODY, Role, by_one_tap
from services.referrals.ports import IntroductionGraph, UnitOfWork
from shared.contracts.envelope import Event
from shared.errors import NotFound
from shared.storage.pagination import Page, decode_cursor, page_of

Total = int | Literal["a few"]


@dataclass(frozen=True)
class Paths:
    """Ways to one person, or to those who can refer for one opening; best first."""

    paths: tuple[ShownPath, ...]
    total: Total


@dataclass(frozen=True)
class OpeningWithin:
    """An opening that can be reached, and the best way to it."""

    opening: SeenOpening
    path: ShownPath


@dataclass(frozen=True)
class OpeningsWithin:
    """One page of openings that can be reached; `next` is to be sealed before it leaves."""

    openings: tuple[OpeningWithin, ...]
    next: Mark | None
    total: Total


def find_introductions(
    search: Search, target: UUID, alternatives: Alternatives, uow: UnitOfWork
) -> Paths:
    """The best ways to one person: none, alike, if they are unknown, closed or out of reach."""
    found = uow.graph.find_introductions(FindIntroductions(search, target, alternatives))
    return Paths(_shown(found, uow), shown_total(len(found)))


def who_can_refer(search: Search, opening: UUID, uow: UnitOfWork) -> Paths:
    """The best way to each person who can refer for an opening.

    Raises NotFound if there is no such opening or the asker may not see it.
    """
    find_opening(search, opening, uow)
    answer = uow.graph.who_can_refer(WhoCanRefer(search, opening))
    return Paths(_shown(answer.suggestions, uow), shown_total(answer.total))


def whom_to_ask(search: Search, opening: UUID, uow: UnitOfWork) -> Paths:
    """The best way over each person whom the asker could ask first, to any who can refer for an
    opening: `total` counts these people. Raises NotFound as `who_can_refer`.
    """
    find_opening(search, opening, uow)
    found = over_contacts(search, opening, uow)
    return Paths(_shown(found[: search.k], uow), shown_total(len(found)))


def find_opening(search: Search, opening: UUID, uow: UnitOfWork) -> SeenOpening:
    """An opening as the network knows it. Raises NotFound, alike, if unknown or not theirs."""
    found = uow.graph.find_opening(search, opening)
    if found is None:
        raise NotFound("opening_not_found", "There is no such opening.")
    return found


def reachable_openings(
    search: Search, filters: OpeningFilters, after: Mark | None, uow: UnitOfWork
) -> OpeningsWithin:
    """Every opening that somebody could introduce the asker to, best path first; one page."""
    answer = uow.graph.reachable_openings(ReachableOpenings(search, filters, after))
    paths = _shown([each.suggestion for each in answer.openings], uow)
    return OpeningsWithin(
        tuple(
            OpeningWithin(SeenOpening(each.opening, each.employer_name), path)
            for each, path in zip(answer.openings, paths, strict=True)
        ),
        answer.next,
        shown_total(answer.total),
    )


def own_contacts_for(
    search: Search, opening: UUID, after: str | None, limit: int, uow: UnitOfWork
) -> Page[UUID]:
    """Which of their own contacts an employee knows for an opening, by id.

    Raises NotFound(opening_not_found), Conflict(opening_not_open),
    Forbidden(employment_not_current | employment_not_proved), Invalid(cursor_unreadable).
    """
    seen = find_opening(search, opening, uow).opening
    known = uow.graph.circle(search.candidate, search.today)
    circle = refuse_unproved(known, seen.employer_id, search.today)
    if seen.state != "published":
        raise not_open()
    past = decode_cursor(after, UUID)[0] if after is not None else NOBODY
    fits = [each for each in who_fits(circle, seen, search.today) if str(each) > str(past)]
    return page_of(fits, limit, lambda each: (each,))


def introduction(viewer: UUID, introduction_id: UUID, uow: UnitOfWork) -> Seen:
    """An introduction as the viewer may see it. Raises IntroductionNotFound."""
    found = uow.introductions.find(introduction_id)
    if found is None:
        raise IntroductionNotFound
    return seen_by(found, viewer)


def my_introductions(viewer: UUID, after: str | None, limit: int, uow: UnitOfWork) -> Page[Seen]:
    """What the viewer asked for, the newest first. Raises Invalid(cursor_unreadable)."""
    page = uow.introductions.of_candidate(viewer, after, limit)
    return Page([seen_by(each, viewer) for each in page.items], page.next)


def asks_to_me(viewer: UUID, after: str | None, limit: int, uow: UnitOfWork) -> Page[Seen]:
    """What the viewer is asked and helped with; what they did not take up is gone, so that a page
    may hold fewer than its limit. Raises Invalid(cursor_unreadable).
    """
    page = uow.introductions.asked_of(viewer, after, limit)
    seen = [seen_by(each, viewer) for each in page.items if has_part(each, viewer)]
    return Page(seen, page.next)


@dataclass(frozen=True)
class AskByLink:
    """What a link in a mail can answer, and until when."""

    answers: tuple[str, ...]
    answer_by: datetime


def asked_by_link(
    person: UUID, introduction_id: UUID, answer_by: datetime, uow: UnitOfWork
) -> AskByLink:
    """What the person can answer by their link. Raises AnswerLinkOver."""
    found = uow.introductions.find(introduction_id)
    step = waiting_step(found, person, answer_by, uow.clock.now())
    return AskByLink(tuple(sorted(by_one_tap(step.role))), step.deadline)


def introduction_preview(asked: Asked, uow: UnitOfWork) -> Preview:
    """Whom asking could reach. Raises NotFound(opening_not_found), Conflict(no_path_over_contact),
    Unavailable.
    """
    return preview(way_over(asked, uow))


def graph_differences(graph: IntroductionGraph, replayed: IntroductionGraph) -> Iterator[str]:
    """Where a graph differs from a replay of the event log; one line for each subject."""
    here = {fact.subject: fact for fact in graph.facts()}
    there = {fact.subject: fact for fact in replayed.facts()}
    for subject in sorted(here.keys() | there.keys()):
        ours, logged = here.get(subject), there.get(subject)
        if ours != logged:
            yield f"{subject}: {_known(ours)} in the graph, {_known(logged)} in the log"


def _shown(found: Sequence[Suggestion], uow: UnitOfWork) -> tuple[ShownPath, ...]:
    room, now = room_of({each.path.contact for each in found}, uow), uow.clock.now()
    return tuple(_with_room(each, room, now) for each in found)


def _with_room(found: Suggestion, room: Room, now: datetime) -> ShownPath:
    role = Role.INTRODUCER if found.path.introducers else Role.TARGET
    free = room.free_from(found.path.contact, BOUND_BY[role], now)
    return with_room(shown(found), free, now)


def _known(fact: Event | None) -> str:
    return f"number {fact.sequence}" if fact else "nothing"
