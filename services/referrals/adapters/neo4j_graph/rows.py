"""Facts and ids as Neo4j keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from services.referrals.adapters.neo4j_graph.server import Row
from services.referrals.domain.members import Member, member_of
from shared.contracts.codec import decode, encode
from shared.contracts.envelope import Event, Message
from shared.contracts.profiles import EmployedAt, InGroup, PersonChanged, TieChanged, TieEnded

KEPT = ("ce_id", "ce_time", "traceparent")
"""The headers of a fact that do not follow from what it is about."""
SEPARATOR = " "
NOBODY = ""
FEWEST = 2
FACT = (
    "f.subject AS subject, f.sequence AS sequence, f.type AS type,"
    " f.headers AS headers, f.body AS body"
)
"""What `fact_of` needs to be told of a fact `f`."""


def key(number: UUID | int) -> str:
    """An id as text that orders as its bytes do."""
    return f"{number.int if isinstance(number, UUID) else number:032x}"


def keys(ids: Sequence[UUID | int] | frozenset[int] | frozenset[UUID]) -> list[str]:
    """Ids as text, in order, so that the same question is the same text."""
    return sorted(map(key, ids))


def as_parameter(listed: list[str]) -> list[str]:
    """Keys as a statement is given them: never fewer than two, what is lacking is nobody's.

    Neo4j keeps a plan for each type of a statement's parameters, and the type of a list says about
    how many it holds: none, one and up to ten are three. To plan anew takes longer than to answer.
    Source: https://neo4j.com/docs/cypher-manual/current/planning-and-tuning/caching/ for the types;
    the sizes were measured: on small worlds half of all time went into such plans.
    """
    return listed + [NOBODY] * (FEWEST - len(listed))


def number_of(text: str) -> int:
    """The id that was a key."""
    return int(text, 16)


def fact_row(fact: Event) -> list[Any]:
    """A fact as it was applied: subject, sequence, type, the headers kept, body.

    In as few properties as can be, for each costs a server as much as a node does.
    """
    message = encode(fact)
    headers = SEPARATOR.join(message.headers[name] for name in KEPT)
    return [key(fact.subject), fact.sequence, fact.TYPE, headers, message.body.decode()]


def fact_of(row: Row) -> Event:
    """The fact that a row keeps."""
    headers = dict(zip(KEPT, row["headers"].split(SEPARATOR), strict=True))
    headers |= {
        "ce_type": row["type"],
        "ce_subject": str(UUID(row["subject"])),
        "ce_sequence": str(row["sequence"]),
    }
    # A fact is told apart by its type: where it came from is of no interest here any more.
    return decode(Message("", headers["ce_subject"], headers, row["body"].encode()))


def person_row(fact: PersonChanged) -> dict[str, Any]:
    """A person, and the relationships to employers and groups that come with them."""
    return member_row(fact.subject.int, member_of(fact))


def member_row(person: int, member: Member) -> dict[str, Any]:
    """As `person_row`, for a member of any origin."""
    jobs = member.employments
    return {
        "id": key(person),
        "properties": {
            "known": True,
            "available": member.available,
            "refers": member.refers,
            "meets": member.meets,
            "avoids_own_employers": member.avoids_own_employers,
            "avoid_people": keys(member.avoid_people),
            "employers": [key(job.employer_id) for job in jobs],
            "started": [job.started.toordinal() for job in jobs],
            "ended": [(job.ended or date.max).toordinal() for job in jobs],
            "groups": [key(group.group_id) for group in member.groups],
        },
        "jobs": [
            {
                "employer": key(job.employer_id),
                "started": job.started.toordinal(),
                "ended": (job.ended or date.max).toordinal(),
            }
            for job in jobs
        ],
        "volunteers": [key(group.group_id) for group in member.groups if group.volunteer],
    }


def member_from(properties: Row) -> Member:
    """The member whose properties these are; bulk import leaves empty lists out."""
    employers, started, ended, avoid_people, groups = (
        properties.get(name, ())
        for name in ("employers", "started", "ended", "avoid_people", "groups")
    )
    return Member(
        available=properties["available"],
        refers=properties["refers"],
        meets=properties["meets"],
        avoids_own_employers=properties["avoids_own_employers"],
        avoid_people=frozenset(map(number_of, avoid_people)),
        employments=tuple(
            EmployedAt(UUID(employer), date.fromordinal(start), date.fromordinal(end))
            for employer, start, end in zip(employers, started, ended, strict=True)
        ),
        groups=tuple(InGroup(UUID(group)) for group in groups),
    )


def tie_row(fact: TieChanged) -> list[Any]:
    """A tie, to be linked both ways: its ends, the costs there and back, for own use only."""
    there, back = fact.first_to_second_cost, fact.second_to_first_cost
    return [key(fact.first), key(fact.second), there, back, not fact.lent]


def pair_row(fact: TieEnded) -> list[str]:
    """Two people who are to be linked no more."""
    return [key(fact.first), key(fact.second)]
