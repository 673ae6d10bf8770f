"""Whether introducers who helped are named to recruiters: each by their own word, else none.

They say it with their yes, or later, and may say otherwise. What holds is what they had said when
the chain was first shown: it cannot be unseen, and stays as it was. Nobody tells them that it was
shown, for that would tell of the candidate's way; so saying it later is taken like before.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from services.referrals.domain.introduction import Introduction
from services.referrals.domain.introduction_refused import IntroductionNotFound, NamingNeedsHelp
from services.referrals.domain.introduction_seen import has_part
from services.referrals.domain.step import NOBODY, Answer, Step


def naming_said(introduction: Introduction, by: UUID, agrees: bool) -> Introduction:
    """An introducer who helped agrees to be named to recruiters, or does not.

    Raises IntroductionNotFound, NamingNeedsHelp.
    """
    if by == NOBODY or not has_part(introduction, by):
        raise IntroductionNotFound
    helped = [number for number, step in enumerate(introduction.steps) if _helps(step, by)]
    if not helped:
        raise NamingNeedsHelp
    steps = list(introduction.steps)
    steps[helped[-1]] = replace(steps[helped[-1]], may_be_named=agrees)
    return replace(introduction, steps=tuple(steps))


def chain_shown(introduction: Introduction) -> Introduction:
    """A recruiter gets to see it: whoever agreed by now is named, from now on."""
    return replace(introduction, steps=tuple(map(_shown, introduction.steps)))


def named_in(introduction: Introduction) -> frozenset[UUID]:
    """Whom of the introducers a chain that was shown names."""
    newest = {step.person: step for step in introduction.steps if _helps(step, step.person)}
    return frozenset(person for person, step in newest.items() if step.shown_named)


def _helps(step: Step, person: UUID) -> bool:
    return step.person == person and step.said_yes and step.answer is not Answer.AGREE


def _shown(step: Step) -> Step:
    if step.shown_named is not None or not step.said_yes:
        return step
    return replace(step, shown_named=bool(step.may_be_named))
