"""Why something about an introduction is refused.

IntroductionNotFound  NotFound  introduction_not_found  none, or the asker has no part in it now
IntroductionOver      Conflict  introduction_over       it has ended, or does not wait for this
NotAskedNow           Conflict  step_answered           the asker answered, or it is another's turn
AnswerTooLate         Conflict  step_deadline_passed    the step's four days are over
AnswerNotPossible     Invalid   answer_not_possible     that answer is not among those of the role
HandOnImpossible      Conflict  hand_on_impossible      whatever the reason: it may be another's
NamingNeedsHelp       Conflict  naming_needs_help       only who said yes is named as who helped
NotDueYet             Conflict  step_not_due            the deadline has not come
AnswerLinkOver        NotFound  answer_link_over        a link in a mail answers nothing (more)
PathImpossible        Invalid   path_impossible         no path as docs/reference/paths.md has it
"""

from __future__ import annotations

from shared.errors import Conflict, Invalid, NotFound


class IntroductionNotFound(NotFound):
    def __init__(self) -> None:
        super().__init__("introduction_not_found", "There is no such introduction.")


class IntroductionOver(Conflict):
    def __init__(self) -> None:
        super().__init__("introduction_over", "The introduction no longer waits for this.")


class NotAskedNow(Conflict):
    def __init__(self) -> None:
        super().__init__("step_answered", "Nothing waits for your answer here.")


class AnswerTooLate(Conflict):
    def __init__(self) -> None:
        super().__init__("step_deadline_passed", "The time to answer is over; nothing was changed.")


class AnswerNotPossible(Invalid):
    def __init__(self) -> None:
        super().__init__("answer_not_possible", "Choose one of the answers that you were offered.")


class HandOnImpossible(Conflict):
    def __init__(self) -> None:
        super().__init__("hand_on_impossible", "It cannot go to them now; choose somebody else.")


class NamingNeedsHelp(Conflict):
    def __init__(self) -> None:
        super().__init__("naming_needs_help", "Whoever passed it on can be named, and nobody else.")


class NotDueYet(Conflict):
    def __init__(self) -> None:
        super().__init__("step_not_due", "There is time left to answer.")


class AnswerLinkOver(NotFound):
    def __init__(self) -> None:
        super().__init__(
            "answer_link_over",
            "This link answers nothing any more. What you are asked is shown in Warmpath.",
        )


class PathImpossible(Invalid):
    def __init__(self) -> None:
        super().__init__(
            "path_impossible", "A path names nobody twice and has at most three introducers."
        )
