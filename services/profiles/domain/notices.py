"""What profiles writes to people on behalf of referrals, by template; nothing it does not name.

Each says what happened, what comes next, and by when. None tells a pass from silence, nor a target
who declined from a path that came to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.profiles.domain.rhythm import Pace


@dataclass(frozen=True)
class Letter:
    """A mail's subject and text; `{names}` stands for whom the notice may name, `{by}` for when.

    `page` is what the part of Warmpath is called where it is found, `address` where exactly in the
    portal, with `{about}` for what the notice is about. Nothing of an address comes after a `#`:
    that part would be lost on the way through signing in.
    """

    subject: str
    text: str
    pace: Pace = Pace.SOON
    page: str = "introductions"
    address: str = "/introductions/{about}"

    def to(self, names: Sequence[str], by: str = "") -> tuple[str, str]:
        """Subject and text with names; without any it is somebody, without a time it is in time."""
        said = {"names": " and ".join(names) or "Somebody", "by": by or "the deadline shown there"}
        return self.subject.format(**said), self.text.format(**said)


NEXT = (
    "Until {by} it waits for your word; then it goes another way by itself. No reason is needed,"
    " and nobody learns of a pass."
)

LETTERS: Mapping[str, Letter] = {
    "introduction_asked": Letter(
        "{names} asks you for an introduction",
        "{names} passes an ask on to you, to pass on to somebody you know. " + NEXT,
        Pace.AT_ONCE,
        address="/asked/{about}",
    ),
    "introduction_asked_to_meet": Letter(
        "{names} brings you an ask",
        "Somebody would like to meet you, and {names} brings you their ask. Only if you agree are"
        " you introduced to each other. " + NEXT,
        Pace.AT_ONCE,
        address="/asked/{about}",
    ),
    "introduction_asked_openly": Letter(
        "{names} asks whom you know",
        "{names} looks for somebody at an employer, and asks whether you know anybody there. "
        + NEXT,
        Pace.AT_ONCE,
        address="/asked/{about}",
    ),
    "introduction_reminder": Letter(
        "An ask waits for your answer",
        "{names} passed an ask on to you. " + NEXT + " This is the only reminder.",
        Pace.AT_ONCE,
        address="/asked/{about}",
    ),
    "introduction_agreed": Letter(
        "{names} passes your ask on",
        "{names} said yes and passes your ask on. The next person decides within four days.",
    ),
    "introduction_new_contact": Letter(
        "Shall {names} be asked?",
        "Your ask can go another way, over {names}. Nobody is asked before you say so. You can"
        " until {by}; then the ask ends.",
        Pace.AT_ONCE,
    ),
    "introduction_met": Letter(
        "You and {names} are introduced",
        "You both agreed: here you are, you and {names}. Write to each other; whoever helped hears"
        " that you met.",
        Pace.AT_ONCE,
    ),
    "introduction_exhausted": Letter(
        "Your ask has come to its end",
        "There is no path left for it. You can ask again along another path, or ask openly whom"
        " your contacts know.",
    ),
    "introduction_opening_closed": Letter(
        "An opening that you asked about is closed",
        "Your ask for it has ended with it. Nobody has to do anything.",
    ),
    "introduction_outcome_met": Letter(
        "What you helped with came about",
        "{names} and whom they wanted to reach have met. Thank you; nothing more is needed.",
    ),
    "introduction_outcome_not_met": Letter(
        "What you helped with has ended",
        "An ask that you passed on ended without a meeting. Thank you; nothing more is needed.",
        Pace.WEEKLY,
    ),
    "referral_asked": Letter(
        "{names} would like to refer you",
        "{names} would like to refer you for an opening where they work. Nobody there sees anything"
        " of it before you agree; if you do not, {names} is not told.\n\nSign in to Warmpath with"
        " this address to read it. If you do nothing, nothing happens, and in two weeks nothing of"
        " it is kept.",
        Pace.AT_ONCE,
        page="referrals",
        address="/referrals/{about}",
    ),
    "referral_news": Letter(
        "There is news of a referral",
        "The referral that you and {names} have a part in has moved on. Where it stands, and what"
        " comes next, is shown to you there.",
        page="referrals",
        address="/referrals/{about}",
    ),
    "referral_no_news": Letter(
        "No news of a referral",
        "For three weeks nothing was heard of the referral that you and {names} have a part in."
        " A short question to the employer may help; whoever knows where it stands can say so.",
        Pace.WEEKLY,
        page="referrals",
        address="/referrals/{about}",
    ),
    "referral_received": Letter(
        "{names} was referred for your opening",
        "{names} was referred for an opening that you run, and agreed. Take it up for review when"
        " you decide on it.",
        page="referrals",
        address="/recruiting/{about}",
    ),
    "referral_hired": Letter(
        "What you helped with led to a job",
        "{names}, whom you introduced, was hired and wants you to know. Thank you; nothing more is"
        " needed.",
        address="/asked",
    ),
}
"""Every template that a notice may name."""


def page_of(template: str, about: UUID, portal: str) -> str:
    """Where a browser finds what a notice is about; "" where it is not known how it gets there."""
    return page_at(portal, LETTERS[template].address.format(about=about))


def page_at(portal: str, path: str) -> str:
    """A page of the portal; "" where it is not known how a browser gets there."""
    return portal.rstrip("/") + path if portal else ""


ANSWERS: Mapping[str, str] = {
    "introduce": "Introduce them",
    "use_my_name": "Let Warmpath pass it on in your name",
    "agree": "Agree to meet",
    "pass": "Pass",
}
"""What can be answered by a link; whoever knows somebody better names them on the page."""
