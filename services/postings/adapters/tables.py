"""The tables of the postings store.

employers, employer_domains, employer_stewards, policies   who employs, and on which terms
employer_names                                             what only one employer may be called
openings, opening_people                                   positions, and who has a part in them
employer_words, opening_words                              what a search finds them by, folded
people, employments                                        members, as profiles told
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
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
    Uuid,
)

from shared.storage.columns import OrderedText, UtcTime
from shared.storage.tables import metadata as shared_tables

metadata = MetaData(naming_convention=shared_tables.naming_convention)

employers = Table(
    "employers",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("name", String(200), nullable=False),
    Column("sort_key", OrderedText, nullable=False),
    Column("aliases", JSON, nullable=False),
    Column("parent_id", Uuid, ForeignKey("employers.id"), index=True),
    Column("headcount", Integer),
    Column("industry", String(100)),
    Column("hiring", Boolean, nullable=False),
    Index("ix_employers_in_order", "sort_key", "id"),
)

employer_names = Table(
    "employer_names",
    metadata,
    Column("name_key", Text, primary_key=True),
    Column("employer_id", Uuid, ForeignKey("employers.id"), nullable=False, index=True),
)

employer_domains = Table(
    "employer_domains",
    metadata,
    Column("domain", String(253), primary_key=True),
    Column("employer_id", Uuid, ForeignKey("employers.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
)

employer_stewards = Table(
    "employer_stewards",
    metadata,
    Column("employer_id", Uuid, ForeignKey("employers.id"), primary_key=True),
    Column("person_id", Uuid, primary_key=True, index=True),
    Column("position", Integer, nullable=False),
)

employer_words = Table(
    "employer_words",
    metadata,
    Column("employer_id", Uuid, ForeignKey("employers.id"), primary_key=True),
    Column("word", OrderedText, primary_key=True, index=True),
)

policies = Table(
    "policies",
    metadata,
    Column("employer_id", Uuid, ForeignKey("employers.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("bonus", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("ownership_days", Integer, nullable=False),
    Column("milestones", JSON, nullable=False),
    Column("not_eligible", JSON, nullable=False),
)

openings = Table(
    "openings",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("employer_id", Uuid, ForeignKey("employers.id"), nullable=False, index=True),
    Column("posted_by", Uuid),
    Column("recruiters", JSON, nullable=False),
    Column("hiring_accepted", Uuid),
    Column("hiring_asked", Uuid),
    Column("hiring_paused", Boolean, nullable=False),
    Column("policy_version", Integer),
    Column("state", String(20), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("published_at", UtcTime),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("employment_type", String(20), nullable=False),
    Column("audience", String(20), nullable=False),
    Column("place", Text),
    Column("countries", JSON, nullable=False),
    Column("remote", Boolean, nullable=False),
    Column("salary_low", BigInteger),
    Column("salary_high", BigInteger),
    Column("salary_currency", String(3)),
    Column("valid_through", Date),
    Column("apply_url", Text),
    Column("max_introducers", Integer, nullable=False),
    Index("ix_openings_listed", "state", "audience", "id"),
    Index("ix_openings_last_day", "state", "valid_through"),
)

opening_people = Table(
    "opening_people",
    metadata,
    Column("person_id", Uuid, primary_key=True),
    Column("opening_id", Uuid, ForeignKey("openings.id"), primary_key=True, index=True),
)

opening_words = Table(
    "opening_words",
    metadata,
    Column("opening_id", Uuid, ForeignKey("openings.id"), primary_key=True),
    Column("field", String(10), primary_key=True),
    Column("word", OrderedText, primary_key=True),
    Index("ix_opening_words_word", "field", "word"),
)

people = Table(
    "people",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("open_to_intros", Boolean, nullable=False),
)

employments = Table(
    "employments",
    metadata,
    Column("person_id", Uuid, ForeignKey("people.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("employer_id", Uuid, nullable=False),
    Column("started", Date, nullable=False),
    Column("ended", Date),
    Column("verified", Boolean, nullable=False),
)
