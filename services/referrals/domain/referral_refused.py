"""Why something about a referral is refused.

ReferralNotFound  NotFound   referral_not_found       none, or the asker may not know of it (yet)
ReferralOver      Conflict   referral_state_wrong     its state does not allow it
ConsentTooLate    Conflict   consent_deadline_passed  the fourteen days are over
HireConfirmed     Conflict   hire_confirmed           the employer has confirmed; it stands
NotDueYet         Conflict   referral_not_due         the time for it has not come
NotYoursToMove    Forbidden  referral_not_yours       somebody else has to do that
ReasonNeeded      Invalid    reason_needed            a rejection says of which class its reason is
HoldTooLong       Invalid    hold_too_long            only a rejection waits, three working days
"""

from __future__ import annotations

from shared.errors import Conflict, Forbidden, Invalid, NotFound


class ReferralNotFound(NotFound):
    def __init__(self) -> None:
        super().__init__("referral_not_found", "There is no such referral.")


class ReferralOver(Conflict):
    def __init__(self) -> None:
        super().__init__("referral_state_wrong", "The state of the referral does not allow it.")


class ConsentTooLate(Conflict):
    def __init__(self) -> None:
        super().__init__(
            "consent_deadline_passed", "The time to agree is over; it can be asked anew."
        )


class HireConfirmed(Conflict):
    def __init__(self) -> None:
        super().__init__("hire_confirmed", "The employer has confirmed the hire; that stands.")


class NotDueYet(Conflict):
    def __init__(self) -> None:
        super().__init__("referral_not_due", "The time for that has not come.")


class NotYoursToMove(Forbidden):
    def __init__(self) -> None:
        super().__init__("referral_not_yours", "This is for somebody else to do.")


class ReasonNeeded(Invalid):
    def __init__(self) -> None:
        super().__init__("reason_needed", "Say of which class the reason of the rejection is.")


class HoldTooLong(Invalid):
    def __init__(self) -> None:
        super().__init__("hold_too_long", "A rejection may be held for three working days at most.")
