"""What two records have in common, counted once and only where it was at the same time."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.profiles.domain.background import (
    Education,
    Employment,
    Membership,
    MembershipKind,
)
from services.profiles.domain.overlaps import (
    Background,
    contact_overlap,
    found_in_common,
    months_together,
)
from services.profiles.domain.strength import Evidence, worked_together

ANA, BEN, CAI, DEE = (UUID(int=number) for number in range(1, 5))
MILL, FORGE = UUID(int=101), UUID(int=102)
TODAY = date(2026, 11, 1)


def job(started: date, ended: date | None = None, employer: UUID = MILL) -> Employment:
    return Employment(UUID(int=900), employer, "Engineer", started, ended)


def study(first: int, last: int, school: str = "University of Ulm") -> Education:
    return Education(UUID(int=901), school, date(first, 10, 1), date(last, 7, 1))


def part(year: int, name: str = "PyCon", place: str | None = "Berlin") -> Membership:
    return Membership(UUID(int=902), MembershipKind.EVENT, name, year, place)


def common(one: Background, other: Background, headcount: int | None = 40) -> list[Evidence]:
    return found_in_common(one, other, lambda _: headcount, TODAY)


def codes(one: Background, other: Background) -> list[str]:
    return [piece.code for piece in common(one, other)]


def test_eighteen_months_side_by_side_are_eighteen_months() -> None:
    one = [job(date(2020, 1, 1), date(2022, 1, 1))]
    other = [job(date(2020, 7, 1), date(2024, 1, 1))]

    assert months_together(one, other, TODAY) == 18


def test_people_who_never_overlapped_did_not_work_together() -> None:
    one = Background(ANA, [job(date(2015, 1, 1), date(2018, 1, 1))])
    other = Background(BEN, [job(date(2018, 1, 1), date(2020, 1, 1))])

    assert codes(one, other) == []


def test_a_promotion_does_not_count_the_same_months_twice() -> None:
    one = [job(date(2020, 1, 1), date(2022, 1, 1)), job(date(2021, 1, 1), date(2022, 1, 1))]
    other = [job(date(2020, 1, 1), date(2022, 1, 1)), job(date(2020, 1, 1), date(2022, 1, 1))]

    assert months_together(one, other, TODAY) == 24


def test_an_employment_that_lasts_counts_up_to_today_and_no_further() -> None:
    one, other = [job(date(2025, 11, 1))], [job(date(2025, 11, 1), date(2030, 1, 1))]

    assert months_together(one, other, TODAY) == 12


def test_an_employment_in_the_future_is_not_work_together_yet() -> None:
    one, other = [job(date(2027, 1, 1))], [job(date(2027, 1, 1))]

    assert months_together(one, other, TODAY) == 0


def test_working_at_different_employers_is_not_working_together() -> None:
    one = Background(ANA, [job(date(2020, 1, 1))])
    other = Background(BEN, [job(date(2020, 1, 1), employer=FORGE)])

    assert codes(one, other) == []


def test_of_two_shared_employers_the_one_that_says_more_counts() -> None:
    both = [
        job(date(2020, 1, 1), date(2022, 1, 1)),
        job(date(2022, 1, 1), date(2023, 1, 1), FORGE),
    ]
    heads = {MILL: 50, FORGE: 20_000}

    found = found_in_common(Background(ANA, both), Background(BEN, both), heads.get, TODAY)

    assert found == [worked_together(24, 50)]


def test_an_employer_of_unknown_size_still_counts_for_something() -> None:
    one, other = Background(ANA, [job(date(2020, 1, 1))]), Background(BEN, [job(date(2020, 1, 1))])

    assert 0 < common(one, other, None)[0].q < common(one, other, 40)[0].q


def test_the_same_school_counts_in_overlapping_years_however_it_is_written() -> None:
    one = Background(ANA, educations=[study(2010, 2013)])

    assert codes(one, Background(BEN, educations=[study(2013, 2015, "ULM, University of")])) == [
        "same_school"
    ]
    assert codes(one, Background(BEN, educations=[study(2014, 2016)])) == []
    assert codes(one, Background(BEN, educations=[study(2010, 2013, "University")])) == []


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (part(2024, "PYCON", "berlin"), ["same_association"]),
        (part(2023), []),
        (part(2024, place="Oslo"), []),
        (part(2024, name="DjangoCon"), []),
    ],
)
def test_the_same_event_counts_only_at_the_same_place_in_the_same_year(
    other: Any, expected: list[str]
) -> None:
    one = Background(ANA, memberships=[part(2024)])

    assert codes(one, Background(BEN, memberships=[other])) == expected


def test_an_event_and_an_association_of_one_name_are_not_the_same() -> None:
    club = Membership(UUID(int=9), MembershipKind.ASSOCIATION, "PyCon", 2024, "Berlin")

    assert (
        codes(Background(ANA, memberships=[part(2024)]), Background(BEN, memberships=[club])) == []
    )


def test_shared_contacts_are_measured_without_the_two_themselves() -> None:
    one = Background(ANA, contacts={BEN, CAI})
    other = Background(BEN, contacts={ANA, CAI, DEE})

    assert contact_overlap(one, other) == 0.5
    assert common(one, other)[0].q == pytest.approx(0.35 * 0.5)


def test_two_people_who_know_only_each_other_share_no_contacts() -> None:
    assert codes(Background(ANA, contacts={BEN}), Background(BEN, contacts={ANA})) == []


people = st.frozensets(st.integers(1, 8).map(lambda number: UUID(int=number)))


@given(people, people)
def test_the_overlap_of_contacts_is_a_share_and_the_same_from_both_ends(
    one: Any, other: Any
) -> None:
    ana, ben = Background(ANA, contacts=one), Background(BEN, contacts=other)

    assert 0 <= contact_overlap(ana, ben) == contact_overlap(ben, ana) <= 1


dates = st.dates(date(2000, 1, 1), date(2030, 1, 1))
jobs = st.lists(st.builds(lambda one, two: job(*sorted((one, two))), dates, dates), max_size=4)


@given(jobs, jobs)
def test_months_together_are_the_same_from_both_ends_and_never_longer_than_life(
    one: Any, other: Any
) -> None:
    months = months_together(one, other, TODAY)

    assert 0 <= months <= 27 * 12
    assert months == months_together(other, one, TODAY)
