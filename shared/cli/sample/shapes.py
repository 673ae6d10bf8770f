"""What the people of the sample network would do through the public APIs, as plain data.

Everything is named by a readable *key*; ids are given by the services when the data is replayed.
Countries are ISO 3166-1 alpha-2 codes, currencies ISO 4217 codes, salaries yearly whole units.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Introduced = Literal["group", "mail", "import"]
Answer = Literal["met", "know", "well", "would_vouch"]
Audience = Literal["public", "members", "network", "unlisted"]
GroupKind = Literal["class", "association", "event", "company"]
MembershipKind = Literal["association", "event", "volunteer_group"]
HiringAnswer = Literal["accepted", "declined", "unanswered"]


@dataclass(frozen=True)
class SampleSettings:
    """A person's settings, by the names of the profiles API."""

    open_to_introduce: bool = True
    weekly_cap: int = 2
    open_ask_cap: int = 3
    topics: tuple[str, ...] = ()
    willing_to_refer: bool = False
    open_to_intros: bool = False
    weekly_intros: int = 2
    findable: bool = True
    open_to_openings: bool = False
    avoid_own_employers: bool = True


@dataclass(frozen=True)
class SampleEmployment:
    """Time at an employer; `ended` is None while it lasts."""

    employer: str
    title: str
    started: date
    ended: date | None = None
    team: str | None = None


@dataclass(frozen=True)
class SampleEducation:
    """Time at a school."""

    school: str
    course: str
    started: date
    ended: date


@dataclass(frozen=True)
class SampleMembership:
    """Having been part of an association, an event or a volunteer group in one year."""

    kind: MembershipKind
    name: str
    year: int
    place: str | None = None


@dataclass(frozen=True)
class SamplePerson:
    """A member. `mail` is the address of sign-up; `work_mail` is verified later, if given."""

    key: str
    name: str
    mail: str
    work_mail: str | None
    headline: str
    place: str
    country: str
    languages: tuple[str, ...]
    skills: tuple[str, ...]
    settings: SampleSettings
    employments: tuple[SampleEmployment, ...]
    educations: tuple[SampleEducation, ...] = ()
    memberships: tuple[SampleMembership, ...] = ()
    avoid_people: tuple[str, ...] = ()

    def current_employers(self) -> tuple[str, ...]:
        """Keys of the employers where the person works now."""
        return tuple(each.employer for each in self.employments if each.ended is None)


@dataclass(frozen=True)
class SamplePolicy:
    """The first version of a referral policy; milestones are (months, percent of the bonus)."""

    bonus: int
    currency: str
    ownership_days: int
    milestones: tuple[tuple[int, int], ...]
    not_eligible: tuple[str, ...]


@dataclass(frozen=True)
class SampleEmployer:
    """A company. `founder` is the person who adds it; domains and parent need the operator."""

    key: str
    name: str
    industry: str
    place: str
    country: str
    headcount: int
    domains: tuple[str, ...]
    founder: str
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    policy: SamplePolicy | None = None


@dataclass(frozen=True)
class SampleOpening:
    """An opening, its people by key. `posted_by` works at the employer, so may post it."""

    key: str
    employer: str
    title: str
    description: str
    place: str
    countries: tuple[str, ...]
    remote: bool
    salary: tuple[int, int, str] | None
    posted_by: str
    hiring_manager: str | None
    hiring_answer: HiringAnswer
    recruiters: tuple[str, ...]
    audience: Audience
    max_introducers: int
    use_policy: bool
    valid_through: date
    apply_url: str | None = None
    employment_type: str = "full_time"


@dataclass(frozen=True)
class SampleMember:
    """Somebody's place in a group."""

    person: str
    show_name: bool = True
    volunteer: bool = False


@dataclass(frozen=True)
class SampleGroup:
    """A group; the first member starts it and hands out its join link."""

    key: str
    name: str
    kind: GroupKind
    place: str | None
    first_year: int | None
    last_year: int | None
    members: tuple[SampleMember, ...]


@dataclass(frozen=True)
class SampleMessages:
    """Mails as `one` counts them; `other` counts the same with sent and received swapped."""

    sent: int
    received: int
    last_on: date


@dataclass(frozen=True)
class SampleMeetings:
    """Meetings of at most eight people, which both ends count alike."""

    count: int
    last_on: date


@dataclass(frozen=True)
class SampleTie:
    """Two people who know each other: `one` proposes, `other` confirms.

    `introduced` says how: ticked in the group `group`, proposed by mail address, or chosen from
    both their imported lists (then, and only then, `listed_both`).
    """

    one: str
    other: str
    introduced: Introduced
    lend_one: bool = True
    lend_other: bool = True
    answer_one: Answer | None = None
    answer_other: Answer | None = None
    messages: SampleMessages | None = None
    meetings: SampleMeetings | None = None
    listed_both: bool = False
    group: str | None = None

    @property
    def lent(self) -> bool:
        """Whether others may be led over this tie: only when both ends lend it."""
        return self.lend_one and self.lend_other

    @property
    def ends(self) -> frozenset[str]:
        """The two people, whoever proposed."""
        return frozenset((self.one, self.other))


@dataclass(frozen=True)
class SampleScenario:
    """One rule on show: what `shows` says happens to `person` asking about `opening`.

    `actors` are the people (or the employer) the rule turns on, in the order `shows` names them.
    """

    key: str
    shows: str
    person: str
    opening: str | None
    actors: tuple[str, ...]
