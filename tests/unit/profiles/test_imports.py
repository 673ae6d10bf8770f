"""An import from preview to undo, and whom a list may be compared with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.profiles.adapters.store.unit import Unit
from services.profiles.commands.imports import ImportList, compare_list, keep_matches
from services.profiles.domain.background import Employment
from services.profiles.domain.contact_lists import Source
from services.profiles.domain.imports import Found, Import, ImportState
from services.profiles.domain.matching import Basis
from services.profiles.domain.person import Person
from services.profiles.domain.preferences import Settings
from services.profiles.domain.presentation import Presentation
from shared.clock import SetClock
from shared.errors import Conflict, Invalid, NotFound
from shared.ids import new_id
from tests.support.facts import an_id
from tests.support.profiles import employer

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANA, BEA, CAI, DAN = (an_id(number) for number in range(1, 5))
people = some.sampled_from([BEA, CAI, DAN])


def preview(*found: Found) -> Import:
    return Import(an_id(9), ANA, Source.LINKEDIN, NOON, found or [match(BEA), match(CAI)])


def match(person: object, basis: Basis = Basis.MAIL, avoided: bool = False) -> Found:
    return Found(person, basis, avoided)  # type: ignore[arg-type]


@given(basis=some.sampled_from(Basis), avoided=some.booleans())
def test_only_sure_matches_that_nobody_avoids_start_ticked(basis: Basis, avoided: bool) -> None:
    sure = basis is not Basis.NAME_AND_EMPLOYER

    assert match(BEA, basis, avoided).ticked is (sure and not avoided)


@given(chosen=some.sets(people))
def test_choosing_keeps_exactly_those_chosen(chosen: set[object]) -> None:
    made = preview(match(BEA), match(CAI), match(DAN))

    made.choose(chosen)  # type: ignore[arg-type]

    assert {found.person_id for found in made.found} == chosen
    assert made.state is ImportState.CHOSEN


def test_one_can_choose_once_and_only_who_is_on_the_list() -> None:
    made = preview()
    with pytest.raises(NotFound, match="not on this import"):
        made.choose([BEA, DAN])
    assert made.state is ImportState.PREVIEWED

    made.choose([BEA])
    with pytest.raises(Conflict):
        made.choose([BEA])


def test_undoing_gives_back_what_was_chosen_once() -> None:
    made = preview()
    made.choose([BEA])
    made.remember_proposed([BEA])

    assert [(found.person_id, found.proposed) for found in made.undo()] == [(BEA, True)]
    assert made.undo() == []
    assert (made.state, list(made.found)) == (ImportState.UNDONE, [])


def test_an_undone_preview_has_nothing_to_take_back() -> None:
    made = preview()

    assert made.undo() == []
    with pytest.raises(Conflict):
        made.choose([BEA])


def test_an_import_is_its_owners_only() -> None:
    assert preview().of(ANA).person_id == ANA
    with pytest.raises(NotFound, match="no such import"):
        preview().of(BEA)


def member(
    uow: Unit, name: str, mail: str, findable: bool = True, links: tuple[str, ...] = ()
) -> Person:
    person = Person.signed_up(new_id(), mail, name, findable)
    person.present(Presentation(name, links=links))
    uow.people.save(person)
    return person


def employ(uow: Unit, person: Person, at: object, ended: date | None = None) -> None:
    job = Employment(new_id(), at, "Engineer", date(2020, 1, 1), ended)  # type: ignore[arg-type]
    person.record_employment(job, NOON.date())
    uow.people.save(person)


def upload(uow: Unit, clock: SetClock, asker: Person, *rows: str) -> dict[str, Found]:
    """Who was found, by name."""
    header = "First Name,Last Name,URL,Email Address,Company\n"
    content = BytesIO((header + "\n".join(rows)).encode())
    command = ImportList(asker.id, Source.LINKEDIN, content)
    made = keep_matches(asker.id, compare_list(command, uow, clock), uow, clock)
    names = uow.people.names(found.person_id for found in made.found)
    return {names[found.person_id][0]: found for found in made.found}


def test_a_list_finds_by_mail_whatever_its_case(uow: Unit, clock: SetClock) -> None:
    ana = member(uow, "Ana Reyes", "ana@x.example")
    member(uow, "Bea Holm", "bea@x.example")

    assert list(upload(uow, clock, ana, "x,y,,BEA@X.Example,")) == ["Bea Holm"]


def test_nobody_finds_themselves_or_who_is_hidden(uow: Unit, clock: SetClock) -> None:
    ana = member(uow, "Ana Reyes", "ana@x.example")
    member(uow, "Hidde Away", "hidde@x.example", findable=False)

    assert upload(uow, clock, ana, "a,r,,ana@x.example,", "h,a,,hidde@x.example,") == {}


def test_an_address_that_two_members_claim_finds_neither(uow: Unit, clock: SetClock) -> None:
    ana = member(uow, "Ana Reyes", "ana@x.example")
    link = ("https://www.linkedin.com/in/bea",)
    member(uow, "Bea Holm", "bea@x.example", links=link)
    row = "Bea,Holm,https://linkedin.com/in/Bea,,"
    assert list(upload(uow, clock, ana, row)) == ["Bea Holm"]

    member(uow, "Mallory Holm", "mallory@x.example", links=link)

    assert upload(uow, clock, ana, row) == {}


def test_a_name_suggests_only_together_with_an_employer_by_any_of_its_names(
    uow: Unit, clock: SetClock
) -> None:
    ana = member(uow, "Ana Reyes", "ana@x.example")
    bea = member(uow, "Béa Holm", "bea@x.example")
    firm = new_id()
    uow.employers.keep(employer("Norvik Group", firm, aliases=["Norvik Systems"]))
    employ(uow, bea, firm, ended=date(2022, 1, 1))

    assert upload(uow, clock, ana, "Bea,Holm,,,Norvik") == {}
    assert upload(uow, clock, ana, "Bea,Holm,,,") == {}
    assert upload(uow, clock, ana, "Bea,Holmes,,,Norvik Systems Ltd") == {}
    found = upload(uow, clock, ana, "Holm,Bea,,,Systems Norvik GmbH")
    assert {name: one.basis for name, one in found.items()} == {"Béa Holm": Basis.NAME_AND_EMPLOYER}


def test_who_works_at_an_affiliate_is_avoided_only_now_and_only_if_one_avoids_it(
    uow: Unit, clock: SetClock
) -> None:
    ana = member(uow, "Ana Reyes", "ana@x.example")
    bea = member(uow, "Bea Holm", "bea@x.example")
    cai = member(uow, "Cai Lund", "cai@x.example")
    parent, mine, sister = (new_id() for _ in range(3))
    for one, above in ((mine, parent), (sister, parent), (parent, None)):
        uow.employers.keep(employer(f"Firm {one}", one, parent_id=above))
    employ(uow, ana, mine)
    employ(uow, bea, sister)
    employ(uow, cai, sister, ended=date(2022, 1, 1))
    rows = ("b,h,,bea@x.example,", "c,l,,cai@x.example,")

    found = upload(uow, clock, ana, *rows)
    assert {name: one.avoided for name, one in found.items()} == {
        "Bea Holm": True,
        "Cai Lund": False,
    }

    ana.decide(Settings(findable=True, avoid_own_employers=False))
    uow.people.save(ana)
    assert not any(one.avoided for one in upload(uow, clock, ana, *rows).values())


def test_a_list_that_breaks_on_its_last_row_keeps_nothing(uow: Unit, clock: SetClock) -> None:
    ana = member(uow, "Ana Reyes", "ana@x.example")
    member(uow, "Bea Holm", "bea@x.example")

    with pytest.raises(Invalid, match="Line 3"):
        upload(uow, clock, ana, "b,h,,bea@x.example,", 'b,"h')

    assert uow.imports.of(ana.id) == []


def test_the_summary_counts_rows_at_employers_that_are_hiring(uow: Unit, clock: SetClock) -> None:
    ana = member(uow, "Ana Reyes", "ana@x.example")
    uow.employers.keep(employer("Norvik", hiring=True, aliases=["Norvik Labs"]))
    uow.employers.keep(employer("Quiet Firm"))
    header = "First Name,Last Name,Company\n"
    rows = "A,B,Norvik Inc.\nC,D,Labs Norvik\nE,F,Quiet Firm\nG,H,\n"

    command = ImportList(ana.id, Source.LINKEDIN, BytesIO((header + rows).encode()))
    summary = compare_list(command, uow, clock).preview.summary

    assert (summary.rows, summary.at_employers_hiring, summary.forgotten) == (4, 2, 4)


def test_who_is_not_findable_any_more_when_matches_are_kept_is_left_out(
    uow: Unit, clock: SetClock
) -> None:
    ana, bea = (member(uow, name, f"{name[:3].lower()}@x.example") for name in ("Ana R", "Bea H"))
    content = BytesIO(b"First Name,Last Name,Email Address\nx,y,bea@x.example\n")
    command = ImportList(ana.id, Source.LINKEDIN, content)
    compared = compare_list(command, uow, clock)
    bea.decide(replace(bea.settings, findable=False))
    uow.people.save(bea)

    assert [one.person_id for one in compared.preview.matches] == [bea.id]
    assert keep_matches(ana.id, compared, uow, clock).found == []


def test_previews_that_nobody_chose_from_are_forgotten(uow: Unit, clock: SetClock) -> None:
    ana = member(uow, "Ana Reyes", "ana@x.example")
    upload(uow, clock, ana, "x,y,,,")

    assert uow.imports.forget_previews(clock.now()) == 0
    assert uow.imports.forget_previews(datetime(2026, 12, 1, tzinfo=UTC)) == 1
    assert uow.imports.of(ana.id) == []
