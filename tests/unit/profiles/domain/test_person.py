"""What a member may record and decide, and what the others hear of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from services.profiles.domain.avoided import MOST_AVOIDED
from services.profiles.domain.background import (
    Education,
    Employment,
    Membership,
    MembershipKind,
)
from services.profiles.domain.person import MOST_MAILS, MOST_OF_A_KIND, Person
from services.profiles.domain.preferences import Settings
from services.profiles.domain.presentation import Presentation
from shared.contracts.profiles import EmployedAt, InGroup, PersonChanged, PersonErased
from shared.errors import Conflict, Invalid, NotFound

ANA, BEN = UUID(int=1), UUID(int=2)
MILL, FORGE = UUID(int=101), UUID(int=102)
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
TODAY = NOON.date()
WEEK = timedelta(days=7)


def job(number: int = 201, employer: UUID = MILL, ended: date | None = None) -> Employment:
    return Employment(UUID(int=number), employer, "Weaver", date(2020, 1, 1), ended)


@pytest.fixture
def ana() -> Person:
    return Person.signed_up(ANA, "Ana@Mill.example", "Ana Silva", findable=True)


def avoided_by(person: Person, at: datetime) -> list[UUID]:
    return person.facts(at).avoid_people


def test_a_new_member_has_the_defaults_of_the_design(ana: Person) -> None:
    assert ana.facts(NOON) == PersonChanged(
        subject=ANA,
        findable=True,
        open_to_introduce=True,
        weekly_cap=2,
        open_ask_cap=3,
        willing_to_refer=False,
        open_to_intros=False,
        weekly_intros=2,
        open_to_openings=False,
        avoid_own_employers=True,
    )
    assert ana.mails == ("ana@mill.example",)


@pytest.mark.parametrize("findable", [True, False])
def test_being_found_is_as_the_member_said(findable: bool) -> None:
    person = Person.signed_up(ANA, "ana@mill.example", "Ana Silva", findable)

    assert person.facts(NOON).findable is findable


def test_a_member_needs_a_name_and_an_address() -> None:
    with pytest.raises(Invalid, match="name must not be empty"):
        Person.signed_up(ANA, "ana@mill.example", "  ", findable=True)
    with pytest.raises(Invalid, match="not a mail address"):
        Person.signed_up(ANA, "ana", "Ana", findable=True)


def test_names_and_texts_stay_out_of_the_facts(ana: Person) -> None:
    ana.present(Presentation("Ana Unmistakable", "Secret headline", "Hidden place"))
    ana.record_employment(replace(job(), title="Obscure title", team="Quiet team"), TODAY)
    told = str(ana.facts(NOON))

    for text in ("Unmistakable", "Secret", "Hidden", "Obscure", "Quiet", "mill.example"):
        assert text not in told


def test_a_refused_presentation_changes_nothing(ana: Person) -> None:
    before = ana.presentation
    with pytest.raises(Invalid) as refused:
        ana.present(replace(before, headline="New", links=("javascript:alert(1)",)))

    assert refused.value.code == "link_not_http"
    assert ana.presentation == before


def test_refused_settings_change_nothing(ana: Person) -> None:
    before = ana.settings
    with pytest.raises(Invalid) as refused:
        ana.decide(Settings(findable=False, weekly_cap=-1))

    assert refused.value.code == "cap_out_of_range"
    assert ana.settings == before


def test_an_employment_is_verified_by_an_address_at_the_employers_domain(ana: Person) -> None:
    ana.record_employment(job(201, MILL), TODAY)
    ana.record_employment(job(202, FORGE), TODAY)
    ana.verify_employments({MILL: ["mill.example"], FORGE: ["forge.example"]})

    assert ana.facts(NOON).employments == [
        EmployedAt(MILL, date(2020, 1, 1), None, verified=True),
        EmployedAt(FORGE, date(2020, 1, 1), None, verified=False),
    ]


@pytest.mark.parametrize("domain", ["example", "ill.example", "alumni.mill.example", ""])
def test_a_domain_that_is_only_similar_verifies_nothing(ana: Person, domain: str) -> None:
    ana.record_employment(job(), TODAY)
    ana.verify_employments({MILL: [domain]})

    assert not ana.employments[0].verified


def test_an_employer_that_lost_its_domain_no_longer_verifies(ana: Person) -> None:
    ana.record_employment(job(), TODAY)
    ana.verify_employments({MILL: ["mill.example"]})
    ana.verify_employments({})

    assert not ana.employments[0].verified


def test_an_address_is_kept_once_and_only_so_many(ana: Person) -> None:
    ana.add_mail(" ANA@mill.example ")
    assert ana.mails == ("ana@mill.example",)

    for number in range(MOST_MAILS - 1):
        ana.add_mail(f"ana{number}@example.org")
    with pytest.raises(Invalid) as refused:
        ana.add_mail("one.more@example.org")
    assert refused.value.code == "items_too_many"


def test_an_employment_recorded_again_is_edited(ana: Person) -> None:
    ana.record_employment(job(), TODAY)
    ana.record_employment(job(ended=date(2024, 1, 1)), TODAY)

    assert [one.ended for one in ana.employments] == [date(2024, 1, 1)]


def test_where_somebody_works_depends_on_the_day(ana: Person) -> None:
    ana.record_employment(job(201, MILL, ended=date(2024, 1, 1)), TODAY)
    ana.record_employment(job(202, FORGE), TODAY)

    assert ana.works_at(date(2023, 1, 1)) == {MILL, FORGE}
    assert ana.works_at(TODAY) == {FORGE}
    assert ana.works_at(date(2019, 1, 1)) == set()


def test_what_was_recorded_can_be_forgotten_once(ana: Person) -> None:
    ana.record_employment(job(), TODAY)
    ana.record_education(Education(UUID(int=7), "Ulm", date(2010, 10, 1)), TODAY)
    ana.record_membership(Membership(UUID(int=8), MembershipKind.EVENT, "PyCon", 2024), TODAY)

    ana.forget_employment(UUID(int=201))
    ana.forget_education(UUID(int=7))
    ana.forget_membership(UUID(int=8))

    assert (ana.employments, ana.educations, ana.memberships) == ((), (), ())
    with pytest.raises(NotFound) as refused:
        ana.forget_education(UUID(int=7))
    assert refused.value.code == "education_not_found"


def test_only_so_many_employments_are_kept_but_each_can_still_be_edited(ana: Person) -> None:
    for number in range(MOST_OF_A_KIND):
        ana.record_employment(job(number), TODAY)
    with pytest.raises(Invalid):
        ana.record_employment(job(MOST_OF_A_KIND), TODAY)

    ana.record_employment(job(0, ended=TODAY), TODAY)
    assert ana.employments[0].ended == TODAY


def test_an_avoided_person_is_avoided_at_once(ana: Person) -> None:
    ana.avoid(BEN, NOON)

    assert avoided_by(ana, NOON) == [BEN]


def test_a_removal_takes_effect_after_seven_days(ana: Person) -> None:
    ana.avoid(BEN, NOON)
    ana.stop_avoiding(BEN, NOON)

    assert avoided_by(ana, NOON + WEEK - timedelta(seconds=1)) == [BEN]
    assert avoided_by(ana, NOON + WEEK) == []
    assert ana.next_removal() == NOON + WEEK


def test_avoiding_again_cancels_the_removal(ana: Person) -> None:
    ana.avoid(BEN, NOON)
    ana.stop_avoiding(BEN, NOON)
    ana.avoid(BEN, NOON + timedelta(days=3))

    assert avoided_by(ana, NOON + 2 * WEEK) == [BEN]
    assert ana.next_removal() is None


def test_asking_for_removal_twice_does_not_delay_it(ana: Person) -> None:
    ana.avoid(BEN, NOON)
    ana.stop_avoiding(BEN, NOON)
    ana.stop_avoiding(BEN, NOON + timedelta(days=6))

    assert ana.next_removal() == NOON + WEEK


def test_at_most_twenty_are_avoided_counting_those_being_removed(ana: Person) -> None:
    for number in range(MOST_AVOIDED):
        ana.avoid(UUID(int=500 + number), NOON)
    ana.stop_avoiding(UUID(int=500), NOON)

    with pytest.raises(Conflict) as refused:
        ana.avoid(BEN, NOON)
    assert refused.value.code == "avoided_people_full"

    ana.avoid(UUID(int=501), NOON)
    ana.avoid(BEN, NOON + WEEK)
    assert len(avoided_by(ana, NOON + WEEK)) == MOST_AVOIDED


def test_nobody_avoids_themselves(ana: Person) -> None:
    with pytest.raises(Invalid) as refused:
        ana.avoid(ANA, NOON)

    assert refused.value.code == "avoided_person_is_oneself"


def test_removing_somebody_who_is_not_avoided_changes_nothing(ana: Person) -> None:
    ana.stop_avoiding(BEN, NOON)

    assert ana.avoided == ()


def test_groups_are_told_with_the_facts(ana: Person) -> None:
    groups = [InGroup(UUID(int=9), volunteer=True)]

    assert ana.facts(NOON, groups).groups == groups


def test_an_erased_person_leaves_nothing_but_the_id(ana: Person) -> None:
    ana.record_employment(job(), TODAY)
    ana.avoid(BEN, NOON)

    assert ana.erase() == PersonErased(subject=ANA)
    assert ana == Person(ANA, Presentation(""), Settings(findable=False), erased=True)


def test_an_erased_person_never_comes_back(ana: Person) -> None:
    ana.erase()

    for attempt in (
        lambda: ana.facts(NOON),
        lambda: ana.present(Presentation("Ana")),
        lambda: ana.decide(Settings(findable=True)),
        lambda: ana.add_mail("ana@mill.example"),
        lambda: ana.record_employment(job(), TODAY),
        lambda: ana.avoid(BEN, NOON),
    ):
        with pytest.raises(NotFound) as refused:
            attempt()
        assert refused.value.code == "person_not_found"
