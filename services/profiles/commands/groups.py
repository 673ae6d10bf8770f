"""Starting, joining and leaving groups, and saying whom of them one knows."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from services.profiles.commands.notices import note_proposal
from services.profiles.commands.publication import save_tie, tell_person
from services.profiles.domain.group import Group, GroupMember
from services.profiles.domain.secrets import Secrets
from services.profiles.ports import UnitOfWork
from shared.clock import Clock
from shared.errors import Conflict

MOST_GROUPS = 100


def start_group(
    group: Group, person_id: UUID, uow: UnitOfWork, clock: Clock, secrets: Secrets
) -> Group:
    """Start a group; who starts it is its first member and shows their name.

    Raises what `Group.checked` raises, Conflict groups_full.
    """
    _refuse_one_more(person_id, uow)
    started = group.checked(clock.now().date())
    started.join_token = secrets.token()
    started.join(person_id, started.join_token, show_name=True)
    _save(started, person_id, uow, clock)
    return started


def join_group(
    join_token: str, person_id: UUID, show_name: bool, uow: UnitOfWork, clock: Clock
) -> Group:
    """Join by the link; joining again changes nothing. Raises GroupNotFound, groups_full."""
    group = uow.groups.by_token(join_token)
    if person_id not in group.members:
        _refuse_one_more(person_id, uow)
    group.join(person_id, join_token, show_name)
    _save(group, person_id, uow, clock)
    return group


def take_part(
    group_id: UUID, person_id: UUID, part: GroupMember, uow: UnitOfWork, clock: Clock
) -> Group:
    """Show one's name or not, volunteer or not. Raises GroupNotFound, volunteer_hides_name."""
    group = uow.groups.get(group_id)
    group.take_part(person_id, part)
    _save(group, person_id, uow, clock)
    return group


def leave_group(group_id: UUID, person_id: UUID, uow: UnitOfWork, clock: Clock) -> None:
    """Leave; a group that its last member left is gone. Raises GroupNotFound."""
    group = uow.groups.get(group_id)
    group.leave(person_id)
    _save(group, person_id, uow, clock)
    uow.groups.forget_empty()


def tick_known(
    group_id: UUID,
    person_id: UUID,
    ticked: Collection[UUID],
    lend: bool,
    uow: UnitOfWork,
    clock: Clock,
) -> None:
    """Propose a tie to each of those ticked. Raises GroupNotFound, GroupMemberNotFound."""
    for other in uow.groups.get(group_id).ticked_by(person_id, ticked):
        tie = uow.ties.between(person_id, other)
        tie.propose(person_id, lend)
        save_tie(tie, uow, clock)
        note_proposal(tie, person_id, uow)


def _save(group: Group, person_id: UUID, uow: UnitOfWork, clock: Clock) -> None:
    uow.groups.save(group)
    tell_person(uow.people.get(person_id), uow, clock)


def _refuse_one_more(person_id: UUID, uow: UnitOfWork) -> None:
    # Every PersonChanged carries all groups of the person.
    if len(uow.groups.facts_of(person_id)) >= MOST_GROUPS:
        raise Conflict("groups_full", f"You are in {MOST_GROUPS} groups: leave one first.")
