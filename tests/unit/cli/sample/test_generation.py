"""The same seed and day give the same network; other seeds change only the crowd."""

from datetime import date

import pytest

from shared.cli.sample import SampleNetwork, generate
from shared.cli.sample.cast import CAST

STAGE = len(CAST)


def test_the_same_seed_and_day_give_the_same_network(network: SampleNetwork) -> None:
    assert generate(network.seed, today=network.today) == network


def test_another_seed_gives_another_crowd(network: SampleNetwork) -> None:
    other = generate(network.seed + 1, today=network.today)

    assert other.people[STAGE:] != network.people[STAGE:]
    assert other.ties != network.ties


def test_another_seed_keeps_the_prepared_scenes(network: SampleNetwork) -> None:
    other = generate(network.seed + 1, today=network.today)

    assert other.people[:STAGE] == network.people[:STAGE]
    assert other.openings[:8] == network.openings[:8]
    assert other.scenarios == network.scenarios


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2027, 1, 1), date(2031, 12, 31)])
def test_careers_move_along_with_today(today: date) -> None:
    ada = generate(today=today).person("ada-oyelaran")

    current = ada.employments[-1]
    months = (today.year - current.started.year) * 12 + today.month - current.started.month
    assert months == 30
    assert current.ended is None


@pytest.mark.parametrize("seed", [0, 1, 7, 99])
def test_the_size_is_the_same_for_every_seed(seed: int, network: SampleNetwork) -> None:
    made = generate(seed, today=network.today)

    assert len(made.people) == 300
    assert len(made.employers) == 40
    assert len(made.openings) == 60


def test_nothing_is_dated_after_today(network: SampleNetwork) -> None:
    messages = [tie.messages.last_on for tie in network.ties if tie.messages]
    meetings = [tie.meetings.last_on for tie in network.ties if tie.meetings]
    starts = [job.started for person in network.people for job in person.employments]

    assert messages
    assert meetings
    assert max(messages + meetings + starts) <= network.today


def test_an_unknown_key_is_a_key_error(network: SampleNetwork) -> None:
    with pytest.raises(KeyError, match="nobody"):
        network.person("nobody")


def test_everything_is_found_by_its_key(network: SampleNetwork) -> None:
    assert network.employer("vento").name == "Vento Energia"
    assert network.opening("kestrel-data").employer == "kestrel"
    assert network.group("feup-2018").name == "FEUP 2018"
    assert network.scenario("discreet-search").person == "ingrid-solberg"
