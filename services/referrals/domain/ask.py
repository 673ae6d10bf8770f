"""What a candidate asks for, in the words that every introducer gets to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from shared.errors import Invalid
from shared.texts import has_control

LONGEST_BLURB = 2000
LONGEST_LINE = 300
MOST_OPENLY_ASKED = 3
"""To how many own contacts one open ask goes at most: whoever is asked about the same employer
within OPEN_ASK_LASTS, whatever they said."""
OPEN_ASK_LASTS = timedelta(days=30)


class Kind(StrEnum):
    """`referral` for an opening; `advice`, a conversation; `open_ask`, "do you know somebody
    at …?", to own contacts where no path exists.
    """

    REFERRAL = "referral"
    ADVICE = "advice"
    OPEN_ASK = "open_ask"


@dataclass(frozen=True, kw_only=True)
class Ask:
    """The same for everybody who is asked. `blurb` is a short self-contained text to forward.

    `discreet`: beyond the first introducer nobody learns who asks before the target agreed.
    `opening_id` and `employer_id` say what it is about, `topic` what an advice is about.
    """

    kind: Kind
    blurb: str
    discreet: bool = False
    opening_id: UUID | None = None
    employer_id: UUID | None = None
    topic: str | None = None

    def without_words(self) -> Ask:
        """The ask of somebody who left for good."""
        return replace(self, blurb="", topic=None)


def refuse_unusable(ask: Ask) -> None:
    """Raises Invalid(ask_invalid) that names every field that cannot be used."""
    faults = {"blurb": _blurb_fault(ask.blurb), **_subject_faults(ask)}
    errors = {field: [fault] for field, fault in faults.items() if fault}
    if errors:
        raise Invalid("ask_invalid", "This cannot be asked as it is.", errors)


def openly_askable_from(asked: Mapping[UUID, datetime], contact: UUID, now: datetime) -> datetime:
    """From when the ask may go to this contact too, after those whom it went to, and when: `now`
    if it may.
    """
    others = sorted(at for each, at in asked.items() if each != contact)
    if len(others) < MOST_OPENLY_ASKED:
        return now
    return others[-MOST_OPENLY_ASKED] + OPEN_ASK_LASTS


def refuse_unusable_line(line: str) -> None:
    """Raises Invalid(line_too_long | line_unusable)."""
    if len(line) > LONGEST_LINE:
        raise Invalid("line_too_long", f"One line, of {LONGEST_LINE} characters at most.")
    if has_control(line):
        raise Invalid("line_unusable", "One line, without control characters.")


def _blurb_fault(blurb: str) -> str | None:
    if not blurb.strip():
        return "Say in a few sentences what you ask for and why."
    if has_control(blurb, but="\r\n\t"):
        return "No control characters, please."
    return None if len(blurb) <= LONGEST_BLURB else f"{LONGEST_BLURB} characters at most."


def _topic_fault(ask: Ask) -> str | None:
    if ask.kind is Kind.ADVICE and not ask.topic:
        return "Advice is about a topic."
    return "No control characters, please." if has_control(ask.topic or "") else None


def _subject_faults(ask: Ask) -> dict[str, str | None]:
    needs_opening = ask.kind is Kind.REFERRAL and ask.opening_id is None
    needs_employer = ask.kind is Kind.OPEN_ASK and ask.employer_id is None
    return {
        "opening_id": "A referral is asked for one opening." if needs_opening else None,
        "employer_id": "An open ask names an employer." if needs_employer else None,
        "topic": _topic_fault(ask),
    }
