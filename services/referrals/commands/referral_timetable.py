"""What time does to referrals: deadlines, news to tell, silence, milestones; a unit for each."""

from __future__ import annotations

from uuid import UUID

from services.referrals.commands.referral_keeping import kept, record, write
from services.referrals.commands.timetable import AT_ONCE, Write, each_alone
from services.referrals.domain.credit_history import Stayed
from services.referrals.domain.milestones import next_milestone
from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_acting import told_of_no_news
from services.referrals.domain.referral_refused import NotDueYet, ReferralNotFound
from services.referrals.domain.referral_states import By, Happening
from services.referrals.domain.referral_told import Whom, news, without_news
from services.referrals.ports import UnitOfWork
from shared.clock import Clock


def lapse_referrals(units: Write, clock: Clock) -> int:
    """Let take effect what is past its deadline; how many that were."""
    with units() as uow:
        due = uow.referrals.due(clock.now(), AT_ONCE)
    return each_alone(due, lapse, units, clock)


def tell_news(units: Write, clock: Clock) -> int:
    """Write of the moves that candidates and referrers see from now on; how many that were."""
    with units() as uow:
        due = uow.referrals.to_tell(clock.now(), AT_ONCE)
    return each_alone(due, tell, units, clock)


def tell_of_silence(units: Write, clock: Clock) -> int:
    """Tell both where nothing was heard for three weeks; how many referrals that were."""
    with units() as uow:
        uow.referrals.forget_addresses(clock.now())
        due = uow.referrals.without_news(clock.now(), AT_ONCE)
    return each_alone(due, tell_no_news, units, clock)


def reach_milestones(units: Write, clock: Clock) -> int:
    """Credit those whose time has come; how many referrals that were."""
    with units() as uow:
        due = uow.referrals.milestones_due(clock.now().date(), AT_ONCE)
    return each_alone(due, reach, units, clock)


def lapse(referral_id: UUID, uow: UnitOfWork, clock: Clock) -> None:
    """Its deadline has come. Raises NotDueYet."""
    before = _taken(referral_id, uow)
    kept(before, before.lapsed(clock.now()), uow)


def tell(due: tuple[UUID, int, Whom], uow: UnitOfWork, clock: Clock) -> None:
    """Write to somebody of one move. Raises NotDueYet if somebody else has."""
    referral_id, number, whom = due
    if not uow.referrals.told(referral_id, number, whom):
        raise NotDueYet
    referral = _taken(referral_id, uow)
    write(referral, news(referral, number, whom, clock.now()), uow)


def tell_no_news(referral_id: UUID, uow: UnitOfWork, clock: Clock) -> None:
    """Tell both that there is no news. Raises NotDueYet."""
    before = _taken(referral_id, uow)
    after = kept(before, told_of_no_news(before, clock.now()), uow)
    write(after, without_news(after), uow)


def reach(referral_id: UUID, uow: UnitOfWork, clock: Clock) -> None:
    """The next milestone is reached. Raises NotDueYet."""
    before, now = _taken(referral_id, uow), clock.now()
    reached = next_milestone(uow.credits.history(referral_id))
    if reached is None or reached.on > now.date():
        raise NotDueYet
    kept(before, before.moved(Happening.MILESTONE, By.TIME, None, now), uow)
    record(referral_id, Stayed(at=now, months=reached.months), uow)


def _taken(referral_id: UUID, uow: UnitOfWork) -> Referral:
    found = uow.referrals.take(referral_id)
    if found is None:
        raise ReferralNotFound
    return found
