"""What the network needs of a fact, in few bytes: how people and ties lie on disk.

A person is an id, a byte of flags, and what only some have: counts, then employments, groups and
avoided people. A tie is two ids and the byte of each of its links (`links.OWN`); an ended one has
two zeros. Whoever changes these bytes counts `FORMAT` up, and they are made anew of the facts.
"""

from __future__ import annotations

import struct
from datetime import date
from typing import Literal
from uuid import UUID

import numpy as np

from services.referrals.adapters.embedded_graph.kernels.links import (
    AVAILABLE,
    AVOIDS_OWN,
    MEETS,
    MEMBER,
    OWN,
    REFERS,
)
from services.referrals.domain.members import Member, member_of
from shared.contracts.envelope import Event
from shared.contracts.profiles import (
    EmployedAt,
    InGroup,
    PersonChanged,
    PersonErased,
    TieChanged,
    TieEnded,
)

FORMAT = 1
Kind = Literal[1, 2, 3]
PERSON: Kind = 1
TIE: Kind = 2
ERASED: Kind = 3
ID = 16
TIE_BYTES = np.dtype(
    [("one_high", ">u8"), ("one_low", ">u8"), ("other_high", ">u8"), ("other_low", ">u8"),
     ("out", "u1"), ("back", "u1")]
)  # fmt: skip
JOB_BYTES = np.dtype([("high", ">u8"), ("low", ">u8"), ("begins", "<i4"), ("ends", "<i4")])
GROUP_BYTES = np.dtype([("high", ">u8"), ("low", ">u8"), ("volunteer", "u1")])
_COUNTS = struct.Struct("<HHH")
_JOB = struct.Struct("<16sii")
_GROUP = struct.Struct("<16sB")


def record_of(fact: Event) -> tuple[Kind, bytes] | None:
    """The record of a fact; None for what is not about people or ties."""
    match fact:
        case PersonChanged():
            member = member_of(fact)
            return PERSON, fact.subject.bytes + bytes([flags_of(member)]) + settings_of(member)
        case PersonErased():
            return ERASED, fact.subject.bytes
        case TieChanged(first=one, second=other):
            out = link_byte(fact.first_to_second_cost, fact.lent)
            return TIE, one.bytes + other.bytes + bytes(
                [out, link_byte(fact.second_to_first_cost, fact.lent)]
            )
        case TieEnded(first=one, second=other):
            return TIE, one.bytes + other.bytes + bytes(2)
    return None


def link_byte(cost: int, lent: bool) -> int:
    """A link's cost, and whether others may use it."""
    return cost if lent else cost | OWN


def flags_of(member: Member) -> int:
    """What is so of a member, as bits."""
    said = {AVAILABLE: member.available, REFERS: member.refers, MEETS: member.meets}
    said[AVOIDS_OWN] = member.avoids_own_employers
    return MEMBER | sum(bit for bit, so in said.items() if so)


def settings_of(member: Member) -> bytes:
    """What only some members have; nothing for whoever has none of it."""
    jobs, groups, avoided = member.employments, member.groups, sorted(member.avoid_people)
    if not (jobs or groups or avoided):
        return b""
    parts = [_COUNTS.pack(len(jobs), len(groups), len(avoided))]
    for job in jobs:
        ended = job.ended.toordinal() if job.ended else 0
        parts.append(_JOB.pack(job.employer_id.bytes, job.started.toordinal(), ended))
    parts += [_GROUP.pack(each.group_id.bytes, each.volunteer) for each in groups]
    parts += [each.to_bytes(ID) for each in avoided]
    return b"".join(parts)


def parts_of(settings: bytes) -> tuple[bytes, bytes, bytes]:
    """Employments, groups and avoided people, each as the bytes of its rows."""
    if not settings:
        return b"", b"", b""
    jobs, groups, _ = _COUNTS.unpack_from(settings)
    after_jobs = _COUNTS.size + jobs * _JOB.size
    after_groups = after_jobs + groups * _GROUP.size
    return (
        settings[_COUNTS.size : after_jobs],
        settings[after_jobs:after_groups],
        settings[after_groups:],
    )


def member_in(flags: int, settings: bytes) -> Member:
    """The member that a record tells of."""
    jobs, groups, avoided = parts_of(settings)
    return Member(
        available=bool(flags & AVAILABLE),
        refers=bool(flags & REFERS),
        meets=bool(flags & MEETS),
        avoids_own_employers=bool(flags & AVOIDS_OWN),
        avoid_people=frozenset(
            int.from_bytes(avoided[at : at + ID]) for at in range(0, len(avoided), ID)
        ),
        employments=tuple(
            EmployedAt(UUID(bytes=employer), _day(begins), _day(ends) if ends else None)
            for employer, begins, ends in _JOB.iter_unpack(jobs)
        ),
        groups=tuple(
            InGroup(UUID(bytes=group), bool(volunteer))
            for group, volunteer in _GROUP.iter_unpack(groups)
        ),
    )


def _day(ordinal: int) -> date:
    return date.fromordinal(ordinal)
