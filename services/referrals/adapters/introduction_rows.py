"""Introductions as rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from services.referrals.domain.ask import Ask, Kind
from services.referrals.domain.introduction import Introduction
from services.referrals.domain.introduction_states import Happening, Move, State
from services.referrals.domain.step import NOBODY, Answer, Role, Step


def row_of(introduction: Introduction) -> dict[str, object]:
    """The values of an introduction's own row."""
    return {
        "id": introduction.id,
        "version": introduction.version,
        "candidate_id": introduction.candidate,
        **asdict(introduction.ask),
        "kind": introduction.ask.kind.value,
        "people": _texts(introduction.people),
        "target_id": introduction.target,
        "state": introduction.state.value,
        "due_at": introduction.due_at,
        "lost": sorted(_texts(introduction.lost)),
        "broken": sorted(sorted(_texts(pair)) for pair in introduction.broken),
    }


def step_row(step: Step) -> dict[str, object]:
    """The values of a step's row, without its key."""
    answer = step.answer.value if step.answer else None
    return asdict(step) | {"role": step.role.value, "answer": answer}


def move_row(move: Move) -> dict[str, object]:
    """The values of a line of the history, without its key."""
    return {
        "happening": move.happening.value,
        "state": move.state.value,
        "at": move.at,
        "by": move.by,
    }


def people_of(introduction: Introduction) -> frozenset[UUID]:
    """Everybody who has or had a part in it, or is meant to."""
    asked = (step.person for step in introduction.steps)
    target = (introduction.target,) if introduction.target else ()
    everybody = {introduction.candidate, *introduction.people, *asked, *target}
    return frozenset(everybody - {NOBODY}) | introduction.lost


def introduction_of(
    row: Row[Any], steps: Sequence[Row[Any]], moves: Sequence[Row[Any]]
) -> Introduction:
    """The introduction in these rows, each kind in order."""
    return Introduction(
        id=row.id,
        candidate=row.candidate_id,
        ask=Ask(
            kind=Kind(row.kind),
            blurb=row.blurb,
            discreet=row.discreet,
            opening_id=row.opening_id,
            employer_id=row.employer_id,
            topic=row.topic,
        ),
        people=tuple(map(UUID, row.people)),
        target=row.target_id,
        state=State(row.state),
        steps=tuple(map(_step, steps)),
        history=tuple(Move(Happening(m.happening), State(m.state), m.at, m.by) for m in moves),
        lost=frozenset(map(UUID, row.lost)),
        broken=frozenset(frozenset(map(UUID, pair)) for pair in row.broken),
        version=row.version,
    )


def _step(row: Row[Any]) -> Step:
    return Step(
        person=row.person,
        role=Role(row.role),
        passed_by=row.passed_by,
        passes_to=row.passes_to,
        asked_at=row.asked_at,
        reminded_at=row.reminded_at,
        passed=row.passed,
        answer=Answer(row.answer) if row.answer else None,
        line=row.line,
        ended_at=row.ended_at,
        may_be_named=row.may_be_named,
        shown_named=row.shown_named,
    )


def _texts(people: Iterable[UUID]) -> list[str]:
    return [str(person) for person in people]
