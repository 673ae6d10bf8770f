"""Keys, addresses and months are made from readable things."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.cli.sample.cast import CAST
from shared.cli.sample.companies import COMPANIES
from shared.cli.sample.identity import ascii_of, key_of, mail_of, months_before
from shared.cli.sample.name_parts import FAMILY, GIVEN
from shared.cli.sample.places import COUNTRIES
from shared.cli.sample.scene_ties import scene_ties
from shared.cli.sample.trades import TRADES

ALL_NAMES = [part for parts in (*GIVEN.values(), *FAMILY.values()) for part in parts]


@pytest.mark.parametrize(
    ("name", "key", "mail"),
    [
        ("Dita Kovač", "dita-kovac", "dita.kovac@mail.example"),
        ("Soo-jin de Groot", "soo-jin-de-groot", "soo-jin.degroot@mail.example"),
        ("Łukasz Żak", "lukasz-zak", "lukasz.zak@mail.example"),
        ("Lars Østby", "lars-ostby", "lars.ostby@mail.example"),
        ("Derya Yıldız", "derya-yildiz", "derya.yildiz@mail.example"),
    ],
)
def test_names_become_keys_and_addresses(name: str, key: str, mail: str) -> None:
    assert key_of(name) == key
    assert mail_of(name) == mail


def test_years_in_a_name_stay_apart() -> None:
    assert key_of("Escola do Tejo 2016–2018") == "escola-do-tejo-2016-2018"


def test_no_letter_of_a_name_is_lost() -> None:
    assert [name for name in ALL_NAMES if len(ascii_of(name)) < len(name)] == []


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 600))
def test_months_before_is_the_first_of_a_month_so_far_back(today: date, months: int) -> None:
    back = months_before(today, months)

    assert back.day == 1
    assert (today.year - back.year) * 12 + today.month - back.month == months


def test_no_word_list_repeats_itself() -> None:
    for parts in (*GIVEN.values(), *FAMILY.values()):
        assert len(parts) == len(set(parts))


def test_every_country_has_names_and_neighbours_that_have_names() -> None:
    assert set(COUNTRIES) == set(GIVEN) == set(FAMILY)
    for country in COUNTRIES.values():
        assert set(country.newcomers_from) <= set(GIVEN)


def test_every_employer_is_of_a_known_trade_and_place() -> None:
    for company in COMPANIES:
        assert company.industry in TRADES
        assert company.place in COUNTRIES[company.country].cities


def test_every_trade_knows_its_neighbours() -> None:
    for trade in TRADES.values():
        assert set(trade.neighbours) <= set(TRADES)


def test_the_scenes_speak_only_of_their_cast() -> None:
    cast = {key_of(row.name) for row in CAST}

    for tie in scene_ties(date(2026, 11, 23)):
        assert tie.ends <= cast
