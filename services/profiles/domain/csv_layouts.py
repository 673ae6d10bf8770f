"""The kinds of CSV that are read: LinkedIn's `Connections.csv`, in the shapes it had since 2021,
and Google's contacts, before and since 2024.

LinkedIn's has a note of several lines before the header in some years, and rows that are blank but
for a date (people who left). Google's has numbered columns for addresses, each of which may hold
several, and the header of its new shape names `First Name` and `Last Name` as LinkedIn's does.
"""

from __future__ import annotations

from services.profiles.domain.csv_lists import Layout

LINKEDIN = Layout(
    called="LinkedIn’s Connections.csv, “First Name” and “Last Name”",
    columns={
        "first": "first name",
        "last": "last name",
        "mail": "email address",
        "profile_url": "url",
        "company": "company",
    },
    needed=frozenset({"first", "last"}),
    foreign=r"labels|e-mail \d+ - value",
)
_GOOGLES = "Google’s contacts, like “E-mail 1 - Value”"
_GOOGLES_SEVERAL = frozenset({"mail", "profile_url"})
_GOOGLES_JOINT = " ::: "
GOOGLE_SINCE_2024 = Layout(
    called=_GOOGLES,
    columns={
        "first": "first name",
        "last": "last name",
        "labels": "labels",
        "mail": r"e-mail \d+ - value",
        "profile_url": r"website \d+ - value",
        "company": "organization name",
    },
    needed=frozenset({"first", "last", "labels"}),
    several=_GOOGLES_SEVERAL,
    joint=_GOOGLES_JOINT,
)
GOOGLE_BEFORE = Layout(
    called=_GOOGLES,
    columns={
        "whole": "name",
        "first": "given name",
        "last": "family name",
        "mail": r"e-mail \d+ - value",
        "profile_url": r"website \d+ - value",
        "company": "organization 1 - name",
    },
    needed=frozenset({"first", "last"}),
    several=_GOOGLES_SEVERAL,
    joint=_GOOGLES_JOINT,
)
GOOGLE = (GOOGLE_SINCE_2024, GOOGLE_BEFORE)
