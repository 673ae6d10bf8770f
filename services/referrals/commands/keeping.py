"""Changing an introduction: the next person's caps decide, then it is kept, and others are told.

Whoever is asked next needs a free slot of each cap that binds them, taken in this very unit. Where
there is none, the change is tried again around them, until somebody can be asked or nobody is left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from services.referrals.commands.telling import write_to
from services.referrals.domain.caps import BOUND_BY, Cap
from services.referrals.domain.introduction import Introduction
from services.referrals.domain.introduction_refused import IntroductionNotFound
from services.referrals.domain.introduction_states import OPEN
from services.referrals.domain.introduction_told import events, notices
from services.referrals.domain.paths import FindIntroductions, Search
from services.referrals.domain.step import NOBODY, Step
from services.referrals.domain.ways import Way
from services.referrals.ports import UnitOfWork

Change = Callable[[Introduction, Sequence[Way]], Introduction]
MOST_WAYS = 20
"""Among how many of the best paths the next way is looked for."""


def change(introduction_id: UUID, changing: Change, uow: UnitOfWork) -> Introduction:
    """Apply a change that may lead on along another path.

    Raises IntroductionNotFound, Unavailable, and what the change raises.
    """
    before = taken(introduction_id, uow)
    return carried_on(before, lambda without: changing(before, ways(before, without, uow)), uow)


def change_here(
    introduction_id: UUID, changing: Callable[[Introduction], Introduction], uow: UnitOfWork
) -> Introduction:
    """Apply a change that leads to nobody else, and so needs no path: also while the graph is away.

    Raises IntroductionNotFound, and what the change raises.
    """
    before = taken(introduction_id, uow)
    after = changing(before)
    has_slots(before, after, uow)
    return kept(before, after, uow)


def taken(introduction_id: UUID, uow: UnitOfWork) -> Introduction:
    """The introduction, for this unit to change. Raises IntroductionNotFound."""
    found = uow.introductions.take(introduction_id)
    if found is None:
        raise IntroductionNotFound
    return found


def carried_on(
    before: Introduction,
    around: Callable[[frozenset[UUID]], Introduction],
    uow: UnitOfWork,
) -> Introduction:
    """Change it around whoever has no free slot, and keep it."""
    without: frozenset[UUID] = frozenset()
    after = around(without)
    while not has_slots(before, after, uow):
        without |= {after.steps[-1].person}
        after = around(without)
    return kept(before, after, uow)


def has_slots(before: Introduction | None, after: Introduction, uow: UnitOfWork) -> bool:
    """Whoever is newly asked has a free slot of each cap, which is now taken."""
    known = before.steps if before else ()
    for old, new in zip(known, after.steps, strict=False):
        if old.open and not new.open:
            uow.slots.give_back(old.person, after.id)
    if len(after.steps) == len(known):
        return True
    return _take(after.steps[-1], after.id, uow)


def _take(step: Step, holder: UUID, uow: UnitOfWork) -> bool:
    limits, at = uow.people.limits(step.person), step.asked_at
    took: list[Cap] = []
    for cap in BOUND_BY[step.role]:
        if not uow.slots.take(step.person, cap, limits.most(cap), holder, at):
            for other in took:
                uow.slots.untake(step.person, other, holder, at)
            return False
        took.append(cap)
    return True


def ways(introduction: Introduction, without: frozenset[UUID], uow: UnitOfWork) -> Sequence[Way]:
    """The best paths to its target around whom it must avoid; none where it has no target."""
    target = introduction.target
    if introduction.state not in OPEN or target in (None, NOBODY) or target in without:
        return []
    search = Search(
        candidate=introduction.candidate,
        today=uow.clock.now().date(),
        k=MOST_WAYS,
        avoid_people=introduction.avoids | without,
    )
    assert target is not None
    found = uow.graph.find_introductions(FindIntroductions(search, target, "paths"))
    return [each.path.people for each in found if not without & set(each.path.people)]


def kept(before: Introduction, after: Introduction, uow: UnitOfWork) -> Introduction:
    """Save what changed and tell whom it concerns."""
    if after == before:
        return before
    saved = uow.introductions.save(before, after)
    tell(before, saved, uow)
    return saved


def tell(before: Introduction | None, after: Introduction, uow: UnitOfWork) -> None:
    """Emit what the other services are told, and the notices that profiles writes."""
    for event in events(before, after):
        uow.emit(event)
    for notice in notices(before, after):
        write_to(
            notice.recipient,
            notice.template,
            after.id,
            notice.people,
            uow,
            notice.answers,
            notice.answer_by,
        )
