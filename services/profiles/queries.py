"""The questions that members ask of profiles. What comes back is only what the asker may see."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from services.profiles.commands.publication import in_common, known_tie
from services.profiles.commands.ties import WeighedTie
from services.profiles.domain.group import Group, GroupMember
from services.profiles.domain.imports import Found, Import
from services.profiles.domain.strength import Evidence
from services.profiles.domain.tie import Tie, TieState
from services.profiles.domain.tie_strength import TieView, seen_by
from services.profiles.ports import UnitOfWork
from shared.clock import Clock

MOST_EXPORTED = 100_000  # of each kind; nobody has as many


@dataclass(frozen=True)
class NamedPerson:
    """Somebody the asker may know the name of."""

    id: UUID
    name: str
    headline: str | None


@dataclass(frozen=True)
class TieShown:
    """A tie as one of its two ends sees it, with the other end named."""

    id: UUID
    person: NamedPerson
    view: TieView


@dataclass(frozen=True)
class MatchShown:
    """A match of an import with the member's name."""

    person: NamedPerson
    found: Found


def session_ended(session_id: UUID, person_id: UUID, uow: UnitOfWork) -> bool:
    """Whether the session was signed out, stolen, or its person left."""
    session = uow.sessions.find(session_id)
    return session is None or session.ended or session.person_id != person_id


def names(people: Collection[UUID], asker: UUID, uow: UnitOfWork) -> list[NamedPerson]:
    """The names of those of the people that (still) are members, and of those whom the asker named
    by an address. Whether the asker may know them was settled by the grant.
    """
    called = {each: (name, None) for each, name in uow.invitations.names(people, asker).items()}
    found: dict[UUID, tuple[str, str | None]] = {**called, **uow.people.names(people)}
    return [NamedPerson(person, *found[person]) for person in sorted(found, key=str)]


def tie(tie_id: UUID, asker: UUID, uow: UnitOfWork, clock: Clock) -> TieShown:
    """One tie of the asker's. Raises TieNotFound."""
    return _ties_shown([known_tie(tie_id, asker, uow)], asker, uow, clock)[0]


def ties(
    asker: UUID,
    states: Collection[TieState],
    after: UUID | None,
    most: int,
    uow: UnitOfWork,
    clock: Clock,
) -> list[TieShown]:
    """The asker's ties that read as one of the states to them, by id."""
    return _ties_shown(uow.ties.of(asker, states, after, most), asker, uow, clock)


def weighed_tie(weighed: WeighedTie, asker: UUID, uow: UnitOfWork, clock: Clock) -> TieShown:
    """A tie that was just changed and weighed, as the asker sees it."""
    found = {weighed.tie.id: weighed.found}
    return _with_evidence([weighed.tie], found, asker, uow, clock.now().date())[0]


def group(group_id: UUID, asker: UUID, uow: UnitOfWork) -> Group:
    """A group the asker is in. Raises GroupNotFound."""
    found = uow.groups.get(group_id)
    found.part_of(asker)
    return found


def invited_to(join_token: str, uow: UnitOfWork) -> Group:
    """The group that a join link leads to, which its secret opens. Raises GroupNotFound."""
    return uow.groups.by_token(join_token)


def members(
    group_id: UUID, asker: UUID, after: UUID | None, most: int, uow: UnitOfWork
) -> list[tuple[NamedPerson, GroupMember]]:
    """The group's other members who show their name, by id. Raises GroupNotFound."""
    found = uow.groups.get(group_id)
    shown = [
        person for person in found.shown_to(asker) if after is None or person.bytes > after.bytes
    ][:most]
    known = uow.people.names(shown)
    return [(NamedPerson(person, *known[person]), found.members[person]) for person in shown]


def own_import(import_id: UUID, asker: UUID, uow: UnitOfWork) -> Import:
    """One of the asker's imports. Raises NotFound import_not_found."""
    return uow.imports.get(import_id).of(asker)


