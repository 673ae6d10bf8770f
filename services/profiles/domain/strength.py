"""How well two people know each other, as a number whose every term is a reason to show.

Source of the table and its constants: `design/domain.md`, "Strength, noisy-OR over independent
evidence"; of the step chance and its cost: `design/paths.md`.

    S = 1 − Π(1 − q)                 q of each piece of evidence, below
    p = 0.30 + 0.45·S                chance that a request takes this step
    cost = round(−100·ln p)          29…120

| evidence                                    | q                                               |
|---------------------------------------------|-------------------------------------------------|
| on each other's imported list               | .10                                             |
| worked together                             | .65 · min(1, months/24) · min(1, √(50/headcount)) |
| two-way messages                            | .70 · (1−e^(−n/10)) · 2^(−days/365) · min/max   |
| meetings of ≤ 8 people                      | .60 · (1−e^(−m/3)) · 2^(−days/540)              |
| a past introduction that went well          | .60 · 2^(−days/730)                             |
| same school, overlapping years              | .15                                             |
| same association, event, volunteer group    | .15                                             |
| shared contacts, overlap O                  | .35 · O                                         |

Own answers: one side's may lower S, raising it needs both. Never below .20 after 20 two-way
contacts in a lifetime.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from shared.contracts.profiles import Reason

LISTED = 0.10
WORKED_TOGETHER = 0.65
FULL_MONTHS = 24
TEAM_SIZED = 50
MESSAGES = 0.70
MESSAGES_SCALE = 10
MESSAGES_HALF_LIFE = 365
MEETINGS = 0.60
MEETINGS_SCALE = 3
MEETINGS_HALF_LIFE = 540
INTRODUCTION = 0.60
INTRODUCTION_HALF_LIFE = 730
SAME_SCHOOL = 0.15
SAME_ASSOCIATION = 0.15
SHARED_CONTACTS = 0.35

FLOOR = 0.20
CONTACTS_FOR_FLOOR = 20

CHANCE_OF_STRANGERS = 0.30
CHANCE_BY_STRENGTH = 0.45
LOWEST_COST, HIGHEST_COST = 29, 120

UNKNOWN_HEADCOUNT = 500
"""Taken where an employer's headcount is unknown: too weak a tie is the safer mistake."""

FAIR_FROM, STRONG_FROM = 0.30, 0.60
FADED = 0.005

StrengthWord = Literal["weak", "fair", "strong"]


class OwnAnswer(StrEnum):
    """What one side says about how well they know the other."""

    MET = "met"
    KNOW = "know"
    WELL = "well"
    WOULD_VOUCH = "would_vouch"


ANSWERED = {
    OwnAnswer.MET: 0.25,
    OwnAnswer.KNOW: 0.50,
    OwnAnswer.WELL: 0.75,
    OwnAnswer.WOULD_VOUCH: 0.95,
}


@dataclass(frozen=True)
class Evidence:
    """One term of the noisy-OR: its `code` and `amount` as shown, its weight `q` in [0, 1]."""

    code: str
    q: float
    amount: int = 0


def listed() -> Evidence:
    """Each is on the other's imported list."""
    return Evidence("listed", LISTED)


def worked_together(months: int, headcount: int | None) -> Evidence:
    """`months` at the same employer at the same time, of `headcount` people (None: unknown)."""
    people = max(1, UNKNOWN_HEADCOUNT if headcount is None else headcount)
    share = min(1.0, max(0, months) / FULL_MONTHS)
    q = WORKED_TOGETHER * share * min(1.0, math.sqrt(TEAM_SIZED / people))
    return Evidence("worked_together", q, months)


def messages(one_way: int, other_way: int, days: int) -> Evidence:
    """Messages each way, counts only; the last one `days` ago."""
    most = max(one_way, other_way)
    balance = min(one_way, other_way) / most if most else 0.0
    many = 1 - math.exp(-(one_way + other_way) / MESSAGES_SCALE)
    q = MESSAGES * many * _faded(days, MESSAGES_HALF_LIFE) * balance
    return Evidence("messages", q, one_way + other_way)


def meetings(count: int, days: int) -> Evidence:
    """Meetings of at most 8 people; the last one `days` ago."""
    many = 1 - math.exp(-count / MEETINGS_SCALE)
    return Evidence("meetings", MEETINGS * many * _faded(days, MEETINGS_HALF_LIFE), count)


def past_introduction(days: int) -> Evidence:
    """An introduction between the two that went well, `days` ago."""
    return Evidence("past_introduction", INTRODUCTION * _faded(days, INTRODUCTION_HALF_LIFE))


def same_school() -> Evidence:
    """The same school in overlapping years."""
    return Evidence("same_school", SAME_SCHOOL)


def same_association() -> Evidence:
    """The same association, event or volunteer group in the same year."""
    return Evidence("same_association", SAME_ASSOCIATION)


def shared_contacts(overlap: float) -> Evidence:
    """`overlap` in [0, 1] of the two neighbourhoods."""
    return Evidence("shared_contacts", SHARED_CONTACTS * overlap)


def strength(
    evidence: Iterable[Evidence],
    answers: Iterable[OwnAnswer | None] = (),
    two_way_contacts: int = 0,
) -> float:
    """S in [0, 1] of the evidence, the own answers given, and the contacts of a lifetime.

    One answer is a ceiling; two replace the evidence by the lower of them, because raising needs
    both sides.
    """
    found = 1 - math.prod(1 - piece.q for piece in evidence)
    given = [ANSWERED[answer] for answer in answers if answer is not None]
    if len(given) == 1:
        found = min(found, given[0])
    elif given:
        found = min(given)
    return max(found, FLOOR) if two_way_contacts >= CONTACTS_FOR_FLOOR else found


def step_chance(strength: float) -> float:
    """p(x→y) = 0.30 + 0.45·S (`design/paths.md`, "Step chance")."""
    return CHANCE_OF_STRANGERS + CHANCE_BY_STRENGTH * strength


def step_cost(strength: float) -> int:
    """round(−100·ln p), an integer 29…120 (`design/paths.md`, "cost")."""
    return round(-100 * math.log(step_chance(strength)))


def reasons(evidence: Iterable[Evidence]) -> list[Reason]:
    """What speaks for the tie, strongest first; evidence that has faded to nothing is left out."""
    telling = [piece for piece in evidence if piece.q >= FADED]
    telling.sort(key=lambda piece: (-piece.q, piece.code))
    return [Reason(piece.code, piece.amount) for piece in telling]


def strength_word(strength: float) -> StrengthWord:
    """The word shown to a side, who never sees the number."""
    if strength >= STRONG_FROM:
        return "strong"
    return "fair" if strength >= FAIR_FROM else "weak"


def _faded(days: int, half_life: int) -> float:
    return float(2 ** (-max(0, days) / half_life))
