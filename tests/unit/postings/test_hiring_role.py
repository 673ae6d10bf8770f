"""No path leads to a hiring manager before they accept; they may decline, delegate and pause."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.postings.domain.hiring_role import HiringRole
from shared.errors import Conflict, Forbidden, WarmpathError

DITA, EMIL, EVE = UUID(int=1), UUID(int=2), UUID(int=3)
ASKED = HiringRole(asked=DITA)
HELD = HiringRole(accepted=DITA)


def test_whoever_is_named_is_not_reachable_before_they_accept() -> None:
    assert HiringRole().named(DITA).reachable is None
    assert ASKED.accept(DITA).reachable == DITA


def test_whoever_declines_was_never_reachable() -> None:
    assert ASKED.decline(DITA) == HiringRole()


def test_whoever_holds_the_role_may_step_down() -> None:
    assert HELD.decline(DITA) == HiringRole()


def test_accepting_twice_changes_nothing() -> None:
    assert HELD.accept(DITA) == HELD


def test_a_pause_makes_unreachable_and_keeps_the_role() -> None:
    resting = HELD.pause(DITA)

    assert resting.reachable is None
    assert resting.accepted == DITA
    assert resting.resume(DITA) == HELD


def test_a_delegate_has_to_accept_and_until_then_the_role_stays() -> None:
    offered = HELD.delegate(DITA, EMIL)

    assert offered.reachable == DITA
    assert offered.accept(EMIL) == HiringRole(accepted=EMIL)


def test_a_delegate_who_declines_leaves_the_role_where_it_was() -> None:
    assert HELD.delegate(DITA, EMIL).decline(EMIL) == HELD


def test_whoever_is_asked_may_pass_the_question_on_without_accepting() -> None:
    assert ASKED.delegate(DITA, EMIL) == HiringRole(asked=EMIL)


def test_a_pause_does_not_pass_to_the_delegate() -> None:
    assert HELD.pause(DITA).delegate(DITA, EMIL).accept(EMIL).reachable == EMIL


def test_a_question_handed_back_to_the_holder_is_no_question() -> None:
    assert HELD.delegate(DITA, EMIL).delegate(EMIL, DITA) == HELD


def test_nobody_delegates_to_themselves() -> None:
    with pytest.raises(Conflict) as caught:
        HELD.delegate(DITA, DITA)

    assert caught.value.code == "delegate_to_oneself"


@pytest.mark.parametrize("role", [HiringRole(), ASKED, HELD])
@pytest.mark.parametrize("act", ["accept", "decline", "pause", "resume"])
def test_a_stranger_has_no_say(role: HiringRole, act: str) -> None:
    with pytest.raises(Forbidden) as caught:
        getattr(role, act)(EVE)

    assert caught.value.code == "hiring_role_not_yours"


def test_a_stranger_delegates_nothing() -> None:
    with pytest.raises(Forbidden):
        HELD.delegate(EVE, EMIL)


@pytest.mark.parametrize("act", ["pause", "resume"])
def test_one_cannot_rest_from_a_role_one_has_not_taken(act: str) -> None:
    with pytest.raises(Forbidden):
        getattr(ASKED, act)(DITA)


def test_naming_somebody_else_takes_the_role_away() -> None:
    assert HELD.named(EMIL) == HiringRole(asked=EMIL)
    assert HELD.named(None) == HiringRole()


def test_naming_the_same_person_again_asks_nobody_again() -> None:
    assert HELD.named(DITA) == HELD
    assert ASKED.named(DITA) == ASKED
    assert HELD.delegate(DITA, EMIL).named(DITA).accepted == DITA


def test_whoever_left_for_good_is_out_of_both_places() -> None:
    both = HiringRole(accepted=DITA, asked=EMIL)

    assert both.without(DITA) == HiringRole(asked=EMIL)
    assert both.without(EMIL) == HELD
    assert both.without(EVE) == both


ACTS = st.tuples(
    st.sampled_from(["named", "accept", "decline", "pause", "resume", "delegate"]),
    st.sampled_from([DITA, EMIL, EVE]),
    st.sampled_from([DITA, EMIL, EVE]),
)


@given(st.lists(ACTS, max_size=12))
def test_whoever_is_reachable_has_accepted_since_they_were_named(
    acts: list[tuple[str, UUID, UUID]],
) -> None:
    role, said_yes = HiringRole(), set[UUID]()
    for act, person, other in acts:
        before = role
        try:
            role = role.delegate(person, other) if act == "delegate" else getattr(role, act)(person)
        except WarmpathError:
            assert role == before
            continue
        if act == "accept":
            said_yes.add(person)
        assert role.reachable is None or role.reachable in said_yes
        assert role.asked is None or role.asked != role.accepted
