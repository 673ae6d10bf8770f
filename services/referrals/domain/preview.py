"""Whom asking could reach, said before anybody is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from services.referrals.domain.paths import MOST_INTRODUCERS
from services.referrals.domain.ways import Way

Rule = Literal[
    "never_through_people_or_employers_you_avoid",
    "nobody_is_asked_again_who_did_not_say_yes",
    "a_new_first_contact_only_with_your_ok",
    "the_same_target_on_every_path",
    "nobody_beyond_their_own_caps",
]
RULES: tuple[Rule, ...] = (
    "never_through_people_or_employers_you_avoid",
    "nobody_is_asked_again_who_did_not_say_yes",
    "a_new_first_contact_only_with_your_ok",
    "the_same_target_on_every_path",
    "nobody_beyond_their_own_caps",
)
"""What binds every reroute."""


@dataclass(frozen=True)
class Preview:
    """`further_at_most` is the greatest number of people after the contact on any one path, the
    target included; a reroute may lead over others, within `rules`.
    """

    contact: UUID
    further_at_most: int
    rules: tuple[Rule, ...] = RULES


def preview(way: Way) -> Preview:
    """Asking along this way, and wherever a reroute may lead from it."""
    return Preview(contact=way[1], further_at_most=MOST_INTRODUCERS)
