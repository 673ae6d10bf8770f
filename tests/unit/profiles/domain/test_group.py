"""Groups: who has the link joins, who joined decides what is seen of them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from services.profiles.domain.group import (
    Group,
    GroupKind,
    GroupMember,
    GroupMemberNotFound,
    GroupNotFound,
)
from shared.contracts.profiles import InGroup
from shared.errors import Invalid

ANA, BEN, CAI, EVE = (UUID(int=number) for number in range(1, 5))
TODAY = date(2026, 11, 1)
TOKEN = "the link's secret"


@pytest.fixture
def group() -> Group:
    founded = Group(UUID(int=9), "Class of 2013", GroupKind.CLASS, TOKEN)
    founded.join(ANA, TOKEN, show_name=True)
    founded.join(BEN, TOKEN, show_name=True)
    founded.join(CAI, TOKEN, show_name=False)
    return founded


@pytest.mark.parametrize("token", ["", "another", TOKEN + " ", "\ud800"])
def test_nobody_joins_without_the_link(group: Group, token: str) -> None:
    with pytest.raises(GroupNotFound):
        group.join(EVE, token, show_name=True)

    assert EVE not in group.members


def test_joining_again_changes_nothing(group: Group) -> None:
    group.join(CAI, TOKEN, show_name=True)

    assert group.part_of(CAI) == GroupMember(show_name=False)


def test_members_see_only_the_others_who_show_their_name(group: Group) -> None:
    assert group.shown_to(ANA) == [BEN]
    assert group.shown_to(CAI) == [ANA, BEN]


def test_strangers_do_not_learn_that_there_is_a_group(group: Group) -> None:
    for attempt in (group.shown_to, group.part_of, group.leave, group.fact_of):
        with pytest.raises(GroupNotFound) as refused:
            attempt(EVE)
        assert refused.value.code == "group_not_found"


def test_only_members_who_are_shown_can_be_ticked(group: Group) -> None:
    assert group.ticked_by(CAI, [BEN, ANA, BEN]) == [ANA, BEN]
    for hidden in (CAI, EVE, ANA):
        with pytest.raises(GroupMemberNotFound) as refused:
            group.ticked_by(ANA, [BEN, hidden])
        assert refused.value.code == "group_member_not_found"


def test_a_volunteer_shows_their_name(group: Group) -> None:
    with pytest.raises(Invalid) as refused:
        group.take_part(CAI, GroupMember(show_name=False, volunteer=True))

    assert refused.value.code == "volunteer_hides_name"
    assert group.part_of(CAI) == GroupMember(show_name=False)


def test_a_volunteer_is_told_to_the_others_as_one(group: Group) -> None:
    group.take_part(CAI, GroupMember(show_name=True, volunteer=True))

    assert group.fact_of(CAI) == InGroup(group.id, volunteer=True)
    assert group.fact_of(ANA) == InGroup(group.id, volunteer=False)
    assert group.shown_to(ANA) == [BEN, CAI]


def test_whoever_leaves_is_seen_no_longer(group: Group) -> None:
    group.leave(BEN)

    assert group.shown_to(ANA) == []
    with pytest.raises(GroupNotFound):
        group.shown_to(BEN)


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (2013, 2010, "dates_reversed"),
        (1900, None, "date_out_of_range"),
        (None, 2030, "date_out_of_range"),
    ],
)
def test_years_that_cannot_be_are_refused(first: int | None, last: int | None, code: str) -> None:
    group = Group(UUID(int=9), "Class", GroupKind.CLASS, TOKEN, None, first, last)
    with pytest.raises(Invalid) as refused:
        group.checked(TODAY)

    assert refused.value.code == code


def test_a_group_needs_a_name_and_keeps_its_members_when_checked(group: Group) -> None:
    assert group.checked(TODAY).members == group.members
    group.name = " "
    with pytest.raises(Invalid, match="name must not be empty"):
        group.checked(TODAY)
