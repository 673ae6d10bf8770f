"""The states of a referral, the one table of how it moves between them, and who may move it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class ReferralState(StrEnum):
    """Where a referral stands. `in_review` is left by the screening decision."""

    SUBMITTED = "submitted"
    CONSENTED = "consented"
    IN_REVIEW = "in_review"
    INTERVIEWING = "interviewing"
    OFFERED = "offered"
    HIRED = "hired"
    RETAINED = "retained"
    NOT_CONSENTED = "not_consented"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    EXPIRED = "expired"
    OPENING_CLOSED = "opening_closed"


class Happening(StrEnum):
    """What can happen to one."""

    CONSENT_GIVEN = "consent_given"
    CONSENT_REFUSED = "consent_refused"
    CONSENT_MISSED = "consent_missed"
    FOUND_OWNED = "found_owned"
    TAKEN_UP = "taken_up"
    INTERVIEW = "interview"
    OFFER = "offer"
    HIRE = "hire"
    HIRE_CONFIRMED = "hire_confirmed"
    MILESTONE = "milestone"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    WINDOW_ENDED = "window_ended"
    OPENING_CLOSED = "opening_closed"


class By(StrEnum):
    """Who moves it. `ats` is a CSV or webhook of the employer's own system; `time` a deadline."""

    CANDIDATE = "candidate"
    REFERRER = "referrer"
    RECRUITER = "recruiter"
    ATS = "ats"
    TIME = "time"


_S, _H = ReferralState, Happening
TRANSITIONS: Mapping[tuple[ReferralState, Happening], ReferralState] = {
    (_S.SUBMITTED, _H.CONSENT_GIVEN): _S.CONSENTED,
    (_S.SUBMITTED, _H.CONSENT_REFUSED): _S.NOT_CONSENTED,
    (_S.SUBMITTED, _H.CONSENT_MISSED): _S.NOT_CONSENTED,
    (_S.SUBMITTED, _H.FOUND_OWNED): _S.DUPLICATE,
    (_S.SUBMITTED, _H.WITHDRAWN): _S.WITHDRAWN,
    (_S.SUBMITTED, _H.OPENING_CLOSED): _S.OPENING_CLOSED,
    (_S.CONSENTED, _H.TAKEN_UP): _S.IN_REVIEW,
    (_S.CONSENTED, _H.REJECTED): _S.REJECTED,
    (_S.CONSENTED, _H.INTERVIEW): _S.INTERVIEWING,
    (_S.CONSENTED, _H.OFFER): _S.OFFERED,
    (_S.CONSENTED, _H.HIRE): _S.HIRED,
    (_S.CONSENTED, _H.WITHDRAWN): _S.WITHDRAWN,
    (_S.CONSENTED, _H.WINDOW_ENDED): _S.EXPIRED,
    (_S.CONSENTED, _H.OPENING_CLOSED): _S.OPENING_CLOSED,
    (_S.IN_REVIEW, _H.INTERVIEW): _S.INTERVIEWING,
    (_S.IN_REVIEW, _H.OFFER): _S.OFFERED,
    (_S.IN_REVIEW, _H.HIRE): _S.HIRED,
    (_S.IN_REVIEW, _H.REJECTED): _S.REJECTED,
    (_S.IN_REVIEW, _H.WITHDRAWN): _S.WITHDRAWN,
    (_S.IN_REVIEW, _H.WINDOW_ENDED): _S.EXPIRED,
    (_S.IN_REVIEW, _H.OPENING_CLOSED): _S.OPENING_CLOSED,
    # What so far only the candidate had said, the employer says as well: here and below.
    (_S.INTERVIEWING, _H.INTERVIEW): _S.INTERVIEWING,
    (_S.INTERVIEWING, _H.OFFER): _S.OFFERED,
    (_S.INTERVIEWING, _H.HIRE): _S.HIRED,
    (_S.INTERVIEWING, _H.REJECTED): _S.REJECTED,
    (_S.INTERVIEWING, _H.WITHDRAWN): _S.WITHDRAWN,
    (_S.INTERVIEWING, _H.OPENING_CLOSED): _S.OPENING_CLOSED,
    (_S.OFFERED, _H.OFFER): _S.OFFERED,
    (_S.OFFERED, _H.HIRE): _S.HIRED,
    (_S.OFFERED, _H.REJECTED): _S.REJECTED,
    (_S.OFFERED, _H.WITHDRAWN): _S.WITHDRAWN,
    (_S.OFFERED, _H.OPENING_CLOSED): _S.OPENING_CLOSED,
    # Until its deadline a refusal is silence to the referrer, and so can go where silence could.
    (_S.NOT_CONSENTED, _H.WITHDRAWN): _S.WITHDRAWN,
    (_S.NOT_CONSENTED, _H.OPENING_CLOSED): _S.OPENING_CLOSED,
    (_S.HIRED, _H.HIRE_CONFIRMED): _S.HIRED,
    (_S.HIRED, _H.REJECTED): _S.REJECTED,  # … or the employer denies
    (_S.HIRED, _H.MILESTONE): _S.RETAINED,
    (_S.RETAINED, _H.MILESTONE): _S.RETAINED,
}

_EMPLOYER = frozenset({By.RECRUITER, By.ATS})
_TOLD = _EMPLOYER | {By.CANDIDATE}
MAY: Mapping[Happening, frozenset[By]] = {
    _H.CONSENT_GIVEN: frozenset({By.CANDIDATE}),
    _H.CONSENT_REFUSED: frozenset({By.CANDIDATE}),
    _H.CONSENT_MISSED: frozenset({By.TIME}),
    _H.FOUND_OWNED: frozenset({By.CANDIDATE}),
    _H.TAKEN_UP: _TOLD,
    _H.INTERVIEW: _TOLD,
    _H.OFFER: _TOLD,
    _H.HIRE: _TOLD,
    _H.HIRE_CONFIRMED: _EMPLOYER,
    _H.MILESTONE: frozenset({By.TIME}) | _EMPLOYER,
    _H.REJECTED: _EMPLOYER,
    _H.WITHDRAWN: frozenset({By.CANDIDATE, By.REFERRER}),
    _H.WINDOW_ENDED: frozenset({By.TIME}),
    _H.OPENING_CLOSED: frozenset({By.TIME}),
}
"""Who may bring it about."""

SAID_AGAIN = frozenset({_H.INTERVIEW, _H.OFFER})
"""The candidate may have told of it first; a second word of one and the same is none."""
OWN_WAY = frozenset(
    {_H.CONSENT_GIVEN, _H.CONSENT_REFUSED, _H.CONSENT_MISSED, _H.FOUND_OWNED, _H.WINDOW_ENDED}
)
"""These come about as consent is answered or time decides, never by being said."""
TAKEN_BACK = frozenset({_S.SUBMITTED, _S.NOT_CONSENTED, _S.CONSENTED})
"""Where the referrer may still withdraw it."""
UNDERWAY = frozenset({_S.CONSENTED, _S.IN_REVIEW, _S.INTERVIEWING, _S.OFFERED})
"""News are due, from the employer or the candidate."""
UNSCREENED = frozenset({_S.SUBMITTED, _S.CONSENTED, _S.IN_REVIEW})
OVER = frozenset(
    {_S.NOT_CONSENTED, _S.DUPLICATE, _S.WITHDRAWN, _S.REJECTED, _S.EXPIRED, _S.OPENING_CLOSED}
)
