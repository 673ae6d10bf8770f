"""The tables of the profiles store.

people, mail_addresses, profile_links      who somebody is, and how they want to be treated
employments                                where people work and worked
one_time_codes, sessions                   how somebody shows that they are themselves
groups, group_members                      classes, associations, events, companies
ties                                       who knows whom
imports, import_matches                    what an import found; unmatched rows have no table
invitations                                whom members named by an address, to refer them
mails, suppressions                        mail on its way out; hashes of those who objected
notes                                      what is still to be told, gathered into mails
employers, employer_domains                what postings tells of employers
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Uuid,
)

from shared.storage.columns import UtcTime
from shared.storage.tables import metadata as shared_tables

metadata = MetaData(naming_convention=shared_tables.naming_convention)


def _person(name: str = "person_id", **options: bool) -> Column[object]:
    return Column(name, Uuid, ForeignKey("people.id", ondelete="CASCADE"), **options)  # type: ignore[arg-type]


people = Table(
    "people",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("name", String(200), nullable=False),
    Column("name_key", Text, nullable=False, index=True),
    Column("headline", String(300)),
    Column("presentation", JSON, nullable=False),
    Column("settings", JSON, nullable=False),
    Column("findable", Boolean, nullable=False),
    Column("educations", JSON, nullable=False),
    Column("memberships", JSON, nullable=False),
    Column("avoided", JSON, nullable=False),
    Column("next_removal", UtcTime, index=True),
    # What the others last heard, so that an edit they need not know of tells them nothing.
    Column("told", String(64), nullable=False),
)

profile_links = Table(
    "profile_links",
    metadata,
    Column("link_key", Text, primary_key=True),
    _person(primary_key=True, index=True),
)

mail_addresses = Table(
    "mail_addresses",
    metadata,
    Column("mail", String(254), primary_key=True),
    _person(nullable=False, index=True),
    Column("place_in_list", Integer, nullable=False),
)

employments = Table(
    "employments",
    metadata,
    Column("id", Uuid, primary_key=True),
    _person(nullable=False, index=True),
    Column("employer_id", Uuid, nullable=False, index=True),
    Column("title", String(200), nullable=False),
    Column("team", String(200)),
    Column("started", Date, nullable=False),
    Column("ended", Date),
    Column("verified", Boolean, nullable=False),
)

one_time_codes = Table(
    "one_time_codes",
    metadata,
    Column("mail", String(254), primary_key=True),
    Column("purpose", String(20), primary_key=True),
    # Who adds the address; all zeros when signing in, since a key may hold no null.
    Column("person_id", Uuid, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("sent_at", UtcTime, nullable=False, index=True),
    Column("wrong_tries", Integer, nullable=False),
    Column("used", Boolean, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Uuid, primary_key=True),
    _person(nullable=False, index=True),
    Column("refreshed_at", UtcTime, nullable=False, index=True),
    Column("generation", Integer, nullable=False),
    Column("ended", Boolean, nullable=False),
)

groups = Table(
    "groups",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("place", String(200)),
    Column("first_year", Integer),
    Column("last_year", Integer),
    Column("join_token", String(100), nullable=False, unique=True),
    Column("version", Integer, nullable=False),
)

group_members = Table(
    "group_members",
    metadata,
    Column("group_id", Uuid, ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True),
    _person(primary_key=True, index=True),
    Column("show_name", Boolean, nullable=False),
    Column("volunteer", Boolean, nullable=False),
)

ties = Table(
    "ties",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    _person("first", nullable=False, index=True),
    _person("second", nullable=False, index=True),
    Column("state", String(20), nullable=False, index=True),
    Column("proposed_by", Uuid),
    Column("denied_by", Uuid),
    Column("first_side", JSON, nullable=False),
    Column("second_side", JSON, nullable=False),
    Column("introduced_on", Date),
    Column("published", JSON(none_as_null=True)),
    # The day its evidence is weighed again, because it fades.
    Column("weigh_on", Date, nullable=False, index=True),
)

imports = Table(
    "imports",
    metadata,
    Column("id", Uuid, primary_key=True),
    _person(nullable=False, index=True),
    Column("source", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Column("imported_at", UtcTime, nullable=False),
)

import_matches = Table(
    "import_matches",
    metadata,
    Column("import_id", Uuid, ForeignKey("imports.id", ondelete="CASCADE"), primary_key=True),
    _person(primary_key=True, index=True),
    Column("basis", String(20), nullable=False),
    Column("avoided", Boolean, nullable=False),
    # Whether choosing proposed a tie, so that undoing takes back exactly that.
    Column("proposed", Boolean, nullable=False),
    Column("place", Integer, nullable=False),
)

employers = Table(
    "employers",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("aliases", JSON, nullable=False),
    Column("parent_id", Uuid, index=True),
    Column("headcount", Integer),
    Column("hiring", Boolean, nullable=False),
)

employer_domains = Table(
    "employer_domains",
    metadata,
    Column("employer_id", Uuid, ForeignKey("employers.id", ondelete="CASCADE"), primary_key=True),
    Column("domain", String(254), primary_key=True, index=True),
)

mails = Table(
    "mails",
    metadata,
    Column("id", Uuid, primary_key=True),
    # No foreign key: a code goes to an address that is nobody's yet.
    Column("person_id", Uuid, index=True),
    Column("recipient", String(254), nullable=False, index=True),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("written_at", UtcTime, nullable=False, index=True),
    Column("not_before", UtcTime, nullable=False),
    Column("good_until", UtcTime, index=True),
    Column("thread", String(100), nullable=False),
    Column("unsubscribe", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    # Set once it will never be taken; kept a while for who runs the installation.
    Column("refused_at", UtcTime, index=True),
    Column("refusal", String(100)),
)

notes = Table(
    "notes",
    metadata,
    Column("id", Uuid, primary_key=True),
    _person(nullable=False, index=True),
    Column("template", String(40), nullable=False),
    Column("about_id", Uuid, nullable=False, index=True),
    Column("people", JSON, nullable=False),
    Column("answers", JSON, nullable=False),
    Column("answer_by", UtcTime),
    Column("noted_at", UtcTime, nullable=False, index=True),
    Column("due_at", UtcTime, nullable=False, index=True),
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", Uuid, primary_key=True),
    _person("by", nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("mail", String(254), nullable=False, index=True),
    Column("objects_as", String(64), nullable=False),
    Column("written_at", UtcTime, nullable=False, index=True),
)

suppressions = Table(
    "suppressions",
    metadata,
    Column("address_hash", String(64), primary_key=True),
    Column("objected_at", UtcTime, nullable=False),
)
