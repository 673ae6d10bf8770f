"""How strong a tie is, what the others hear of it, and what each of the two sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.profiles.domain import strength as table
from services.profiles.domain.claims import agreed_meetings, agreed_messages
from services.profiles.domain.strength import Evidence, OwnAnswer, StrengthWord
from services.profiles.domain.tie import Published, Tie, TieState
from shared.contracts.profiles import Reason, TieChanged, TieEnded


@dataclass(frozen=True)
class TieView:
    """A tie as one of the two sees it: never what the other answered.

    Reasons are shown of a live tie only: a proposal must not tell its sender what the other did.
    """

    state: TieState
    proposed_by_me: bool
    reasons: Sequence[Reason]
    strength: StrengthWord
    own_answer: OwnAnswer | None
    lend: bool | None
    lent: bool


def publish(tie: Tie, found: Sequence[Evidence], on: date) -> TieChanged | TieEnded | None:
    """What the others must hear now, if anything; the tie remembers that they heard it.

    `found` is what the two have in common (`overlaps.found_in_common`). Amounts alone, such as
    one month more, are no news.
    """
    if not tie.is_live:
        ended, tie.published = tie.published is not None, None
        return TieEnded(subject=tie.id, first=tie.first, second=tie.second) if ended else None
    evidence = all_evidence(tie, found, on)
    why = table.reasons(evidence)
    cost = table.step_cost(strength_of(tie, evidence))
    now = Published(cost, tie.lent, tuple(reason.code for reason in why))
    if now == tie.published:
        return None
    tie.published = now
    return TieChanged(
        subject=tie.id,
        first=tie.first,
        second=tie.second,
        first_to_second_cost=cost,
        second_to_first_cost=cost,
        lent=tie.lent,
        reasons=why,
    )


def seen_by(tie: Tie, person: UUID, found: Sequence[Evidence], on: date) -> TieView:
    """The tie as `person`, one of the two, may see it. Raises TieNotFound."""
    own = tie.side(person)
    evidence = all_evidence(tie, found, on) if tie.is_live else []
    shown = table.strength(evidence, [own.answer], two_way_contacts(tie) if tie.is_live else 0)
    return TieView(
        state=tie.state_for(person),
        proposed_by_me=tie.proposed_by == person,
        reasons=table.reasons(evidence),
        strength=table.strength_word(shown),
        own_answer=own.answer,
        lend=own.lend,
        lent=tie.lent,
    )


def strength_of(tie: Tie, evidence: Sequence[Evidence]) -> float:
    """S of the tie, with what both answered."""
    answers = (tie.first_side.answer, tie.second_side.answer)
    return table.strength(evidence, answers, two_way_contacts(tie))


def all_evidence(tie: Tie, found: Sequence[Evidence], on: date) -> list[Evidence]:
    """What the two have in common and what they gave about each other."""
    return [*found, *_given(tie, on)]


def two_way_contacts(tie: Tie) -> int:
    """Messages that got one back, and meetings, as far as both claims bear them out."""
    one, other = tie.first_side, tie.second_side
    exchange = agreed_messages(one.messages, other.messages)
    meetings = agreed_meetings(one.meetings, other.meetings)
    answered = min(exchange.one_way, exchange.other_way) if exchange else 0
    return answered + (meetings.count if meetings else 0)


def _given(tie: Tie, on: date) -> list[Evidence]:
    one, other = tie.first_side, tie.second_side
    given = []
    if one.listed and other.listed:
        given.append(table.listed())
    if exchange := agreed_messages(one.messages, other.messages):
        days = (on - exchange.last_on).days
        given.append(table.messages(exchange.one_way, exchange.other_way, days))
    if meetings := agreed_meetings(one.meetings, other.meetings):
        given.append(table.meetings(meetings.count, (on - meetings.last_on).days))
    if tie.introduced_on:
        given.append(table.past_introduction((on - tie.introduced_on).days))
    return given
