"""Facts to project: people who help in every way, and ties between them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from uuid import UUID

from bench.network import Links
from shared.clock import SystemClock
from shared.contracts.envelope import Event
from shared.contracts.profiles import PersonChanged, Reason, TieChanged
from shared.ids import new_id, tie_id

REASONS = [Reason("worked_together", 30), Reason("messages", 12)]


def person(subject: UUID) -> PersonChanged:
    """Somebody who helps in every way."""
    return PersonChanged(
        subject=subject,
        id=new_id(),
        sequence=1,
        time=SystemClock().now(),
        findable=True,
        open_to_introduce=True,
        weekly_cap=2,
        open_ask_cap=3,
        willing_to_refer=True,
        open_to_intros=True,
        weekly_intros=2,
        open_to_openings=False,
        avoid_own_employers=False,
    )


def tie(first: UUID, second: UUID, there: int = 50, back: int = 50) -> TieChanged:
    """A live tie that both lend; `first` is the smaller id."""
    return TieChanged(
        subject=tie_id(first, second),
        id=new_id(),
        sequence=1,
        time=SystemClock().now(),
        first=first,
        second=second,
        first_to_second_cost=there,
        second_to_first_cost=back,
        lent=True,
        reasons=REASONS,
    )


def facts(links: Links, most: int) -> Iterator[Event]:
    """The first so many facts of a network: one person to nine ties, as in a real one's growth."""
    return islice(_all(links), most)


def _all(links: Links) -> Iterator[Event]:
    known = -1
    for giver, taker, cost in zip(links.giver, links.taker, links.cost, strict=True):
        first, second = UUID(int=int(giver)), UUID(int=int(taker))
        if giver != known:
            known = giver
            yield person(first)
        if giver < taker:
            yield tie(first, second, int(cost), int(cost))
