"""The table of `design/domain.md`, its three checks, and what must hold for any evidence."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.profiles.domain.strength import (
    FLOOR,
    HIGHEST_COST,
    LOWEST_COST,
    UNKNOWN_HEADCOUNT,
    Evidence,
    OwnAnswer,
    listed,
    meetings,
    messages,
    past_introduction,
    reasons,
    same_association,
    same_school,
    shared_contacts,
    step_chance,
    step_cost,
    strength,
    strength_word,
    worked_together,
)
from shared.contracts.profiles import Reason

shares = st.floats(0, 1)
pieces = st.lists(st.builds(Evidence, st.just("any"), shares), max_size=8)
answers = st.sampled_from(OwnAnswer)


def test_colleagues_of_a_small_firm_who_still_write_are_likely_to_answer() -> None:
    evidence = [worked_together(18, 40), messages(14, 16, 200), listed()]

    assert round(strength(evidence), 2) == 0.72
    assert round(step_chance(strength(evidence)), 2) == 0.63


def test_being_on_each_others_list_alone_says_little() -> None:
    assert round(strength([listed()]), 2) == 0.10
    assert round(step_chance(strength([listed()])), 3) == 0.345


def test_the_same_months_among_twenty_thousand_people_hardly_count() -> None:
    assert round(strength([worked_together(18, 20_000), listed()]), 2) == 0.12


def test_strangers_have_no_strength() -> None:
    assert strength([]) == 0.0


@pytest.mark.parametrize(
    ("piece", "q"),
    [
        (listed(), 0.10),
        (worked_together(24, 50), 0.65),
        (worked_together(240, 1), 0.65),
        (worked_together(12, 200), 0.65 * 0.5 * 0.5),
        (worked_together(24, 0), 0.65),
        (messages(10, 10, 0), 0.70 * (1 - math.exp(-2))),
        (messages(10, 10, 365), 0.70 * (1 - math.exp(-2)) / 2),
        (messages(10, 5, 0), 0.70 * (1 - math.exp(-1.5)) / 2),
        (messages(30, 0, 0), 0.0),
        (messages(0, 0, 0), 0.0),
        (meetings(3, 0), 0.60 * (1 - math.exp(-1))),
        (meetings(3, 540), 0.60 * (1 - math.exp(-1)) / 2),
        (meetings(0, 0), 0.0),
        (past_introduction(0), 0.60),
        (past_introduction(730), 0.30),
        (same_school(), 0.15),
        (same_association(), 0.15),
        (shared_contacts(0.5), 0.175),
    ],
)
def test_each_row_of_the_table_gives_its_weight(piece: Evidence, q: float) -> None:
    assert piece.q == pytest.approx(q)


def test_an_unknown_headcount_counts_as_a_firm_of_some_hundreds() -> None:
    assert worked_together(18, None) == worked_together(18, UNKNOWN_HEADCOUNT)
    assert worked_together(18, None).q < worked_together(18, 50).q


@given(pieces)
def test_strength_stays_between_nothing_and_certainty(evidence: list[Evidence]) -> None:
    assert 0 <= strength(evidence) <= 1


@given(pieces, shares)
def test_more_evidence_never_weakens_a_tie(evidence: list[Evidence], q: float) -> None:
    assert strength([*evidence, Evidence("more", q)]) >= strength(evidence) - 1e-12


@given(pieces, shares, shares)
def test_stronger_evidence_never_weakens_a_tie(
    evidence: list[Evidence], one: float, other: float
) -> None:
    low, high = sorted((one, other))

    weaker = strength([*evidence, Evidence("any", low)])
    assert strength([*evidence, Evidence("any", high)]) >= weaker - 1e-12


@given(pieces)
def test_the_order_of_the_evidence_does_not_matter(evidence: list[Evidence]) -> None:
    assert strength(reversed(evidence)) == pytest.approx(strength(evidence))


@given(pieces, shares)
def test_no_strength_is_below_its_strongest_single_reason(
    evidence: list[Evidence], q: float
) -> None:
    assert strength([*evidence, Evidence("any", q)]) >= q - 1e-12


@given(pieces, answers)
def test_one_side_alone_can_only_lower(evidence: list[Evidence], answer: OwnAnswer) -> None:
    assert strength(evidence, [answer, None]) <= strength(evidence)
    assert strength(evidence, [answer, None]) == strength(evidence, [None, answer])


def test_one_side_alone_lowers_to_what_they_said() -> None:
    assert strength([worked_together(24, 50)], [OwnAnswer.MET]) == 0.25


def test_two_answers_together_raise_to_the_lower_of_them() -> None:
    said = [OwnAnswer.WOULD_VOUCH, OwnAnswer.WELL]

    assert strength([listed()], said) == 0.75


@given(pieces, answers, answers)
def test_with_both_answers_the_evidence_no_longer_matters(
    evidence: list[Evidence], one: OwnAnswer, other: OwnAnswer
) -> None:
    assert strength(evidence, [one, other]) == strength([], [other, one])


@given(pieces, st.lists(answers, max_size=2))
def test_twenty_contacts_in_a_lifetime_keep_a_tie_from_fading_away(
    evidence: list[Evidence], said: list[OwnAnswer]
) -> None:
    assert strength(evidence, said, two_way_contacts=20) >= FLOOR
    assert strength(evidence, said, two_way_contacts=19) == strength(evidence, said)


@given(shares)
def test_every_cost_lies_in_the_range_that_paths_expect(s: float) -> None:
    assert LOWEST_COST <= step_cost(s) <= HIGHEST_COST


def test_the_range_of_costs_is_reached_at_both_ends() -> None:
    assert (step_cost(1.0), step_cost(0.0)) == (LOWEST_COST, HIGHEST_COST)


@given(shares, shares)
def test_a_stronger_tie_never_costs_more(one: float, other: float) -> None:
    weaker, stronger = sorted((one, other))

    assert step_cost(stronger) <= step_cost(weaker)


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(-30, 20_000))
def test_messages_never_outweigh_their_row(one_way: int, other_way: int, days: int) -> None:
    assert 0 <= messages(one_way, other_way, days).q <= 0.70


def test_reasons_come_strongest_first_with_their_telling_number() -> None:
    found = reasons([listed(), worked_together(18, 40), messages(14, 16, 200)])

    assert found == [Reason("worked_together", 18), Reason("messages", 30), Reason("listed", 0)]


def test_reasons_of_equal_weight_come_in_one_order_only() -> None:
    assert reasons([same_school(), same_association()]) == reasons(
        [same_association(), same_school()]
    )


def test_what_has_faded_away_is_no_reason_any_more() -> None:
    assert reasons([messages(14, 16, 10_000)]) == []


@pytest.mark.parametrize(
    ("s", "word"), [(0, "weak"), (0.29, "weak"), (0.3, "fair"), (0.59, "fair"), (0.6, "strong")]
)
def test_a_side_reads_one_of_three_words(s: float, word: str) -> None:
    assert strength_word(s) == word
