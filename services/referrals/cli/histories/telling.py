"""Gives the sample network its past: finds people whom each history fits, and has it happen."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from services.referrals.bootstrap import Container, wire
from services.referrals.cli.histories.past import Past, Unfit, paths_for
from services.referrals.cli.histories.stories import STORIES, Story
from services.referrals.domain.known_opening import KnownOpening
from services.referrals.settings import Settings
from shared.cli.home import Home
from shared.clock import SetClock
from shared.errors import Unavailable, WarmpathError
from shared.storage import idempotency
from shared.storage.contention import until_alone
from shared.storage.idempotency import Answer, Call

CALLER = "sample"
KNOWN_WITHIN = 60.0  # seconds until the store has heard of everything
LOOK_AGAIN = 0.1


def tell(
    home: Home, name: str, candidates: Sequence[UUID], openings: Sequence[UUID], now: datetime
) -> Mapping[str, UUID]:
    """Have every history happen once, to these people and about these openings.

    `name` marks what was told: telling again repeats nothing. Answers which openings are to close
    now, by history. Raises Unavailable if the store or the graph is away, or a history fits nobody.
    """
    clock = SetClock(now)
    with closing(wire(settings_of(home), clock)) as container:
        _wait_until_known(container, openings)
        teller = Teller(container, clock, now, name, candidates, openings)
        for story in STORIES:
            teller.tell(story)
    return {story.name: teller.told[story.name] for story in STORIES if story.closes}


@dataclass
class Teller:
    """Whoever and whatever had a history is not taken for another."""

    container: Container
    clock: SetClock
    now: datetime
    name: str
    candidates: Sequence[UUID]
    openings: Sequence[UUID]
    used: set[UUID] = field(default_factory=set)
    told: dict[str, UUID] = field(default_factory=dict)

    def tell(self, story: Story) -> None:
        """Tell it of the first whom it fits. Raises Unavailable if it fits nobody."""
        if self._told_before(story):
            return
        for candidate, contact, opening in self._fitting(story):
            try:
                until_alone(lambda: self._happens(story, candidate, contact, opening))  # noqa: B023
            except Unavailable:
                raise
            except (Unfit, WarmpathError):
                continue
            self.used |= {candidate, opening.id}
            self.told[story.name] = opening.id
            return
        raise Unavailable("sample_too_small", f"The history {story.name!r} fits nobody here.")

    def _told_before(self, story: Story) -> bool:
        try:
            with self.container.units.write() as uow:
                before = idempotency.claim(uow.connection, self._call(story), self.now)
                if before is None:
                    raise Unfit  # it is claimed where it happens
        except Unfit:
            return False
        self.told[story.name] = UUID(bytes=before.body)
        self.used.add(self.told[story.name])
        return True

    def _fitting(self, story: Story) -> Iterator[tuple[UUID, UUID, KnownOpening]]:
        """Candidate, first contact and opening, of those who had no history yet."""
        for opening in self._open(story):
            for candidate in self.candidates:
                if candidate in self.used:
                    continue
                with self.container.units.read() as uow:
                    paths = paths_for(uow, candidate, opening.id, self.now.date())
                if paths:
                    yield candidate, paths[0].contact, opening

    def _open(self, story: Story) -> list[KnownOpening]:
        with self.container.units.read() as uow:
            found = [uow.openings.find(each) for each in self.openings if each not in self.used]
            return [
                each
                for each in found
                if each is not None
                and each.state == "published"
                and (not story.needs_policy or uow.openings.policy(each) is not None)
            ]

    def _happens(self, story: Story, candidate: UUID, contact: UUID, opening: KnownOpening) -> None:
        with self.container.units.write() as uow:
            if idempotency.claim(uow.connection, self._call(story), self.now) is not None:
                raise Unfit
            self.clock.advance(self.now - self.clock.now())
            past = Past(uow, self.clock, self.now, candidate, contact, opening)
            if story.tells(past).state != story.ends:
                raise Unfit
            told = Answer(201, {}, opening.id.bytes)
            idempotency.keep(uow.connection, self._call(story), told)

    def _call(self, story: Story) -> Call:
        return Call(CALLER, f"{self.name}-{story.name}", story.ends)


def _wait_until_known(container: Container, openings: Sequence[UUID]) -> None:
    """The graph has been waited for; the store is another group, which may be behind."""
    deadline = time.monotonic() + KNOWN_WITHIN
    while not _all_known(container, openings):
        if time.monotonic() > deadline:
            raise Unavailable("store_behind", "referrals has not heard of every opening.")
        time.sleep(LOOK_AGAIN)


def _all_known(container: Container, openings: Sequence[UUID]) -> bool:
    with container.units.read() as uow:
        return all(uow.openings.find(each) is not None for each in openings)


def settings_of(home: Home) -> Settings:
    """What a process needs that gives commands there and answers nobody."""
    return Settings(
        service="referrals",
        store_url=home.store_url("referrals"),
        event_log_url=home.event_log_url,
        graph_url=home.graph_url,
        jwks_urls={},
        metrics_port=None,
        log_level="WARNING",
    )
