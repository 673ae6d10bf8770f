"""The tables of the referrals store.

introductions, introduction_steps   asks on their way, and everybody who was asked along it
introduction_moves                  what happened to each: only ever added to
introduction_people                 who has a part in which
open_introductions                  which introduction a candidate has open for an opening
referrals, referral_moves           who was submitted for which opening, and what happened
referral_notices                    of which move somebody is to be told later, and when
credit_entries, credit_lines        what credit depends on, and what it came to: only added to
ats_hooks, ats_deliveries           the way in for employers' own systems, and what came in
share_links                         by which referrers share openings
openings, opening_people            openings as postings told of them, and who has a part in each
employers                           what employers are called
policies                            every version of an employer's referral policy
employments                         where members work, as profiles told
people                              members' own limits, as profiles told, and who left for good
slots                               how often somebody was asked, or asked: see domain/caps.py
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    false,
)

from shared.storage.columns import BigNumber, UtcTime
from shared.storage.tables import metadata as shared_tables

metadata = MetaData(naming_convention=shared_tables.naming_convention)

introductions = Table(
    "introductions",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("candidate_id", Uuid, nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("blurb", Text, nullable=False),
    Column("discreet", Boolean, nullable=False),
    Column("opening_id", Uuid, index=True),
    Column("employer_id", Uuid),
    Column("topic", Text),
    Column("people", JSON, nullable=False),
    Column("target_id", Uuid),
    Column("state", String(20), nullable=False),
    Column("due_at", UtcTime, index=True),
    Column("lost", JSON, nullable=False),
    Column("broken", JSON, nullable=False),
)

introduction_steps = Table(
    "introduction_steps",
    metadata,
    Column("introduction_id", Uuid, ForeignKey("introductions.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("person", Uuid, nullable=False),
    Column("role", String(20), nullable=False),
    Column("passed_by", Uuid, nullable=False),
    Column("passes_to", Uuid),
    Column("asked_at", UtcTime, nullable=False),
    Column("reminded_at", UtcTime),
    Column("passed", Boolean, nullable=False),
    Column("answer", String(20)),
    Column("line", Text, nullable=False),
    Column("ended_at", UtcTime),
    Column("may_be_named", Boolean),
    Column("shown_named", Boolean),
    Index("ix_introduction_steps_person", "person", "introduction_id"),
    Index("ix_introduction_steps_waiting", "ended_at", "asked_at"),
)

introduction_moves = Table(
    "introduction_moves",
    metadata,
    Column("introduction_id", Uuid, ForeignKey("introductions.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("happening", String(30), nullable=False),
    Column("state", String(20), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("by", Uuid),
)

introduction_people = Table(
    "introduction_people",
    metadata,
    Column("person_id", Uuid, primary_key=True),
    Column("introduction_id", Uuid, ForeignKey("introductions.id"), primary_key=True, index=True),
)

open_introductions = Table(
    "open_introductions",
    metadata,
    Column("candidate_id", Uuid, primary_key=True),
    Column("opening_id", Uuid, primary_key=True),
    Column("introduction_id", Uuid, ForeignKey("introductions.id"), nullable=False, unique=True),
)

referrals = Table(
    "referrals",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("opening_id", Uuid, nullable=False, index=True),
    Column("referrer_id", Uuid, nullable=False, index=True),
    Column("candidate_id", Uuid, index=True),
    Column("address_hash", String(64), index=True),
    Column("invitation_id", Uuid),
    Column("introduction_id", Uuid),
    Column("by_link", Boolean, nullable=False, server_default=false()),
    Column("relation", String(20), nullable=False),
    Column("vouch", Text, nullable=False),
    Column("wordings", Integer, nullable=False),
    Column("submitted_at", UtcTime, nullable=False),
    Column("state", String(20), nullable=False),
    Column("moved_at", UtcTime),
    Column("due_at", UtcTime, index=True),
    Column("owned_until", UtcTime),
    Column("no_news_told_at", UtcTime),
    Column("hire_released", Boolean, nullable=False),
    Column("milestone_on", Date, index=True),
    Index("ix_referrals_state", "state", "moved_at"),
)

referral_moves = Table(
    "referral_moves",
    metadata,
    Column("referral_id", Uuid, ForeignKey("referrals.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("happening", String(30), nullable=False),
    Column("state", String(20), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("by", String(20), nullable=False),
    Column("person", Uuid, index=True),
    Column("reason", String(20), nullable=False),
    Column("candidate_sees_at", UtcTime, nullable=False),
    Column("referrer_sees_at", UtcTime, nullable=False),
)

referral_notices = Table(
    "referral_notices",
    metadata,
    Column("referral_id", Uuid, ForeignKey("referrals.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("whom", String(20), primary_key=True),
    Column("due_at", UtcTime, nullable=False, index=True),
)

share_links = Table(
    "share_links",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("referrer_id", Uuid, nullable=False),
    Column("opening_id", Uuid, nullable=False, index=True),
    Column("token", String(32), nullable=False, unique=True),
    Column("made_at", UtcTime, nullable=False),
    UniqueConstraint("referrer_id", "opening_id"),
)

ats_hooks = Table(
    "ats_hooks",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("opening_id", Uuid, nullable=False, unique=True),
    Column("made_by", Uuid, nullable=False, index=True),
    Column("made_at", UtcTime, nullable=False),
    Column("secret", String(100), nullable=False),
    Column("former", String(100)),
    Column("former_by", Uuid),
)

ats_deliveries = Table(
    "ats_deliveries",
    metadata,
    Column("hook_id", Uuid, ForeignKey("ats_hooks.id"), primary_key=True),
    Column("delivery_id", String(200), primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("told", JSON),
)

credit_entries = Table(
    "credit_entries",
    metadata,
    Column("referral_id", Uuid, ForeignKey("referrals.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("said", JSON, nullable=False),
)

credit_lines = Table(
    "credit_lines",
    metadata,
    Column("referral_id", Uuid, ForeignKey("referrals.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("amount", BigNumber, nullable=False),
    Column("currency", String(3)),
    Column("policy_version", Integer),
    Column("why", Text, nullable=False),
    Column("months", Integer),
    Column("by", Uuid),
)

openings = Table(
    "openings",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("employer_id", Uuid, nullable=False),
    Column("state", String(20), nullable=False),
    Column("audience", String(20), nullable=False),
    Column("policy_version", Integer),
    Column("title", String(200)),
)

employers = Table(
    "employers",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", String(200), nullable=False),
)

opening_people = Table(
    "opening_people",
    metadata,
    Column("opening_id", Uuid, ForeignKey("openings.id"), primary_key=True),
    Column("person_id", Uuid, primary_key=True, index=True),
    Column("role", String(20), primary_key=True),
)

policies = Table(
    "policies",
    metadata,
    Column("employer_id", Uuid, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("policy", JSON, nullable=False),
)

employments = Table(
    "employments",
    metadata,
    Column("person_id", Uuid, primary_key=True),
    Column("employer_id", Uuid, primary_key=True),
    Column("started", Date, primary_key=True),
    Column("ended", Date),
)

people = Table(
    "people",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("left", Boolean, nullable=False),
    Column("introduces", Boolean, nullable=False),
    Column("weekly", Integer, nullable=False),
    Column("open", Integer, nullable=False),
    Column("refers", Boolean, nullable=False),
    Column("meets", Boolean, nullable=False),
    Column("weekly_meetings", Integer, nullable=False),
)

slots = Table(
    "slots",
    metadata,
    Column("person_id", Uuid, primary_key=True),
    Column("cap", String(20), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("taken_at", UtcTime),
    Column("holder", Uuid),
    Index("ix_slots_holder", "holder"),
)
