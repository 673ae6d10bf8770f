"""The store keeps what it is given, all or nothing; and what others heard is what it keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.postings.adapters.store import PostingsUnit
from services.postings.commands import hiring_managers, openings
from services.postings.commands.hiring_managers import AnswerHiringRole, DelegateHiringRole
from services.postings.commands.openings import CreateOpening, EditOpening, MoveOpening
from services.postings.domain.asker import Asker
from services.postings.domain.codes import COUNTRIES
from services.postings.domain.employer import Employer
from services.postings.domain.hiring_role import HiringRole
from services.postings.domain.opening import Opening, State
from services.postings.domain.terms import Audience, EmploymentType, Terms
from services.postings.reactions import forget_person
from shared.contracts.envelope import NEVER, NOT_YET, Event
from shared.contracts.postings import Milestone, ReferralPolicy, Salary
from shared.contracts.profiles import PersonErased
from shared.errors import Conflict, WarmpathError
from shared.ids import new_id
from tests.support.postings import ADA, BEA, CAI, DITA, EMIL, EVE, NOON, House, open_house
from tests.support.stores import copy_stores, drop_stores

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=30)
PEOPLE = st.sampled_from([ADA, BEA, CAI, DITA, EMIL, EVE])
TERMS = st.builds(
    Terms,
    title=TEXT,
    description=TEXT,
    employment_type=st.sampled_from(EmploymentType),
    audience=st.sampled_from(Audience),
    place=st.none() | TEXT,
    countries=st.lists(st.sampled_from(sorted(COUNTRIES)), unique=True, max_size=4).map(tuple),
    remote=st.booleans(),
    salary=st.none() | st.builds(Salary, st.integers(1, 10**10), st.just(10**10), st.just("EUR")),
    valid_through=st.none() | st.dates(),
    apply_url=st.none() | TEXT,
    max_introducers=st.integers(0, 3),
)
ROLES = st.builds(HiringRole, st.none() | PEOPLE, st.none() | PEOPLE, st.booleans())
FEW = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@given(terms=TERMS, role=ROLES, state=st.sampled_from(State), policy=st.none() | st.integers(1, 9))
@FEW
def test_an_opening_is_read_as_it_was_written(
    shared_house: House, terms: Terms, role: HiringRole, state: State, policy: int | None
) -> None:
    opening = Opening(
        id=new_id(),
        employer_id=UUID(shared_house.named("Acme")),
        posted_by=ADA,
        recruiters=(CAI, BEA),
        terms=terms,
        hiring=role,
        state=state,
        policy_version=policy,
        created_at=NOON,
        published_at=NOON if state is not State.DRAFT else None,
    )
    with shared_house.container.units.write() as uow:
        uow.openings.add(opening)

    with shared_house.container.units.read() as uow:
        assert uow.openings.find(opening.id) == opening


def test_an_employer_is_read_as_it_was_written(house: House, acme: str) -> None:
    policies = tuple(
        ReferralPolicy(version, 100 * version, "EUR", 90, [Milestone(0, 100)], ["hr"])
        for version in (1, 2)
    )
    employer = Employer(
        id=new_id(),
        name="Globex",
        aliases=("Globex Corporation", "グロベックス"),
        domains=("globex.example", "a.example"),
        parent_id=UUID(acme),
        headcount=12,
        industry="food",
        stewards=(EVE, ADA),
        policies=policies,
        hiring=True,
    )
    with house.container.units.write() as uow:
        uow.employers.add(employer)

    with house.container.units.read() as uow:
        assert uow.employers.find(employer.id) == employer
        assert uow.employers.of_steward(EVE) == [employer]
        assert uow.employers.parents() == {employer.id: UUID(acme)}


def test_a_published_policy_stays_even_if_somebody_tried_to_write_another(
    house: House, acme: str
) -> None:
    policy = ReferralPolicy(1, 1000, "EUR", 90)
    with house.container.units.write() as uow:
        employer = _employer(uow, acme)
        saved = uow.employers.save(replace(employer, policies=(policy,)))
        uow.employers.save(replace(saved, policies=(replace(policy, bonus=1),)))

    with house.container.units.read() as uow:
        assert _employer(uow, acme).policies == (policy,)


def test_whoever_saves_an_older_copy_is_told_and_nothing_changes(house: House, draft: str) -> None:
    with house.container.units.read() as uow:
        old = uow.openings.find(UUID(draft))
    assert old is not None
    with house.container.units.write() as uow:
        uow.openings.save(replace(old, state=State.CLOSED))

    with pytest.raises(Conflict) as caught, house.container.units.write() as uow:
        uow.openings.save(replace(old, posted_by=EVE))

    assert caught.value.code == "opening_changed_meanwhile"
    with house.container.units.read() as uow:
        now = uow.openings.find(UUID(draft))
    assert now is not None
    assert (now.posted_by, now.state) == (ADA, State.CLOSED)


def test_a_unit_that_fails_leaves_neither_rows_nor_events(house: House, acme: str) -> None:
    before = house.rows()

    def fail(uow: PostingsUnit) -> None:
        uow.employers.add(Employer(id=new_id(), name="Globex", stewards=(ADA,)))
        uow.emit(_employer(uow, acme).fact())
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"), house.container.units.write() as uow:
        fail(uow)

    assert house.rows() == before
    assert house.told() == []


USUAL = ("publish", "pause", "resume", "accept", "decline", "rest", "wake", "delegate")
RARE = ("title", "audience", "manager", "expire", "erase", "create", "fill", "close")
# Weighted towards those who may, so that most of what is drawn really happens.
WHO = st.sampled_from([ADA] * 4 + [DITA] * 4 + [BEA, CAI, EMIL, EVE])
ACTS = st.lists(
    st.tuples(st.sampled_from(USUAL * 2 + RARE), WHO, WHO, st.sampled_from(Audience)), max_size=40
)


OPENED = [
    ("create", ADA, DITA, Audience.PUBLIC),
    ("publish", ADA, DITA, Audience.PUBLIC),
]


@given(acts=ACTS)
@FEW
def test_whatever_is_done_others_last_heard_exactly_what_is_so(
    furnished: House, tmp_path_factory: pytest.TempPathFactory, acts: list[Any]
) -> None:
    for house in _home(furnished, tmp_path_factory.mktemp("acts")):
        told: dict[UUID, Event] = {}
        acme = UUID(house.named("Acme"))
        for act, person, other, audience in [*OPENED, *acts]:
            try:
                with house.container.units.write() as uow:
                    _do(uow, house, acme, act, person, other, audience)
            except WarmpathError:
                assert house.told() == []
                continue
            for event in house.told():
                assert _state(event) != told.get(event.subject), "told twice without a change"
                told[event.subject] = _state(event)
            _check(house, acme, told)


def _check(house: House, acme: UUID, told: dict[UUID, Event]) -> None:
    with house.container.units.read() as uow:
        openings = [*uow.openings.with_person(ADA), *uow.openings.of_employer(acme)]
        employer = uow.employers.find(acme)
    assert employer is not None
    assert employer.hiring == any(opening.advertised for opening in openings)
    assert told.get(acme, employer.fact()) == employer.fact()
    for opening in openings:
        assert told.get(opening.id) == opening.fact()


def _do(
    uow: PostingsUnit,
    house: House,
    acme: UUID,
    act: str,
    person: UUID,
    other: UUID,
    audience: Audience,
) -> None:
    clock, by = house.clock, Asker(person)
    if act == "create":
        terms = Terms(
            title="Cook",
            description="Cook.",
            employment_type=EmploymentType.FULL_TIME,
            audience=audience,
            place="Porto",
            valid_through=date(2026, 11, 3),
        )
        openings.create_opening(CreateOpening(person, acme, terms, other), uow, clock)
        return
    found = uow.openings.of_employer(acme)
    opening = found[-1] if found else None
    if act == "erase":
        forget_person(PersonErased(subject=person), uow)
    elif act == "expire":
        clock.advance(timedelta(days=1))
        openings.expire_openings(uow, clock)
    elif opening is not None:
        _act(uow, house, opening, act, by, other, audience)


def _act(
    uow: PostingsUnit,
    house: House,
    opening: Opening,
    act: str,
    by: Asker,
    other: UUID,
    audience: Audience,
) -> None:
    clock, one = house.clock, opening.id
    assert by.person_id is not None
    answers: dict[str, Callable[..., Opening]] = {
        "accept": hiring_managers.accept_hiring_role,
        "decline": hiring_managers.decline_hiring_role,
        "rest": hiring_managers.pause_hiring_role,
        "wake": hiring_managers.resume_hiring_role,
    }
    edits: dict[str, dict[str, Any]] = {
        "title": {"terms": {"title": f"Cook {other.int}"}},
        "audience": {"terms": {"audience": audience}},
        "manager": {"people": {"hiring_manager": other, "recruiters": [other]}},
    }
    if act in answers:
        answers[act](AnswerHiringRole(by.person_id, one), uow, clock)
    elif act == "delegate":
        hiring_managers.delegate_hiring_role(
            DelegateHiringRole(by.person_id, one, other), uow, clock
        )
    elif act in edits:
        openings.edit_opening(EditOpening(by, one, opening.version, **edits[act]), uow, clock)
    else:
        openings.move_opening(MoveOpening(by, one, act), uow, clock)  # type: ignore[arg-type]


def _state(event: Event) -> Event:
    """The event without what the outbox gave it."""
    return replace(event, id=NOT_YET, sequence=0, time=NEVER, traceparent="")


def _employer(uow: PostingsUnit, employer_id: str) -> Employer:
    found = uow.employers.find(UUID(employer_id))
    assert found is not None
    return found


def _home(furnished: House, folder: Path) -> Iterator[House]:
    copy_stores(furnished.home, folder)
    house = open_house(folder)
    house.told()
    try:
        yield house
    finally:
        house.container.close()
        drop_stores(folder)
