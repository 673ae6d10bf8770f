"""The histories: one for each state of the two tables, and one for each kind of credit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from services.referrals.cli.histories.past import Past, Unfit, paths_for
from services.referrals.domain.introduction import Introduction
from services.referrals.domain.introduction_states import State
from services.referrals.domain.referral import Referral
from services.referrals.domain.referral_moves import Reason
from services.referrals.domain.referral_states import Happening, ReferralState
from services.referrals.domain.step import Answer

IN_ORDER = (Happening.TAKEN_UP, Happening.INTERVIEW, Happening.OFFER)


@dataclass(frozen=True)
class Story:
    """How it is told, and in which state it ends. `closes`: its opening closes afterwards, today.

    `needs_policy`: it is about somebody who is paid or not.
    """

    name: str
    ends: str
    tells: Callable[[Past], Introduction | Referral]
    closes: bool = False
    needs_policy: bool = False


def _asking(past: Past) -> Introduction:
    return past.asks(1)


def _reached(past: Past) -> Introduction:
    return past.reaches(past.asks(3), 2)


def _new_contact(past: Past) -> Introduction:
    return past.lapses(past.asks(9), 5)


def _met(past: Past) -> Introduction:
    return past.meets(12)


def _declined(past: Past) -> Introduction:
    reached = past.reaches(past.asks(15), 14)
    return past.lapses(past.answers(reached, Answer.PASS, 13), 10)


def _exhausted(past: Past) -> Introduction:
    """Everybody lets it pass, and the candidate agrees to no new contact."""
    one, day = past.asks(90), 90.0
    while one.state in (State.ASKING, State.REACHED, State.NEW_CONTACT) and day > 20:
        day -= 14 if one.state is State.NEW_CONTACT else 4
        one = past.lapses(one, day)
    return one


def _withdrawn(past: Past) -> Introduction:
    return past.withdraws(past.answers(past.asks(8), Answer.USE_MY_NAME, 7), 6)


def _submitted(past: Past) -> Referral:
    return past.refers(2)


def _through(what: Sequence[Happening], days_ago: float, past: Past) -> Referral:
    """Agreed to, and one stage a week from then on."""
    referral = past.agrees(days_ago)
    for weeks, each in enumerate(what, 1):
        referral = past.moves(referral, each, days_ago - 7 * weeks)
    return referral


def _hired(past: Past) -> Referral:
    return _through((*IN_ORDER, Happening.HIRE), 40, past)


def _retained(past: Past) -> Referral:
    """Paid at the first milestone; taken back by mistake, and put right."""
    referral = _through((*IN_ORDER, Happening.HIRE), 150, past)
    stayed = past.stays(referral, 25)
    lines = past.uow.credits.lines(referral.id)
    award = next((line for line in lines if line.amount > 0), None)
    if award is None or award.months is None:
        raise Unfit
    past.takes_back(stayed, award.months, "Booked for another colleague by mistake.", 20)
    past.puts_right(stayed, award.amount, "It was theirs after all; sorry.", 18)
    return stayed


def _not_consented(past: Past) -> Referral:
    referral = past.refers(20)
    return past.refuses(referral, 19)


def _duplicate(past: Past) -> Referral:
    """Two colleagues refer the same person; the one who is agreed to second comes second."""
    first = past.agrees(20)
    for path in paths_for(past.uow, past.candidate, past.opening.id, past.day(10)):
        if path.target != first.referrer:
            return replace(past, contact=path.contact, to=path.target).agrees(8)
    raise Unfit


def _withdrawn_referral(past: Past) -> Referral:
    referral = past.agrees(9)
    return past.moves(referral, Happening.WITHDRAWN, 5, Reason.CHANGED_MIND)


def _rejected(past: Past) -> Referral:
    referral = _through(IN_ORDER[:1], 25, past)
    return past.moves(referral, Happening.REJECTED, 12, Reason.EXPERIENCE)


def _expired(past: Past) -> Referral:
    return past.expires(past.agrees(200))


INTRODUCTIONS = (
    Story("asking", State.ASKING, _asking),
    Story("reached", State.REACHED, _reached),
    Story("new-contact", State.NEW_CONTACT, _new_contact),
    Story("met", State.MET, _met),
    Story("declined-by-target", State.DECLINED_BY_TARGET, _declined),
    Story("exhausted", State.EXHAUSTED, _exhausted),
    Story("withdrawn", State.WITHDRAWN, _withdrawn),
    Story("opening-closed", State.ASKING, _asking, closes=True),
)
REFERRALS = (
    Story("retained", ReferralState.RETAINED, _retained, needs_policy=True),
    Story("hired", ReferralState.HIRED, _hired, needs_policy=True),
    Story("duplicate", ReferralState.DUPLICATE, _duplicate),
    Story("expired", ReferralState.EXPIRED, _expired),
    Story("submitted", ReferralState.SUBMITTED, _submitted),
    Story("consented", ReferralState.CONSENTED, lambda past: past.agrees(6)),
    Story("in-review", ReferralState.IN_REVIEW, partial(_through, IN_ORDER[:1], 11)),
    Story("interviewing", ReferralState.INTERVIEWING, partial(_through, IN_ORDER[:2], 18)),
    Story("offered", ReferralState.OFFERED, partial(_through, IN_ORDER, 24)),
    Story("not-consented", ReferralState.NOT_CONSENTED, _not_consented),
    Story("withdrawn-referral", ReferralState.WITHDRAWN, _withdrawn_referral),
    Story("rejected", ReferralState.REJECTED, _rejected),
    Story("referral-opening-closed", ReferralState.SUBMITTED, _submitted, closes=True),
)
STORIES = (*REFERRALS, *INTRODUCTIONS)
