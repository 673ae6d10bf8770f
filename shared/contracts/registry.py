"""Every event type there is, found by the name that travels with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from shared.contracts.envelope import Event
from shared.contracts.postings import EmployerChanged, OpeningChanged, OpeningClosed
from shared.contracts.profiles import PersonChanged, PersonErased, TieChanged, TieEnded
from shared.contracts.referrals import (
    CandidateHired,
    CreditAwarded,
    CreditReversed,
    IntroductionAsked,
    IntroductionEnded,
    IntroductionRerouted,
    IntroductionStepAnswered,
    NoticeRequested,
    ReferralMoved,
    ReferralSubmitted,
)

EVENTS: Mapping[str, type[Event]] = {
    event.TYPE: event
    for event in (
        PersonChanged,
        PersonErased,
        TieChanged,
        TieEnded,
        EmployerChanged,
        OpeningChanged,
        OpeningClosed,
        IntroductionAsked,
        IntroductionStepAnswered,
        IntroductionRerouted,
        IntroductionEnded,
        ReferralSubmitted,
        ReferralMoved,
        CandidateHired,
        CreditAwarded,
        CreditReversed,
        NoticeRequested,
    )
}

Fields = dict[str, object]

UPCASTERS: Mapping[str, tuple[str, Callable[[Fields], Fields]]] = {}
"""Old type → (next type, how to turn the old fields into the next). None has been needed yet."""
