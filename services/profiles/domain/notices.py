"""What profiles writes to people on behalf of referrals, by template; nothing it does not name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """A mail's subject and text; `{names}` stands for whom the notice may name."""

    subject: str
    text: str
    footer: str = ""

    def to(self, names: Sequence[str]) -> tuple[str, str]:
        """Subject and text with names; without any it is somebody."""
        said = " and ".join(names) or "Somebody"
        return self.subject.format(names=said), self.text.format(names=said) + (
            self.footer or FOOTER
        )


FOOTER = (
    "\n\nYou find it in Warmpath under introductions. How often you are asked is yours to set.\n"
)
OF_REFERRALS = "\n\nYou find it in Warmpath under referrals.\n"
TO_AN_ADDRESS = (
    "\n\nSign in to Warmpath with this address to read it. If you do nothing, nothing happens, and"
    " in two weeks nothing of it is kept.\n"
)

LETTERS: Mapping[str, Letter] = {
    "introduction_asked": Letter(
        "{names} asks you for an introduction",
        "{names} passes an ask on to you.\n\nIntroduce, lend your name, name someone better, or"
        " pass; no reason is needed, and nobody learns of a pass.",
    ),
    "introduction_reminder": Letter(
        "An ask waits for your answer",
        "{names} passed an ask on to you two days ago. In two more days it goes another way by"
        " itself.",
    ),
    "introduction_agreed": Letter(
        "{names} passes your ask on", "{names} said yes and passes your ask on."
    ),
    "introduction_new_contact": Letter(
        "Shall {names} be asked?",
        "Your ask can go another way, over {names}. Nobody is asked before you say so.",
    ),
    "introduction_met": Letter(
        "You and {names} are introduced", "You both agreed: here you are, you and {names}."
    ),
    "introduction_exhausted": Letter(
        "Your ask has come to its end", "There is no path left for it."
    ),
    "introduction_opening_closed": Letter(
        "An opening that you asked about is closed", "Your ask for it has ended with it."
    ),
    "introduction_outcome_met": Letter(
        "What you helped with came about", "{names} and whom they wanted to reach have met."
    ),
    "introduction_outcome_not_met": Letter(
        "What you helped with has ended", "An ask that you passed on ended without a meeting."
    ),
    "referral_asked": Letter(
        "{names} would like to refer you",
        "{names} would like to refer you for an opening where they work. Nobody there sees anything"
        " of it before you agree; if you do not, {names} is not told.",
        TO_AN_ADDRESS,
    ),
    "referral_news": Letter(
        "There is news of a referral",
        "The referral that you and {names} have a part in has moved on.",
        OF_REFERRALS,
    ),
    "referral_no_news": Letter(
        "No news of a referral",
        "For three weeks nothing was heard of the referral that you and {names} have a part in."
        " A short question to the employer may help; whoever knows where it stands can say so.",
        OF_REFERRALS,
    ),
    "referral_received": Letter(
        "{names} was referred for your opening",
        "{names} was referred for an opening that you run, and agreed.",
        OF_REFERRALS,
    ),
    "referral_hired": Letter(
        "What you helped with led to a job",
        "{names}, whom you introduced, was hired and wants you to know.",
    ),
}
"""Every template that a notice may name."""
