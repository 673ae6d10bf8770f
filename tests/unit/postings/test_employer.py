"""Who may say what of an employer, and what the others hear of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.postings.domain.asker import Asker
from services.postings.domain.employer import (
    Employer,
    affiliates,
    refuse_cycle,
    refuse_unusable_employer,
)
from shared.errors import Forbidden, Invalid

ACME, LABS, HOLDING, OTHER = (UUID(int=number) for number in range(1, 5))
ADA, BEA = UUID(int=101), UUID(int=102)
EMPLOYER = Employer(id=ACME, name="Acme", stewards=(ADA,))


def test_a_steward_changes_what_is_theirs() -> None:
    EMPLOYER.refuse_edit(Asker(ADA), frozenset({"aliases", "headcount", "industry"}))


@pytest.mark.parametrize("field", ["domains", "parent_id", "stewards"])
def test_domains_parents_and_stewards_are_left_to_the_operator(field: str) -> None:
    with pytest.raises(Forbidden) as caught:
        EMPLOYER.refuse_edit(Asker(ADA), frozenset({field, "aliases"}))

    assert caught.value.code == "operator_needed"
    EMPLOYER.refuse_edit(Asker(BEA, operator=True), frozenset({field}))


@pytest.mark.parametrize("stranger", [Asker(BEA), Asker()])
def test_nobody_else_changes_an_employer(stranger: Asker) -> None:
    with pytest.raises(Forbidden) as caught:
        EMPLOYER.refuse_edit(stranger)

    assert caught.value.code == "employer_not_yours"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "&!?"),
        ("name", "x" * 201),
        ("name", "two\nlines"),
        ("aliases", ("Fine", "...")),
        ("aliases", tuple(f"A{n}" for n in range(51))),
        ("domains", ("gmail.com",)),
        ("domains", ("acme",)),
        ("domains", tuple(f"a{n}.example" for n in range(51))),
        ("stewards", tuple(UUID(int=n) for n in range(51))),
        ("industry", ""),
        ("industry", "x" * 101),
        ("headcount", 0),
        ("headcount", -5),
        ("headcount", 10**9),
    ],
)
def test_an_employer_that_makes_no_sense_is_refused(field: str, value: Any) -> None:
    with pytest.raises(Invalid) as caught:
        refuse_unusable_employer(replace(EMPLOYER, **{field: value}))

    assert caught.value.code == "employer_invalid"
    assert list(caught.value.errors) == [field]


def test_name_and_aliases_count_as_one_when_they_fold_alike() -> None:
    employer = replace(EMPLOYER, name="Alcântara", aliases=("ALCANTARA", "Grupo Alcântara"))

    assert employer.name_keys == {"alcantara", "grupo alcantara"}


def test_a_steward_who_left_is_out_and_the_others_stay() -> None:
    assert replace(EMPLOYER, stewards=(ADA, BEA)).without_steward(ADA).stewards == (BEA,)


def test_others_hear_of_an_employer_but_not_of_its_stewards() -> None:
    fact = replace(EMPLOYER, domains=("acme.example",), parent_id=HOLDING, hiring=True).fact()

    assert (fact.subject, fact.name, fact.domains) == (ACME, "Acme", ["acme.example"])
    assert fact.parent_id == HOLDING
    assert fact.hiring
    assert str(ADA) not in str(fact)


@pytest.mark.parametrize(
    ("parent", "parents"),
    [(ACME, {}), (LABS, {LABS: ACME}), (LABS, {LABS: HOLDING, HOLDING: ACME})],
)
def test_no_employer_belongs_to_itself(parent: UUID, parents: dict[UUID, UUID]) -> None:
    with pytest.raises(Invalid) as caught:
        refuse_cycle(ACME, parent, parents)

    assert caught.value.code == "parent_cycle"


def test_a_parent_that_belongs_elsewhere_is_fine() -> None:
    refuse_cycle(ACME, LABS, {LABS: HOLDING, OTHER: ACME})


def test_affiliates_are_all_that_hang_together_and_nobody_else() -> None:
    parents = {LABS: ACME, ACME: HOLDING}

    for one in (LABS, ACME, HOLDING):
        assert affiliates(one, parents) == {LABS, ACME, HOLDING}
    assert affiliates(OTHER, parents) == {OTHER}


@given(st.dictionaries(st.integers(1, 12), st.integers(0, 11)))
def test_affiliation_goes_both_ways(drawn: dict[int, int]) -> None:
    # A parent has a smaller number than its child, so that there is no cycle.
    parents = {UUID(int=child): UUID(int=parent % child) for child, parent in drawn.items()}
    everybody = [UUID(int=number) for number in range(13)]

    for one in everybody:
        for other in affiliates(one, parents):
            assert affiliates(other, parents) == affiliates(one, parents)
