"""What referrals needs of the world outside, with the guarantees each adapter gives."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol, TypeVar
from uuid import UUID

from services.referrals.domain.batch import LinkTable, PersonRow
from services.referrals.domain.caps import Cap, Limits, Taken
from services.referrals.domain.circle import Circle
from services.referrals.domain.introduction import Introduction
from services.referrals.domain.paths import (
    FindIntroductions,
    ReachableOpenings,
    ReachableOpeningsAnswer,
    Search,
    SeenOpening,
    Suggestion,
    WhoCanRefer,
    WhoCanReferAnswer,
)
from services.referrals.referral_ports import Credits, Hooks, Links, Openings, Referrals
from shared.clock import Clock
from shared.contracts.envelope import Event
from shared.contracts.profiles import EmployedAt
from shared.storage.pagination import Page

E = TypeVar("E", bound=Event)


class IntroductionGraph(Protocol):
    """Who can introduce whom, and to which openings: a disposable projection of facts.

    Changes are the facts of profiles and postings as they were published.

    - **Durable and atomic.** When `apply` returns, all of its changes are on disk; if it raises
      or the process dies, none of them is.
    - **Effectively once.** A change counts only if its sequence is greater than `seen(subject)`,
      which is kept in the same transaction as the effect and outlives what it is about: a late
      `TieChanged` never brings back an ended tie. So the graph depends on which facts arrived,
      not on how often, nor on their order across subjects.
    - **Links before people.** Whoever is known only from a tie cannot be found, passed through,
      or answered until `PersonChanged`. `PersonErased` is for ever: it takes the person's links
      away, and none comes back.
    - **Read your writes.** Every process that opened the same graph answers from all that any of
      them has applied before the question.
    - **One order.** The same facts and question give the same answer in the same order, whatever
      the adapter. Ids compare as their 16 unsigned bytes.
    - **The same search** for a target who is unknown or does not accept as for one who does.

    Every method raises `shared.errors.Unavailable` when the graph is away; none answers then.
    """

    def apply(self, changes: Sequence[Event]) -> None:
        """Take in facts; those already seen are passed over."""

    def seen(self, subject: UUID) -> int:
        """The sequence of the newest fact applied about the subject; 0 if there is none."""

    def find_introductions(self, query: FindIntroductions) -> tuple[Suggestion, ...]:
        """The best ways to one person, best first; none for oneself or whoever is unknown."""

    def who_can_refer(self, query: WhoCanRefer) -> WhoCanReferAnswer:
        """The best way to each willing current employee and the hiring manager.

        Ask `find_opening` first: this does not decide whether the candidate may see the opening.
        """

    def reachable_openings(self, query: ReachableOpenings) -> ReachableOpeningsAnswer:
        """Openings with their best path, in path order and then by id.

        Left out: no path, not visible to the candidate, hired for by the candidate, at an
        employer the candidate avoids.
        """

    def find_opening(self, search: Search, opening: UUID) -> SeenOpening | None:
        """The opening as it is known here; None if there is none or the candidate may not see it.

        A `network` opening is seen by those who hire or posted it, and by whoever has a path
        within its own number of introducers. A paused one only by those who hire or posted it.
        """

    def avoids(self, search: Search, person: UUID) -> bool:
        """The candidate never wants to be led through this person, or their employer."""

    def circle(self, person: UUID, today: date) -> Circle | None:
        """A member with those whom they know; None for who is no member. Contacts of whom only a
        tie is known are left out.
        """

    def rebuild(self, stream: Iterable[Event]) -> None:
        """Forget everything and take in the stream, in one step for every reader.

        The stream is read while nobody else can write, so what was applied before is in it. If
        it raises, the graph stays as it was.
        """

    def generation(self) -> int:
        """How often it was rebuilt; 0 for one that grew since its beginning. Raises Unavailable."""

    def facts(self) -> Iterable[Event]:
        """The newest fact about each subject, as it was applied: all that the graph rests on."""

    def ping(self) -> None:
        """Raises Unavailable if the graph does not answer."""

    def close(self) -> None:
        """Let go of what it holds; it cannot be used afterwards."""


class GraphChanges(Protocol):
    """What a reaction hands its events to; they reach the graph together or not at all."""

    def apply(self, event: Event) -> None:
        """Have the graph take in this event."""


class Introductions(Protocol):
    """Introductions, and everybody who has a part in one. Their history is only ever added to."""

    def find(self, introduction_id: UUID) -> Introduction | None:
        """The introduction, to look at; None if there is none."""

    def take(self, introduction_id: UUID) -> Introduction | None:
        """The introduction, to change: nobody else changes it until this unit is over."""

    def add(self, introduction: Introduction) -> None:
        """Raises Conflict(introduction_open_already) if the candidate has one for the opening."""

    def save(self, before: Introduction, after: Introduction) -> Introduction:
        """Write what changed. Raises Conflict(introduction_changed_meanwhile)."""

    def of_candidate(self, person: UUID, after: str | None, limit: int) -> Page[Introduction]:
        """What somebody asked for, the newest first. Raises Invalid(cursor_unreadable)."""

    def asked_of(self, person: UUID, after: str | None, limit: int) -> Page[Introduction]:
        """In what somebody was ever asked, the newest first. Raises Invalid(cursor_unreadable)."""

    def openly_asked(
        self, candidate: UUID, employer: UUID, since: datetime
    ) -> Mapping[UUID, datetime]:
        """Whom somebody asked openly about an employer since then, and when last."""

    def with_person(self, person: UUID) -> Sequence[UUID]:
        """All in which somebody has or had a part."""

    def open_with(self, people: Collection[UUID]) -> Sequence[UUID]:
        """Those that are open in which all of these have a part."""

    def open_about(self, opening: UUID) -> Sequence[UUID]:
        """Those that are open for an opening."""

    def due(self, now: datetime, most: int) -> Sequence[UUID]:
        """Those for which time decides by now, the longest waiting first."""

    def to_remind(self, now: datetime, most: int) -> Sequence[UUID]:
        """Those in which whoever is asked has said nothing for half the time, nor been reminded."""


class Slots(Protocol):
    """Slots of caps: `domain/caps.py`. Of many who take at once, no more get one than there are."""

    def take(self, person: UUID, cap: Cap, most: int, holder: UUID, at: datetime) -> bool:
        """Take one of the person's first `most` slots, if one is free."""

    def untake(self, person: UUID, cap: Cap, holder: UUID, at: datetime) -> None:
        """Undo a `take` of this very unit, because another cap binds."""

    def give_back(self, person: UUID, holder: UUID) -> None:
        """A step of the holder ended: free what is held for as long as it lasts."""

    def taken(self, people: Collection[UUID]) -> Mapping[tuple[UUID, Cap], Taken]:
        """The slots that each of these people ever had taken, by cap."""


