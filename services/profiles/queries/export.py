"""What do you keep about me?"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from uuid import UUID

from services.profiles.domain.group import Group
from services.profiles.domain.tie import Tie, TieState
from services.profiles.ports import UnitOfWork
from services.profiles.queries.ties import shown
from shared.clock import Clock

MOST = 100_000


def export(person_id: UUID, uow: UnitOfWork, clock: Clock) -> dict[str, object]:
    """Everything kept about a person, in plain types: never what others said about them."""
    return {name: _plain(kept) for name, kept in _kept(person_id, uow, clock).items()}


def _kept(person_id: UUID, uow: UnitOfWork, clock: Clock) -> dict[str, object]:
    person = uow.people.get(person_id)
    ties = uow.ties.of(person_id, list(TieState), None, MOST)
    views = {one.id: one for one in shown(ties, person_id, uow, clock)}
    return {
        "person": {"id": person.id} | asdict(person.presentation),
        "mail_addresses": list(person.mails),
        "settings": asdict(person.settings),
        "avoided_people": [asdict(entry) for entry in person.avoided],
        "employments": [asdict(one) for one in person.employments],
        "educations": [asdict(one) for one in person.educations],
        "memberships": [asdict(one) for one in person.memberships],
        "groups": [_group(one, person_id) for one in uow.groups.of(person_id, None, MOST)],
        "ties": [_tie(tie, person_id) | {"person": asdict(views[tie.id].person)} for tie in ties],
        "imports": [asdict(one) for one in uow.imports.of(person_id)],
        "sessions": [asdict(one) for one in uow.sessions.of(person_id)],
    }


def _plain(kept: object) -> object:
    """Without types that JSON has not; times as RFC 3339."""
    if isinstance(kept, dict):
        return {name: _plain(value) for name, value in kept.items()}
    if isinstance(kept, list | tuple):
        return [_plain(value) for value in kept]
    if isinstance(kept, date):
        return kept.isoformat()
    return str(kept) if isinstance(kept, UUID) else kept


def _group(group: Group, person_id: UUID) -> dict[str, object]:
    kept = {"id": group.id, "name": group.name, "kind": group.kind, "place": group.place}
    return kept | asdict(group.members[person_id])


def _tie(tie: Tie, person_id: UUID) -> dict[str, object]:
    said = asdict(tie.side(person_id))
    return {"id": tie.id, "state": tie.state_for(person_id), "lent": tie.lent} | said
