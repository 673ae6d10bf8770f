"""Taking in what an employer's own system says of referrals, from a file or by its hook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from services.referrals.commands.referral_moves import first_day, moved_on
from services.referrals.domain.known_opening import KnownOpening
from services.referrals.domain.referral import Referral
from services.referrals.domain.referring import no_opening
from services.referrals.domain.stage_file import Row, read_stages
from services.referrals.domain.stages import (
    Outcome,
    Stage,
    Told,
    Unreadable,
    not_matched,
    refused,
    staged,
)
from services.referrals.ports import UnitOfWork
from shared.errors import WarmpathError

Find = Callable[[UUID], Referral | None]


@dataclass(frozen=True)
class StageFile:
    """Somebody who runs the opening uploads what their system exported."""

    by: UUID
    opening_id: UUID
    data: bytes


@dataclass(frozen=True)
class _Change:
    """What a row does: `after` is `before` where it changes nothing."""

    told: Told
    before: Referral | None = None
    after: Referral | None = None
    started: date | None = None


def preview_stages(command: StageFile, uow: UnitOfWork) -> tuple[Told, ...]:
    """What each row would do; nothing is done. Raises as `apply_stages`."""
    opening = run_by(command.by, command.opening_id, uow)
    rows = read_stages(command.data)
    now = uow.clock.now()
    changes = _changes(rows, opening, command.by, uow.referrals.find, uow, now)
    return tuple(change.told for change in changes)


def apply_stages(command: StageFile, uow: UnitOfWork) -> tuple[Told, ...]:
    """Do what the rows say, all that can be done in this one unit; what became of each.

    Raises NotFound(opening_not_found), Invalid(stages_…).
    """
    opening = run_by(command.by, command.opening_id, uow)
    return take_in(read_stages(command.data), opening, command.by, uow)


def take_in(
    rows: Iterable[Row], opening: KnownOpening, authority: UUID, uow: UnitOfWork
) -> tuple[Told, ...]:
    """Do what the rows say, by the right of `authority` to run the opening."""
    now = uow.clock.now()
    changes = list(_changes(rows, opening, authority, uow.referrals.take, uow, now))
    versions: dict[UUID, int] = {}
    for change in changes:
        if change.before is None or change.after is None:
            continue
        number = change.before.id
        version = versions.get(number, change.before.version)
        before, after = (replace(each, version=version) for each in (change.before, change.after))
        versions[number] = moved_on(before, after, change.started, uow).version
    return tuple(change.told for change in changes)


def run_by(person: UUID, opening_id: UUID, uow: UnitOfWork) -> KnownOpening:
    """The opening whose process somebody runs. Raises NotFound(opening_not_found)."""
    found = uow.openings.find(opening_id)
    if found is None or person not in found.recruiters:
        raise no_opening()
    return found


def _changes(
    rows: Iterable[Row],
    opening: KnownOpening,
    authority: UUID,
    find: Find,
    uow: UnitOfWork,
    now: datetime,
) -> Iterator[_Change]:
    """What each row does after those before it."""
    known: dict[UUID, Referral] = {}
    for row in rows:
        if isinstance(row, Unreadable):
            yield _Change(refused(row.line, row.fault))
            continue
        before = _matched(row, opening, known, find, uow)
        change = _change(row, before, authority, now)
        if change.after is not None:
            known[change.after.id] = change.after
        yield change


def _change(row: Stage, before: Referral | None, authority: UUID, now: datetime) -> _Change:
    if before is None:
        return _Change(refused(row.line, not_matched()))
    try:
        after = staged(before, row, authority, now)
        started = first_day(before, after, row.started, now.date())
    except WarmpathError as why:
        return _Change(refused(row.line, why, before.id))
    outcome: Outcome = "unchanged" if after == before else "moved"
    told = Told(line=row.line, outcome=outcome, referral_id=after.id, state=after.state)
    return _Change(told, before, after, started)


def _matched(
    row: Stage, opening: KnownOpening, known: dict[UUID, Referral], find: Find, uow: UnitOfWork
) -> Referral | None:
    number = row.referral_id
    if number is None and row.address_hash is not None:
        number = uow.referrals.agreed_at(opening.id, row.address_hash)
    if number is None:
        return None
    found = known.get(number) or find(number)
    received = found is not None and found.consented_at and found.opening_id == opening.id
    return found if received else None
