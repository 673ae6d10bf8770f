"""The sample network as a whole, with its parts by key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from shared.cli.sample.shapes import (
    SampleEmployer,
    SampleGroup,
    SampleOpening,
    SamplePerson,
    SampleScenario,
    SampleTie,
)


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


_Thing = TypeVar("_Thing", bound=_Keyed)


def _of_key(things: tuple[_Thing, ...], key: str) -> _Thing:
    for thing in things:
        if thing.key == key:
            return thing
    raise KeyError(key)


@dataclass(frozen=True)
class SampleNetwork:
    """Everything, in an order in which it can be replayed: each key is defined before use."""

    seed: int
    today: date
    people: tuple[SamplePerson, ...]
    employers: tuple[SampleEmployer, ...]
    openings: tuple[SampleOpening, ...]
    groups: tuple[SampleGroup, ...]
    ties: tuple[SampleTie, ...]
    prepared: tuple[str, ...]
    scenarios: tuple[SampleScenario, ...]

    def person(self, key: str) -> SamplePerson:
        """The person of that key; KeyError if there is none."""
        return _of_key(self.people, key)

    def employer(self, key: str) -> SampleEmployer:
        """The employer of that key; KeyError if there is none."""
        return _of_key(self.employers, key)

    def opening(self, key: str) -> SampleOpening:
        """The opening of that key; KeyError if there is none."""
        return _of_key(self.openings, key)

    def group(self, key: str) -> SampleGroup:
        """The group of that key; KeyError if there is none."""
        return _of_key(self.groups, key)

    def scenario(self, key: str) -> SampleScenario:
        """The scenario of that key; KeyError if there is none."""
        return _of_key(self.scenarios, key)

    def ties_of(self, person: str) -> tuple[SampleTie, ...]:
        """Every tie with that person at one end."""
        return tuple(tie for tie in self.ties if person in tie.ends)
