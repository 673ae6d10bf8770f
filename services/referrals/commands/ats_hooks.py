"""The way in for an employer's own system: made, rotated, taken back, and used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.referrals.commands.stages import run_by, take_in
from services.referrals.domain.ats_hook import (
    SECRET_BYTES,
    Delivery,
    Hook,
    no_hook,
    secret_of,
    signature_refused,
    signed_with,
)
from services.referrals.domain.known_opening import KnownOpening
from services.referrals.domain.stages import Stage, Told
from services.referrals.domain.step import NOBODY
from services.referrals.ports import UnitOfWork
from shared.ids import new_id

Random = Callable[[int], bytes]
NOT_ANYBODYS = secret_of(bytes(SECRET_BYTES))
"""What a delivery to nowhere is checked against, so that it takes as long as one to somewhere."""


def make_hook(by: UUID, opening_id: UUID, random: Random, uow: UnitOfWork) -> Hook:
    """Open a way in. Raises NotFound(opening_not_found), Conflict(ats_hook_exists)."""
    run_by(by, opening_id, uow)
    secret, now = secret_of(random(SECRET_BYTES)), uow.clock.now()
    hook = Hook(id=new_id(), opening_id=opening_id, made_by=by, made_at=now, secret=secret)
    uow.hooks.add(hook)
    return hook


def rotate_hook(by: UUID, opening_id: UUID, random: Random, uow: UnitOfWork) -> Hook:
    """Another secret. Raises NotFound(opening_not_found | ats_hook_not_found)."""
    before = hook_of(by, opening_id, uow)
    after = before.rotated(by, secret_of(random(SECRET_BYTES)), uow.clock.now())
    uow.hooks.save(after)
    return after


def take_back_hook(by: UUID, opening_id: UUID, uow: UnitOfWork) -> None:
    """Close the way in, at once. Raises NotFound(opening_not_found | ats_hook_not_found)."""
    uow.hooks.remove(hook_of(by, opening_id, uow).id)


def hook_of(by: UUID, opening_id: UUID, uow: UnitOfWork) -> Hook:
    """The way in to an opening. Raises NotFound(opening_not_found | ats_hook_not_found)."""
    run_by(by, opening_id, uow)
    found = uow.hooks.of_opening(opening_id)
    if found is None:
        raise no_hook()
    return found


@dataclass(frozen=True)
class Signed:
    """For which opening a delivery is signed, and by whose right it acts."""

    opening: KnownOpening
    authority: UUID


def signed_for(hook_id: UUID, delivery: Delivery, uow: UnitOfWork) -> Signed:
    """For what a delivery is signed. Raises Unauthenticated(signature_refused), alike whether there
    is no such hook, the signature is wrong, or whoever made the secret does not run the opening any
    more.
    """
    now, hook = uow.clock.now(), uow.hooks.find(hook_id)
    opening = uow.openings.find(hook.opening_id) if hook else None
    makers = hook.secrets(now) if hook else {NOT_ANYBODYS: NOBODY}
    maker = makers[signed_with(delivery, makers, now)]
    if hook is None or opening is None or maker not in opening.recruiters:
        raise signature_refused()
    return Signed(opening, maker)


def take_delivery(
    hook_id: UUID, delivery: Delivery, stages: Iterable[Stage], uow: UnitOfWork
) -> tuple[Sequence[Told], bool]:
    """Do what it says, once for its id; what became of each, and whether that was before.

    Raises Unauthenticated(signature_refused).
    """
    signed = signed_for(hook_id, delivery, uow)
    before = uow.hooks.first_told(hook_id, delivery.id, uow.clock.now())
    if before is not None:
        return before, True
    told = take_in(stages, signed.opening, signed.authority, uow)
    uow.hooks.tell(hook_id, delivery.id, told)
    return told, False
