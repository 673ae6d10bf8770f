"""A person as a row and back."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar, cast
from uuid import UUID

from marshmallow import Schema
from marshmallow_dataclass import class_schema
from sqlalchemy import Row

from services.profiles.domain.avoided import Avoided
from services.profiles.domain.background import Education, Employment, Membership
from services.profiles.domain.folding import person_key
from services.profiles.domain.overlaps import Background
from services.profiles.domain.person import Person
from services.profiles.domain.preferences import Settings
from services.profiles.domain.presentation import Presentation

Fields = dict[str, Any]
T = TypeVar("T")


def person_from(row: Row[Any], mails: tuple[str, ...], employments: Sequence[Employment]) -> Person:
    """The person that a row, and the rows that hang on it, keep."""
    return Person(
        id=row.id,
        presentation=_thing(Presentation, row.presentation),
        settings=_thing(Settings, row.settings),
        mails=mails,
        employments=tuple(employments),
        educations=_things(Education, row.educations),
        memberships=_things(Membership, row.memberships),
        avoided=_things(Avoided, row.avoided),
        version=row.version,
    )


def row_of(person: Person) -> Fields:
    """What a row keeps of the person, without id and version."""
    return {
        "name": person.presentation.name,
        "name_key": person_key(person.presentation.name),
        "headline": person.presentation.headline,
        "presentation": _fields(person.presentation),
        "settings": _fields(person.settings),
        "findable": person.settings.findable,
        "educations": [_fields(one) for one in person.educations],
        "memberships": [_fields(one) for one in person.memberships],
        "avoided": [_fields(one) for one in person.avoided],
        "next_removal": person.next_removal(),
    }


def employment_from(row: Row[Any]) -> Employment:
    """The employment that a row keeps."""
    return Employment(
        id=row.id,
        employer_id=row.employer_id,
        title=row.title,
        team=row.team,
        started=row.started,
        ended=row.ended,
        verified=row.verified,
    )


def row_of_employment(employment: Employment) -> Fields:
    """What a row keeps of the employment."""
    return dict(vars(employment))


def backgrounds_from(
    rows: Iterable[Any],
    employments: Mapping[UUID, Sequence[Employment]],
    contacts: Mapping[UUID, set[UUID]],
) -> dict[UUID, Background]:
    """What is compared of each person, by id."""
    return {
        row.id: Background(
            person_id=row.id,
            employments=employments.get(row.id, ()),
            educations=_things(Education, row.educations),
            memberships=_things(Membership, row.memberships),
            contacts=contacts.get(row.id, set()),
        )
        for row in rows
    }


@cache
def _schema(kind: Hashable) -> Schema:
    return class_schema(cast("type", kind))()


def _fields(thing: object) -> Fields:
    return cast("Fields", _schema(cast("Hashable", type(thing))).dump(thing))


def _thing(kind: type[T], fields: Fields) -> T:
    return cast("T", _schema(cast("Hashable", kind)).load(fields))


def _things(kind: type[T], kept: Iterable[Fields]) -> tuple[T, ...]:
    return tuple(_thing(kind, fields) for fields in kept)
