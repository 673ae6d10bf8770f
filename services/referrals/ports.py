"""What referrals needs of the world outside, with the guarantees each adapter gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol
from uuid import UUID

from services.referrals.domain.batch import LinkRow, PersonRow
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
from shared.contracts.envelope import Event


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

    def rebuild(self, stream: Iterable[Event]) -> None:
        """Forget everything and take in the stream, in one step for every reader.

        The stream is read while nobody else can write, so what was applied before is in it. If
        it raises, the graph stays as it was.
        """

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


class UnitOfWork(Protocol):
    """One transaction on referrals' store, and the graph beside it to ask.

    What is done to the store takes effect together or not at all; the graph is only read.
    """

    @property
    def graph(self) -> IntroductionGraph: ...

    def forget_person(self, person: UUID) -> None:
        """Drop what is kept about a person outside the graph."""


class PathSolver(Protocol):
    """A graph of one's own, filled at once, that answers with the code that serves requests."""

    def load(self, links: Iterable[LinkRow], people: Iterable[PersonRow]) -> None:
        """Take in links and people. People of whom only links tell are available and accepting."""

    def find_introductions(self, query: FindIntroductions) -> tuple[Suggestion, ...]:
        """As `IntroductionGraph.find_introductions`."""

    def close(self) -> None:
        """Let go of the graph, and leave nothing of it where it lay."""
