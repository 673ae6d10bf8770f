"""Whom do I know, and how well?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.profiles.commands.publication import in_common
from services.profiles.domain.tie import Tie, TieState
from services.profiles.domain.tie_refused import TieNotFound
from services.profiles.domain.tie_strength import TieView, seen_by
from services.profiles.ports import UnitOfWork
from shared.clock import Clock


@dataclass(frozen=True)
class NamedPerson:
    """Somebody the asker may know the name of."""

    id: UUID
    name: str
    headline: str | None


@dataclass(frozen=True)
class TieShown:
    """A tie as one of its two ends sees it, with the other end named."""

    id: UUID
    person: NamedPerson
    view: TieView


def tie(tie_id: UUID, asker: UUID, uow: UnitOfWork, clock: Clock) -> TieShown:
    """One tie of the asker's. Raises TieNotFound."""
    found = uow.ties.get(tie_id)
    if not uow.ties.may_see(asker, found):
        raise TieNotFound
    return shown([found], asker, uow, clock)[0]


def ties(
    asker: UUID,
    states: Collection[TieState],
    after: UUID | None,
    most: int,
    uow: UnitOfWork,
    clock: Clock,
) -> list[TieShown]:
    """The asker's ties that read as one of the states to them, by id."""
    return shown(uow.ties.of(asker, states, after, most), asker, uow, clock)


def shown(found: Sequence[Tie], asker: UUID, uow: UnitOfWork, clock: Clock) -> list[TieShown]:
    """The ties as the asker may see them."""
    today = clock.now().date()
    names = uow.people.names({tie.other(asker) for tie in found})
    evidence = in_common([tie for tie in found if tie.is_live], uow, today)
    return [
        TieShown(
            id=tie.id,
            person=NamedPerson(tie.other(asker), *names[tie.other(asker)]),
            view=seen_by(tie, asker, evidence.get(tie.id, []), today),
        )
        for tie in found
    ]
