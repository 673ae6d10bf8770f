"""People in the store: as they were saved, found by what they verified and by nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from services.profiles.adapters.store.unit import Unit
from services.profiles.domain.avoided import Avoided
from services.profiles.domain.background import Education, Employment, Membership, MembershipKind
from services.profiles.domain.group import Group, GroupKind, GroupMember, GroupNotFound
from services.profiles.domain.person import Person
from services.profiles.domain.preferences import Settings
from services.profiles.domain.presentation import Presentation
from services.profiles.domain.sign_in import OneTimeCode, Session
from shared.contracts.profiles import InGroup
from shared.errors import NotFound
from shared.ids import new_id
from tests.support.facts import an_id
from tests.support.profiles import employer

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANA, BEA, CAI = an_id(1), an_id(2), an_id(3)

words = some.text(some.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20)
texts = some.none() | words
days = some.dates(date(1930, 1, 1), date(2027, 1, 1))
periods = {"started": days, "ended": some.none() | days}
people = some.builds(
    Person,
    id=some.uuids(),
    presentation=some.builds(
        Presentation,
        name=words,
        headline=texts,
        place=texts,
        languages=some.lists(words, max_size=3).map(tuple),
        skills=some.lists(words, max_size=3).map(tuple),
        links=some.just(()),
    ),
    settings=some.builds(
        Settings, findable=some.booleans(), topics=some.lists(words, max_size=2).map(tuple)
    ),
    mails=some.lists(some.emails(), unique=True, max_size=3).map(tuple),
    employments=some.lists(
        some.builds(
            Employment,
            id=some.uuids(),
            employer_id=some.uuids(),
            title=words,
            team=texts,
            verified=some.booleans(),
            **periods,
        ),
        max_size=3,
        unique_by=lambda one: one.id,
    ).map(lambda found: tuple(sorted(found, key=lambda one: one.id.bytes))),
    educations=some.lists(
        some.builds(Education, id=some.uuids(), school=words, course=texts, **periods), max_size=2
    ).map(tuple),
    memberships=some.lists(
        some.builds(
            Membership,
            id=some.uuids(),
            kind=some.sampled_from(MembershipKind),
            name=words,
            year=some.integers(1930, 2027),
            place=texts,
        ),
        max_size=2,
    ).map(tuple),
    avoided=some.lists(
        some.builds(Avoided, some.uuids(), some.none() | some.just(NOON)), max_size=3
    ).map(tuple),
    erased=some.just(False),
    version=some.just(0),
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(person=people)
def test_a_person_comes_back_as_they_were(uow: Unit, person: Person) -> None:
    uow.people.save(person)
    kept = uow.people.get(person.id)
    uow.people.forget(person.id)

    assert kept == person
    with pytest.raises(NotFound):
        uow.people.get(person.id)


def signed_up(uow: Unit, person_id: object, name: str, mail: str) -> Person:
    person = Person.signed_up(person_id, mail, name, findable=True)  # type: ignore[arg-type]
    uow.people.save(person)
    return person


def test_saving_again_replaces_what_was_there(uow: Unit) -> None:
    ana = signed_up(uow, ANA, "Ana Reyes", "ana@x.example")
    ana.add_mail("ana@work.example")
    uow.people.save(ana)
    ana.mails = ("ana@work.example",)
    uow.people.save(ana)

    assert uow.people.by_mail("ana@x.example") is None
    assert uow.people.by_mail("ana@work.example") == ANA
    assert uow.people.get(ANA).version == 3


def test_names_are_given_of_those_there_are(uow: Unit) -> None:
    signed_up(uow, ANA, "Ana Reyes", "ana@x.example")

    assert uow.people.names([ANA, BEA]) == {ANA: ("Ana Reyes", None)}
    assert uow.people.names([]) == {}


def test_forgetting_a_person_takes_all_that_hangs_on_them(uow: Unit) -> None:
    for person_id, name in ((ANA, "Ana Reyes"), (BEA, "Bea Holm")):
        signed_up(uow, person_id, name, f"{name[:3]}@x.example")
    session = Session(new_id(), ANA, NOON)
    uow.sessions.save(session)
    tie = uow.ties.between(ANA, BEA)
    tie.propose(ANA, lend=True)
    uow.ties.save(tie, NOON.date())

    uow.people.forget(ANA)

    assert uow.people.by_mail("ana@x.example") is None
    assert uow.sessions.find(session.id) is None
    assert uow.ties.all_of(BEA) == []


def test_a_group_comes_back_with_its_members_and_goes_with_the_last(uow: Unit) -> None:
    for person_id, name in ((ANA, "Ana Reyes"), (BEA, "Bea Holm")):
        signed_up(uow, person_id, name, f"{name[:3]}@x.example")
    group = Group(an_id(9), "Class", GroupKind.CLASS, "token", first_year=2008)
    group.members = {ANA: GroupMember(show_name=True, volunteer=True), BEA: GroupMember(False)}
    uow.groups.save(group)

    assert uow.groups.get(group.id) == uow.groups.by_token("token") == group
    assert uow.groups.facts_of(ANA) == [InGroup(group.id, volunteer=True)]
    assert uow.groups.of(CAI, None, 9) == []

    uow.people.forget(ANA)
    uow.groups.forget_empty()
    assert list(uow.groups.get(group.id).members) == [BEA]
    uow.people.forget(BEA)
    uow.groups.forget_empty()
    with pytest.raises(GroupNotFound):
        uow.groups.by_token("token")


def test_affiliates_are_all_that_parent_links_connect(uow: Unit) -> None:
    top, left, right, leaf, alone = (new_id() for _ in range(5))
    for one, above in ((left, top), (right, top), (leaf, left), (alone, None)):
        uow.employers.keep(employer("Firm", one, parent_id=above))

    assert uow.employers.affiliates([leaf]) == {top, left, right, leaf}
    assert uow.employers.affiliates([alone]) == {alone}
    assert uow.employers.affiliates([]) == set()


def test_what_an_employer_says_newly_replaces_what_it_said(uow: Unit) -> None:
    firm = new_id()
    uow.employers.keep(employer("Old", firm, domains=["Old.Example"], headcount=10))
    uow.employers.keep(employer("New", firm, domains=["new.example", "NEW.example"]))

    assert uow.employers.domains([firm]) == {firm: {"new.example"}}
    assert uow.employers.headcounts([firm]) == {}
    assert uow.employers.names() == [(firm, "New", False)]


def test_a_newer_code_replaces_the_older_and_other_purposes_stand_beside_it(uow: Unit) -> None:
    first = OneTimeCode("a@x.example", "sign_in", b"1", NOON)
    newer = replace(first, digest=b"2", sent_at=NOON + timedelta(minutes=1))
    adding = OneTimeCode("a@x.example", "add_mail", b"3", NOON, person_id=ANA)
    for code in (first, newer, adding):
        uow.codes.save(code)

    assert uow.codes.find("a@x.example", "sign_in") == newer
    assert uow.codes.find("a@x.example", "add_mail", ANA) == adding
    assert uow.codes.find("a@x.example", "add_mail", BEA) is None
    assert uow.codes.forget_older(NOON + timedelta(seconds=1)) == 1
    assert uow.codes.find("a@x.example", "add_mail", ANA) is None


def test_a_session_is_kept_as_it_goes_on_and_forgotten_when_it_rested(uow: Unit) -> None:
    signed_up(uow, ANA, "Ana Reyes", "ana@x.example")
    session = Session(new_id(), ANA, NOON)
    uow.sessions.save(session)
    later = replace(session, generation=2, refreshed_at=NOON + timedelta(days=3), ended=True)
    uow.sessions.save(later)

    assert uow.sessions.of(ANA) == [later]
    assert uow.sessions.forget_older(NOON + timedelta(days=4)) == 1
    assert uow.sessions.find(session.id) is None
