"""Who on a list is a member: the surest basis first, nothing by itself, the rest forgotten."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import pytest

from services.profiles.domain.contact_rows import ImportedRow
from services.profiles.domain.folding import employer_key, person_key
from services.profiles.domain.matching import (
    ROWS_AT_ONCE,
    Basis,
    Match,
    MemberIndex,
    Namesake,
    Preview,
    Summary,
    match_rows,
)
from shared.errors import Invalid

ANA, BEN, CAI, DEE = (UUID(int=number) for number in range(1, 5))
ANAS_PROFILE = "https://www.linkedin.com/in/ana"


@dataclass
class Members:
    """A handful of findable members, looked up as the store does it."""

    mails: dict[str, UUID] = field(default_factory=dict)
    profiles: dict[str, UUID] = field(default_factory=dict)
    names: list[tuple[UUID, str, str]] = field(default_factory=list)
    hiring: frozenset[str] = frozenset()
    avoided: frozenset[UUID] = frozenset()

    def index(self) -> MemberIndex:
        return MemberIndex(
            by_mail=lambda asked: known(self.mails, asked),
            by_profile_url=lambda asked: known(self.profiles, asked),
            by_name=self.namesakes,
            hiring=lambda asked: {employer_key(name) for name in self.hiring} & set(asked),
            avoided=lambda asked: self.avoided & set(asked),
        )

    def namesakes(self, asked: Collection[str]) -> Mapping[str, Sequence[Namesake]]:
        found: dict[str, list[Namesake]] = {}
        for member, name, employer in self.names:
            if person_key(name) in asked:
                namesake = Namesake(member, frozenset({employer_key(employer)}))
                found.setdefault(person_key(name), []).append(namesake)
        return found


def known(answers: Mapping[str, UUID], asked: Collection[str]) -> dict[str, UUID]:
    return {key: answers[key] for key in asked if key in answers}


def row(name: str = "", mail: str = "", profile_url: str = "", company: str = "") -> ImportedRow:
    first, _, last = name.partition(" ")
    mails, urls = (tuple(each.split()) for each in (mail, profile_url))
    return ImportedRow(1, first, last, mails, urls, company)


def preview(members: Members, *rows: ImportedRow) -> Preview:
    return match_rows(rows, members.index())


def bases(members: Members, *rows: ImportedRow) -> dict[UUID, Basis]:
    return {match.person_id: match.basis for match in preview(members, *rows).matches}


def test_a_verified_mail_address_is_the_surest_match() -> None:
    members = Members(mails={"ana@example.org": ANA}, profiles={ANAS_PROFILE: BEN})

    assert bases(members, row("Ana Silva", "ana@example.org", ANAS_PROFILE)) == {ANA: Basis.MAIL}


def test_a_profile_address_matches_where_no_mail_does() -> None:
    members = Members(profiles={ANAS_PROFILE: ANA}, names=[(BEN, "Ana Silva", "Mill")])
    listed = row("Ana Silva", "other@example.org", ANAS_PROFILE, "Mill")

    assert bases(members, listed) == {ANA: Basis.PROFILE_URL}


@pytest.mark.parametrize(
    ("name", "company"),
    [
        ("Ana Silva", "Mill"),
        ("ANA SÍLVA", "Mill, Ltd."),
        ("Silva Ana", "mill gmbh"),
        ("Ana Silva, PhD", "MILL"),
    ],
)
def test_name_and_employer_suggest_a_member_however_they_are_written(
    name: str, company: str
) -> None:
    members = Members(names=[(ANA, "Ana Silva", "Mill")])

    assert bases(members, row(name, company=company)) == {ANA: Basis.NAME_AND_EMPLOYER}


@pytest.mark.parametrize(
    ("name", "company"),
    [
        ("Ana Silva", "Forge"),
        ("Ana Silva", "Mill Bank"),
        ("Ana Silva", ""),
        ("Ana Silva Costa", "Mill"),
        ("Ana", "Mill"),
        ("", "Mill"),
    ],
)
def test_a_part_of_a_name_or_employer_suggests_nobody(name: str, company: str) -> None:
    members = Members(
        names=[(ANA, "Ana Silva", "Mill"), (BEN, "Ana", "Mill"), (CAI, "Ana Silva", "Forge Works")]
    )

    assert bases(members, row(name, company=company)) == {}


def test_all_of_a_few_namesakes_are_suggested_and_none_of_many() -> None:
    few = [(ANA, "Ana Silva", "Mill"), (BEN, "Ana Silva", "Mill")]
    many = [*few, (CAI, "Ana Silva", "Mill"), (DEE, "Ana Silva", "Mill")]
    listed = row("Ana Silva", company="Mill")

    assert set(bases(Members(names=few), listed)) == {ANA, BEN}
    assert bases(Members(names=many), listed) == {}


def test_only_sure_matches_start_ticked() -> None:
    members = Members(
        mails={"ana@example.org": ANA},
        profiles={"https://www.linkedin.com/in/ben": BEN},
        names=[(CAI, "Cai Wu", "Mill")],
    )
    found = preview(
        members,
        row(mail="ana@example.org"),
        row(profile_url="https://www.linkedin.com/in/ben"),
        row("Cai Wu", company="Mill"),
    )

    assert [(match.person_id, match.ticked) for match in found.matches] == [
        (ANA, True),
        (BEN, True),
        (CAI, False),
    ]


def test_people_at_avoided_employers_start_unticked() -> None:
    members = Members(mails={"ana@example.org": ANA}, avoided=frozenset({ANA, BEN}))
    found = preview(members, row(mail="ana@example.org"))

    assert found.matches == [Match(ANA, Basis.MAIL, avoided=True)]
    assert not found.matches[0].ticked


@pytest.mark.parametrize("surest_first", [True, False])
def test_a_member_on_the_list_twice_is_one_match_on_the_surer_basis(surest_first: bool) -> None:
    members = Members(mails={"ana@example.org": ANA}, names=[(ANA, "Ana Silva", "Mill")])
    twice = [row(mail="ana@example.org"), row("Ana Silva", company="Mill")]
    found = preview(members, *(twice if surest_first else reversed(twice)))

    assert found.matches == [Match(ANA, Basis.MAIL, avoided=False)]
    assert found.summary == Summary(rows=2, members=1, at_employers_hiring=0, forgotten=0)


def test_the_summary_counts_rows_members_employers_hiring_and_what_is_forgotten() -> None:
    members = Members(
        mails={f"{number}@example.org": UUID(int=number) for number in range(1, 4)},
        hiring=frozenset({"Contoso Ltd"}),
    )
    rows = [
        *(row(mail=f"{number}@example.org") for number in range(1, 4)),
        *(row("No Body", company="CONTOSO GmbH") for _ in range(14)),
        *(row("No Body", company="Contoso Bank") for _ in range(394)),
        row(),
    ]

    assert preview(members, *rows).summary == Summary(412, 3, 14, 409)


def test_a_blank_row_matches_nobody() -> None:
    members = Members(mails={"": ANA}, profiles={"": BEN}, names=[(CAI, "", "")])

    assert preview(members, row()).summary == Summary(1, 0, 0, 1)


def test_an_empty_list_has_an_empty_preview() -> None:
    assert preview(Members()) == Preview([], Summary(0, 0, 0, 0))


def test_only_a_batch_of_rows_is_held_at_once() -> None:
    held: list[ImportedRow] = []
    most = 0

    def rows() -> Iterator[ImportedRow]:
        for number in range(3 * ROWS_AT_ONCE):
            held.append(row(mail=f"{number}@example.org"))
            yield held[-1]

    def by_mail(asked: Collection[str]) -> dict[str, UUID]:
        nonlocal most
        most = max(most, len(held))
        held.clear()
        return {}

    index = Members().index()
    counted = MemberIndex(by_mail, index.by_profile_url, index.by_name, index.hiring, index.avoided)

    assert match_rows(rows(), counted).summary.rows == 3 * ROWS_AT_ONCE
    assert most == ROWS_AT_ONCE


def test_a_list_that_breaks_midway_has_no_preview() -> None:
    def rows() -> Iterable[ImportedRow]:
        yield row(mail="ana@example.org")
        raise Invalid("import_row_broken", "Line 3: the file is broken.")

    with pytest.raises(Invalid, match="Line 3"):
        match_rows(rows(), Members(mails={"ana@example.org": ANA}).index())