def own_imports(asker: UUID, most: int, uow: UnitOfWork) -> list[tuple[Import, int]]:
    """The asker's latest imports, the newest first, each with how many people it still names."""
    latest = uow.imports.of(asker)[::-1][:most]
    return [(one, len(matches(one, uow))) for one in latest]


def matches(asked: Import, uow: UnitOfWork) -> Sequence[MatchShown]:
    """The matches of an import, in the order of its list; who is not findable any more is left
    out.
    """
    people = uow.people.findable(match.person_id for match in asked.found)
    known = uow.people.names(people)
    return [
        MatchShown(NamedPerson(match.person_id, *known[match.person_id]), match)
        for match in asked.found
        if match.person_id in people
    ]


def export(person_id: UUID, uow: UnitOfWork, clock: Clock) -> dict[str, object]:
    """Everything kept about a person, in plain types: never what others said about them."""
    return {name: _plain(kept) for name, kept in _kept_of(person_id, uow, clock).items()}


def _ties_shown(found: Sequence[Tie], asker: UUID, uow: UnitOfWork, clock: Clock) -> list[TieShown]:
    today = clock.now().date()
    evidence = in_common([tie for tie in found if tie.is_live], uow, today)
    return _with_evidence(found, evidence, asker, uow, today)


def _with_evidence(
    found: Sequence[Tie],
    evidence: Mapping[UUID, Sequence[Evidence]],
    asker: UUID,
    uow: UnitOfWork,
    today: date,
) -> list[TieShown]:
    known = uow.people.names({tie.other(asker) for tie in found})
    return [
        TieShown(
            id=tie.id,
            person=NamedPerson(tie.other(asker), *known[tie.other(asker)]),
            view=seen_by(tie, asker, evidence.get(tie.id, []), today),
        )
        for tie in found
    ]


def _kept_of(person_id: UUID, uow: UnitOfWork, clock: Clock) -> dict[str, object]:
    person = uow.people.get(person_id)
    found = uow.ties.of(person_id, list(TieState), None, MOST_EXPORTED)
    shown = {one.id: one for one in _ties_shown(found, person_id, uow, clock)}
    groups = uow.groups.of(person_id, None, MOST_EXPORTED)
    return {
        "person": {"id": person.id} | asdict(person.presentation),
        "mail_addresses": list(person.mails),
        "settings": asdict(person.settings),
        "avoided_people": [asdict(entry) for entry in person.avoided],
        "employments": [asdict(one) for one in person.employments],
        "educations": [asdict(one) for one in person.educations],
        "memberships": [asdict(one) for one in person.memberships],
        "groups": [_kept_group(one, person_id) for one in groups],
        "ties": [
            _kept_tie(tie, person_id) | {"person": asdict(shown[tie.id].person)} for tie in found
        ],
        "imports": [asdict(one) for one in uow.imports.of(person_id)],
        "invitations": [
            {"id": one.id, "name": one.name, "mail": one.mail, "written_at": one.written_at}
            for one in uow.invitations.of(person_id)
        ],
        "sessions": [asdict(one) for one in uow.sessions.of(person_id)],
    }


def _kept_group(group: Group, person_id: UUID) -> dict[str, object]:
    kept = {"id": group.id, "name": group.name, "kind": group.kind, "place": group.place}
    return kept | asdict(group.members[person_id])


def _kept_tie(tie: Tie, person_id: UUID) -> dict[str, object]:
    said = asdict(tie.side(person_id))
    return {"id": tie.id, "state": tie.state_for(person_id), "lent": tie.lent} | said


def _plain(kept: object) -> object:
    """Without types that JSON has not; times as RFC 3339."""
    if isinstance(kept, dict):
        return {name: _plain(value) for name, value in kept.items()}
    if isinstance(kept, list | tuple):
        return [_plain(value) for value in kept]
    if isinstance(kept, date):
        return kept.isoformat()
    return str(kept) if isinstance(kept, UUID) else kept
