"""The exported list reads like the shape of late 2023 and mixes members with outsiders."""

import csv
from datetime import datetime

import pytest

from shared.cli.sample import SampleNetwork, sample_connections_csv
from shared.cli.sample.connections import HEADER

ADA = "ada-oyelaran"


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()[3:]))


def test_a_preamble_of_three_lines_stands_before_the_header(network: SampleNetwork) -> None:
    lines = sample_connections_csv(network, ADA).splitlines()

    assert lines[0] == "Notes:"
    assert lines[1].startswith('"')
    assert lines[2] == ""
    assert lines[3] == ",".join(HEADER)


def test_the_list_is_the_same_each_time(network: SampleNetwork) -> None:
    assert sample_connections_csv(network, ADA) == sample_connections_csv(network, ADA)


def test_a_few_are_members_and_dozens_are_not(network: SampleNetwork) -> None:
    members = {person.name for person in network.people}
    names = [f"{row['First Name']} {row['Last Name']}" for row in rows_of_ada(network)]

    known = [name for name in names if name in members]
    assert {"Bea Santos", "Dita Kovač", "Emeka Falk"} <= set(known)
    assert 3 <= len(known) <= 12
    assert len(names) - len(known) >= 24


def rows_of_ada(network: SampleNetwork) -> list[dict[str, str]]:
    return rows_of(sample_connections_csv(network, ADA))


def test_olga_is_listed_though_not_findable(network: SampleNetwork) -> None:
    olga = network.person("olga-tavora")

    assert olga.mail in {row["Email Address"] for row in rows_of_ada(network)}


def test_some_addresses_are_blank_and_all_others_reserved(network: SampleNetwork) -> None:
    mails = [row["Email Address"] for row in rows_of_ada(network)]

    assert 5 < mails.count("") < len(mails) / 2 + 5
    assert all(mail == "" or mail.endswith(".example") for mail in mails)


def test_no_outsider_has_the_address_of_a_member(network: SampleNetwork) -> None:
    mails = [row["Email Address"] for row in rows_of_ada(network) if row["Email Address"]]

    assert len(mails) == len(set(mails))


def test_a_field_with_a_comma_is_quoted(network: SampleNetwork) -> None:
    texts = [sample_connections_csv(network, key) for key in network.prepared]

    assert any('"Studio Ampersand, Lda."' in text for text in texts)


def test_dates_are_day_month_name_year_and_lie_before_today(network: SampleNetwork) -> None:
    for row in rows_of_ada(network):
        day = datetime.strptime(row["Connected On"], "%d %b %Y").date()  # noqa: DTZ007
        assert day < network.today


def test_every_imported_tie_is_on_the_lists_of_both_ends(network: SampleNetwork) -> None:
    imported = [tie for tie in network.ties if tie.listed_both][:20]

    for tie in imported:
        assert network.person(tie.other).mail in sample_connections_csv(network, tie.one)
        assert network.person(tie.one).mail in sample_connections_csv(network, tie.other)


def test_a_stranger_has_no_list(network: SampleNetwork) -> None:
    with pytest.raises(KeyError):
        sample_connections_csv(network, "nobody")