class People(Protocol):
    """What members allow, as profiles told."""

    def limits(self, person: UUID) -> Limits:
        """Whoever is unknown or gone allows nothing."""

    def limits_of(self, people: Collection[UUID]) -> Mapping[UUID, Limits]:
        """The same for each of these people."""

    def put(self, person: UUID, limits: Limits) -> None:
        """Keep what a member allows, instead of what was known before."""

    def leave(self, person: UUID) -> None:
        """They left for good: remembered as gone, and nothing else of them."""

    def left(self, person: UUID) -> bool:
        """They left for good."""

    def employed(self, person: UUID, employer: UUID, today: date) -> bool:
        """They work at exactly this employer on that day."""

    def put_employments(self, person: UUID, told: Collection[EmployedAt]) -> None:
        """Keep where a member works, instead of what was known before."""


class UnitOfWork(Protocol):
    """One transaction on referrals' store, and the graph beside it to ask.

    What is done to the store, and the events it emits, take effect together or not at all; the
    graph is only read.
    """

    @property
    def clock(self) -> Clock: ...

    @property
    def graph(self) -> IntroductionGraph: ...

    @property
    def introductions(self) -> Introductions: ...

    @property
    def referrals(self) -> Referrals: ...

    @property
    def credits(self) -> Credits: ...

    @property
    def openings(self) -> Openings: ...

    @property
    def hooks(self) -> Hooks: ...

    @property
    def links(self) -> Links: ...

    @property
    def slots(self) -> Slots: ...

    @property
    def people(self) -> People: ...

    def emit(self, event: E) -> E:
        """Tell the other services, once this unit has committed."""

    def forget_person(self, person: UUID) -> None:
        """Drop what is kept about a person outside introductions, referrals and the graph."""


class PathSolver(Protocol):
    """A graph of one's own, filled at once, that answers with the code that serves requests."""

    def load(self, links: LinkTable, people: Iterable[PersonRow]) -> None:
        """Take in links and people. People of whom only links tell are available and accepting."""

    def find_introductions(self, query: FindIntroductions) -> tuple[Suggestion, ...]:
        """As `IntroductionGraph.find_introductions`."""

    def close(self) -> None:
        """Let go of the graph, and leave nothing of it where it lay."""
