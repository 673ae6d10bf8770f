"""Referring somebody, and their yes or no."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from services.referrals.commands.referral_keeping import (
    kept,
    opening_of,
    record,
    taken_as,
    tell,
    write,
)
from services.referrals.domain.credit_history import Agreed
from services.referrals.domain.introduction import Introduction
from services.referrals.domain.introduction_refused import IntroductionNotFound
from services.referrals.domain.introduction_states import State
from services.referrals.domain.known_opening import KnownOpening
from services.referrals.domain.ownership import UNSAID_WINDOW, owner_among
from services.referrals.domain.paths import Search
from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_acting import reworded
from services.referrals.domain.referral_refused import NotYoursToMove
from services.referrals.domain.referral_seen import seen_by
from services.referrals.domain.referral_states import By, ReferralState
from services.referrals.domain.referral_told import asked, received
from services.referrals.domain.referring import (
    no_opening,
    refuse_again,
    refuse_closed,
    refuse_hiring_team,
    refuse_non_employee,
    refuse_unusable_vouch,
)
from services.referrals.domain.step import NOBODY
from services.referrals.ports import UnitOfWork
from shared.clock import Clock
from shared.errors import Invalid, Stale
from shared.ids import new_id


@dataclass(frozen=True)
class Invited:
    """Somebody named by an address: where profiles keeps it, and what it is recognised by."""

    invitation_id: UUID
    address_hash: str


@dataclass(frozen=True, kw_only=True)
class SubmitReferral:
    """`by` refers somebody: whoever asked them by an introduction, or somebody named by address."""

    by: UUID
    opening_id: UUID
    invited: Invited | None = None
    introduction_id: UUID | None = None
    relation: str = ""
    vouch: str = ""


@dataclass(frozen=True, kw_only=True)
class RewordVouch:
    """`edition` is what of it the referrer had read."""

    by: UUID
    referral_id: UUID
    relation: str
    vouch: str
    edition: int


def submit_referral(command: SubmitReferral, uow: UnitOfWork, clock: Clock) -> Referral:
    """Refer somebody, and ask them whether they agree.

    Raises NotFound(opening_not_found | introduction_not_found), Forbidden(employment_not_current),
    Conflict(opening_not_open | referred_already), Invalid(candidate_needed | vouch_invalid),
    Unavailable.
    """
    now = clock.now()
    refuse_unusable_vouch(command.vouch)
    introduction = _introduction(command, uow)
    brought = introduction is not None and introduction.ask.opening_id == command.opening_id
    opening = referable(command.by, command.opening_id, uow, brought)
    referral = Referral(
        id=new_id(),
        opening_id=opening.id,
        referrer=command.by,
        submitted_at=now,
        candidate=introduction.candidate if introduction else None,
        address_hash=command.invited.address_hash if command.invited else None,
        invitation_id=command.invited.invitation_id if command.invited else None,
        introduction_id=command.introduction_id,
        relation=command.relation,
        vouch=command.vouch,
    )
    refuse_again(referral, uow.referrals.same_candidate(referral), now)
    uow.referrals.add(referral)
    tell(None, referral, uow)
    write(referral, [asked(referral)], uow)
    return referral


def reword_vouch(command: RewordVouch, uow: UnitOfWork, clock: Clock) -> Referral:
    """Vouch in other words, as long as the candidate has not agreed to the present ones.

    Raises ReferralNotFound, NotYoursToMove, ReferralOver, Stale, Invalid(vouch_invalid).
    """
    before, _ = taken_as(command.referral_id, command.by, uow)
    refuse_unusable_vouch(command.vouch)
    after = reworded(before, command.by, command.relation, command.vouch, clock.now())
    if command.edition != seen_by(before, command.by, (), clock.now()).edition:
        raise Stale("version_stale", "This was changed meanwhile; read it again, then edit.")
    return kept(before, after, uow)


def claim(by: UUID, addresses: Collection[str], uow: UnitOfWork) -> int:
    """What waits for whoever has these addresses waits for `by`; how many that are."""
    if uow.people.left(by):
        return 0
    claimed = 0
    for each in uow.referrals.at_address(addresses):
        before = uow.referrals.take(each)
        if before is not None and before.claimed(by) != before:
            kept(before, before.claimed(by), uow)
            claimed += 1
    return claimed


def consent(by: UUID, referral_id: UUID, uow: UnitOfWork, clock: Clock) -> Referral:
    """The candidate agrees; if somebody else owns them for the opening already, it is a duplicate.

    Raises ReferralNotFound, NotYoursToMove, ReferralOver, ConsentTooLate, Conflict(hiring_team).
    """
    before = _taken_by_candidate(by, referral_id, uow)
    refuse_hiring_team(opening_of(before, uow), by)
    return agreed(before, by, uow)


def agreed(before: Referral, by: UUID, uow: UnitOfWork) -> Referral:
    """The referral as the candidate's yes leaves it. Raises ReferralOver, ConsentTooLate."""
    opening, now = opening_of(before, uow), uow.clock.now()
    policy = uow.openings.policy(opening)
    owner = owner_among(before, uow.referrals.same_candidate(before), now)
    window = timedelta(days=policy.ownership_days if policy else UNSAID_WINDOW)
    after = kept(before, before.consented(by, now, owner, window), uow)
    if after.state is not ReferralState.CONSENTED:
        return after
    write(after, received(after, opening.recruiters), uow)
    if after.referrer != NOBODY:
        roles = opening.roles_of(after.referrer)
        entry = Agreed(at=now, referrer=after.referrer, policy=policy, roles=roles)
        record(after.id, entry, uow)
    return after


def refuse(by: UUID, referral_id: UUID, uow: UnitOfWork, clock: Clock) -> Referral:
    """The candidate does not agree; the referrer sees what silence would have shown them.

    Raises ReferralNotFound, NotYoursToMove, ReferralOver, ConsentTooLate.
    """
    before = _taken_by_candidate(by, referral_id, uow)
    return kept(before, before.refused(by, clock.now()), uow)


def _taken_by_candidate(by: UUID, referral_id: UUID, uow: UnitOfWork) -> Referral:
    found, role = taken_as(referral_id, by, uow)
    if role is not By.CANDIDATE:
        raise NotYoursToMove
    return found


def _introduction(command: SubmitReferral, uow: UnitOfWork) -> Introduction | None:
    if (command.invited is None) == (command.introduction_id is None):
        raise Invalid("candidate_needed", "Say whom: by an introduction, or by an address.")
    if command.introduction_id is None:
        return None
    found = uow.introductions.find(command.introduction_id)
    reached = found is not None and found.state is State.MET and found.target == command.by
    if found is None or not reached or found.candidate == NOBODY:
        raise IntroductionNotFound
    if found.ask.opening_id not in (None, command.opening_id):
        raise IntroductionNotFound
    return found


def referable(by: UUID, opening_id: UUID, uow: UnitOfWork, brought: bool = False) -> KnownOpening:
    """The opening, if somebody may refer others for it now; of one for the network the graph knows
    whether they may know of it, but for who was `brought` somebody for it.

    Raises NotFound(opening_not_found), Conflict(opening_not_open),
    Forbidden(employment_not_current), Unavailable.
    """
    found, today = uow.openings.find(opening_id), uow.clock.now().date()
    if found is None:
        raise no_opening()
    mine = any(person == by for person, _ in found.people)
    if found.audience == "network" and not mine and not brought:
        search = Search(candidate=by, today=today)
        if uow.graph.find_opening(search, found.id) is None:
            raise no_opening()
    refuse_closed(found, by)
    refuse_non_employee(uow.people.employed(by, found.employer_id, today))
    return found
