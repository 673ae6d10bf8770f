"""Importing a list: compare and forget, then choose, then perhaps undo."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from services.profiles.commands.notices import note_proposal
from services.profiles.commands.publication import save_tie
from services.profiles.domain.contact_lists import Source, open_list
from services.profiles.domain.contact_rows import ByteLines
from services.profiles.domain.folding import employer_key
from services.profiles.domain.imports import Found, Import
from services.profiles.domain.matching import (
    MemberIndex,
    Namesake,
    Preview,
    match_rows,
)
from services.profiles.domain.tie import TieState
from services.profiles.ports import UnitOfWork
from shared.clock import Clock
from shared.ids import new_id


@dataclass(frozen=True)
class ImportList:
    """A list as it is uploaded. Its content is read once and kept nowhere. Without a `source` the
    file itself tells of which kind it is.
    """

    person_id: UUID
    source: Source | None
    content: ByteLines


@dataclass(frozen=True)
class Compared:
    """A list that was compared: its kind, and what is kept of it."""

    source: Source
    preview: Preview


@dataclass(frozen=True)
class ChooseMatches:
    """The people of an import to propose ties to, and whether to lend those ties."""

    person_id: UUID
    import_id: UUID
    people: tuple[UUID, ...]
    lend: bool


@dataclass(frozen=True)
class Chosen:
    """How many ties were proposed, and how many met a proposal and are confirmed now."""

    proposed: int
    confirmed: int


def compare_list(command: ImportList, uow: UnitOfWork, clock: Clock) -> Compared:
    """Who of the list is a findable member, and the summary to tell once; the rest is forgotten.

    Only asks: a unit that writes would keep everybody's writes waiting as long as a list is long.
    Raises Invalid with the codes of `contact_rows`.
    """
    source, rows = open_list(command.content, command.source)
    return Compared(source, match_rows(rows, _index(command.person_id, uow, clock)))


def keep_matches(person: UUID, compared: Compared, uow: UnitOfWork, clock: Clock) -> Import:
    """Keep those of the matches who still are findable members."""
    matches = compared.preview.matches
    there = uow.people.findable(one.person_id for one in matches)
    kept = [one for one in matches if one.person_id in there]
    found = [Found(one.person_id, one.basis, one.avoided) for one in kept]
    made = Import(new_id(), person, compared.source, clock.now(), found)
    uow.imports.save(made)
    return made


def choose_matches(command: ChooseMatches, uow: UnitOfWork, clock: Clock) -> Chosen:
    """Propose ties to those chosen; where they proposed already, the tie is confirmed.

    Raises NotFound import_not_found, import_match_not_found, Conflict import_not_open.
    """
    chosen = uow.imports.get(command.import_id).of(command.person_id)
    chosen.choose(command.people)
    outcome = {
        match.person_id: _propose(match.person_id, command, uow, clock) for match in chosen.found
    }
    proposed = [person for person, state in outcome.items() if state is TieState.PROPOSED]
    chosen.remember_proposed(proposed)
    uow.imports.save(chosen)
    confirmed = sum(state is TieState.CONFIRMED for state in outcome.values())
    return Chosen(len(proposed), confirmed)


def undo_import(import_id: UUID, person_id: UUID, uow: UnitOfWork, clock: Clock) -> Import:
    """Take back what the import added and nobody answered; see `domain.imports`.

    Raises NotFound import_not_found.
    """
    undone = uow.imports.get(import_id).of(person_id)
    taken_back = undone.undo()
    uow.imports.save(undone)
    elsewhere = {
        match.person_id
        for other in uow.imports.of(person_id)
        for match in other.found
        if other.id != import_id
    }
    for match in taken_back:
        _take_back(match, match.person_id in elsewhere, person_id, uow, clock)
    return undone


def _propose(
    person: UUID, command: ChooseMatches, uow: UnitOfWork, clock: Clock
) -> TieState | None:
    """The state that choosing brought about; None where it was so before."""
    tie = uow.ties.between(command.person_id, person)
    before = (tie.state_for(command.person_id), tie.proposed_by)
    state = tie.propose(command.person_id, command.lend, from_list=True)
    save_tie(tie, uow, clock)
    note_proposal(tie, command.person_id, uow)
    return None if before == (state, tie.proposed_by) else state


def _take_back(
    match: Found, still_listed: bool, person_id: UUID, uow: UnitOfWork, clock: Clock
) -> None:
    tie = uow.ties.between(person_id, match.person_id)
    if match.proposed and tie.waits_for_other(person_id):
        tie.withdraw(person_id)
    if not still_listed:
        tie.unlist(person_id)
    save_tie(tie, uow, clock)


def _index(asker: UUID, uow: UnitOfWork, clock: Clock) -> MemberIndex:
    names = uow.employers.names()
    hiring = {employer_key(name) for _, name, is_hiring in names if is_hiring} - {""}
    return MemberIndex(
        by_mail=partial(uow.members.by_mail, asker=asker),
        by_profile_url=partial(uow.members.by_link, asker=asker),
        by_name=partial(_namesakes, asker=asker, keys_of=_keys_by_employer(names), uow=uow),
        hiring=hiring.intersection,
        avoided=partial(_avoided, asker=asker, uow=uow, clock=clock),
    )


def _keys_by_employer(names: Collection[tuple[UUID, str, bool]]) -> Mapping[UUID, set[str]]:
    keys: dict[UUID, set[str]] = {}
    for employer, name, _ in names:
        keys.setdefault(employer, set()).add(employer_key(name))
    return keys


def _namesakes(
    names: Collection[str], asker: UUID, keys_of: Mapping[UUID, set[str]], uow: UnitOfWork
) -> dict[str, list[Namesake]]:
    found = uow.members.by_name(names, asker)
    worked = uow.members.employers_of({person for people in found.values() for person in people})
    return {
        name: [Namesake(person, _keys(worked.get(person, ()), keys_of)) for person in people]
        for name, people in found.items()
    }


def _keys(employers: Collection[UUID], keys_of: Mapping[UUID, set[str]]) -> set[str]:
    return {key for employer in employers for key in keys_of.get(employer, ())}


def _avoided(people: Collection[UUID], asker: UUID, uow: UnitOfWork, clock: Clock) -> set[UUID]:
    """Whom the asker avoids, and who works at the asker's employers or their affiliates."""
    person = uow.people.get(asker)
    now = clock.now()
    named = {entry.person_id for entry in person.avoided if entry.counts(now)}
    if not person.settings.avoid_own_employers:
        return named & set(people)
    employers = uow.employers.affiliates(person.works_at(now.date()))
    backgrounds = uow.people.backgrounds(people, {})
    colleagues = {
        other
        for other, record in backgrounds.items()
        if any(e.employer_id in employers and e.is_current(now.date()) for e in record.employments)
    }
    return (named & set(people)) | colleagues
