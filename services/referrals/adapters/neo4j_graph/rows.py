"""Facts and ids as Neo4j keeps them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from services.referrals.adapters.neo4j_graph.server import Row
from services.referrals.domain.members import Member, member_of
from shared.contracts.codec import decode, encode
from shared.contracts.envelope import Event, Message
from shared.contracts.profiles import EmployedAt, InGroup, PersonChanged, TieChanged, TieEnded


def key(number: UUID | int) -> str:
    """An id as text that orders as its bytes do."""
    return f"{number.int if isinstance(number, UUID) else number:032x}"


def keys(ids: Sequence[UUID | int] | frozenset[int] | frozenset[UUID]) -> list[str]:
    """Ids as text, in order, so that the same question is the same text."""
    return sorted(map(key, ids))


def number_of(text: str) -> int:
    """The id that was a key."""
    return int(text, 16)


def fact_row(fact: Event) -> dict[str, Any]:
    """A fact as it was applied."""
    message = encode(fact)
    return {
        "subject": key(fact.subject),
        "sequence": fact.sequence,
        "type": fact.TYPE,
        "topic": message.topic,
        "headers": json.dumps(dict(message.headers)),
        "body": message.body.decode(),
    }


def fact_of(row: Row) -> Event:
    """The fact that a row keeps."""
    headers = json.loads(row["headers"])
    return decode(Message(row["topic"], headers["ce_subject"], headers, row["body"].encode()))


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
    """The member whose properties these are."""
    jobs = zip(properties["employers"], properties["started"], properties["ended"], strict=True)
    return Member(
        available=properties["available"],
        refers=properties["refers"],
        meets=properties["meets"],
        avoids_own_employers=properties["avoids_own_employers"],
        avoid_people=frozenset(map(number_of, properties["avoid_people"])),
        employments=tuple(
            EmployedAt(UUID(employer), date.fromordinal(started), date.fromordinal(ended))
            for employer, started, ended in jobs
        ),
        groups=tuple(InGroup(UUID(group)) for group in properties["groups"]),
    )


def tie_row(fact: TieChanged) -> dict[str, Any]:
    """A tie, to be linked both ways."""
    return {
        "first": key(fact.first),
        "second": key(fact.second),
        "there": fact.first_to_second_cost,
        "back": fact.second_to_first_cost,
        "own_use_only": not fact.lent,
    }


def pair_row(fact: TieEnded) -> dict[str, Any]:
    """Two people who are to be linked no more."""
    return {"first": key(fact.first), "second": key(fact.second)}
