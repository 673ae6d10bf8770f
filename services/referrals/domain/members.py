"""What a search needs to know of a member, and whom the candidate never wants to be led through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.referrals.domain.caps import Limits
from services.referrals.domain.employers import Employers
from services.referrals.domain.openings import current
from services.referrals.domain.paths import Search
from shared.contracts.profiles import EmployedAt, InGroup, PersonChanged


@dataclass(frozen=True, slots=True)
class Member:
    """`available`: may be asked to introduce. `refers`, `meets`: accept as referrer, as somebody
    who hires.
    """

    available: bool
    refers: bool
    meets: bool
    avoids_own_employers: bool = False
    avoid_people: frozenset[int] = frozenset()
    employments: tuple[EmployedAt, ...] = ()
    groups: tuple[InGroup, ...] = ()

    def employers(self, today: date) -> set[UUID]:
        """Where the person is employed on that day."""
        return {each.employer_id for each in self.employments if current(each, today)}


def member_of(fact: PersonChanged) -> Member:
    """The member that a fact tells of."""
    # Nobody is under a cap of nothing: who takes no ask at all is not open to one.
    return Member(
        available=fact.open_to_introduce and fact.weekly_cap > 0 and fact.open_ask_cap > 0,
        refers=fact.willing_to_refer,
        meets=fact.open_to_intros and fact.weekly_intros > 0,
        avoids_own_employers=fact.avoid_own_employers,
        avoid_people=frozenset(each.int for each in fact.avoid_people),
        employments=tuple(fact.employments),
        groups=tuple(fact.groups),
    )


def limits_of(fact: PersonChanged) -> Limits:
    """How often the member of a fact may be asked."""
    return Limits(
        introduces=fact.open_to_introduce,
        weekly=fact.weekly_cap,
        open=fact.open_ask_cap,
        refers=fact.willing_to_refer,
        meets=fact.open_to_intros,
        weekly_meetings=fact.weekly_intros,
    )


@dataclass(frozen=True)
class Avoided:
    """Whom a search never leads through: these people, and whoever works at these employers."""

    people: frozenset[int]
    employers: frozenset[UUID]

    def leaves_out(self, person: UUID, member: Member | None, today: date) -> bool:
        """The person is one of these, or works at one of these today."""
        employed = member.employers(today) if member else set()
        return person.int in self.people or not self.employers.isdisjoint(employed)


def avoided_by(me: Member | None, search: Search, known: Employers) -> Avoided:
    """What the candidate's settings and the search itself avoid."""
    people = frozenset(each.int for each in search.avoid_people)
    if me is None:
        return Avoided(people, search.avoid_employers)
    asked = search.avoid_own_employers
    own = me.avoids_own_employers if asked is None else asked
    employers = known.with_affiliates(me.employers(search.today)) if own else frozenset()
    return Avoided(people | me.avoid_people, search.avoid_employers | employers)
