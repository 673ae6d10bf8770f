"""Members who give commands at the same time, and remember what was acknowledged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle
from threading import Lock

from shared.cli.client import Away, Services
from tests.support.town import Town, Townsperson


class Tally:
    """Counts the commands of several threads, and strikes in between."""

    def __init__(self, enough: int, every: int, strike: Callable[[], None]) -> None:
        self._enough = enough
        self._every = every
        self._strike = strike
        self._lock = Lock()
        self.count = 0

    @property
    def is_full(self) -> bool:
        return self.count >= self._enough

    def add(self, commands: int) -> None:
        """So many more were acknowledged."""
        with self._lock:
            due = self.count // self._every < (self.count + commands) // self._every
            self.count += commands
            if due:
                self._strike()


@dataclass
class Neighbours:
    """Two members with a tie; what one of them does, they do in one thread."""

    one: Townsperson
    other: Townsperson
    employer: str
    impatient: Services
    """For questions, which nobody repeats while they cannot be answered."""
    tie: str = ""
    lends: bool = True
    changes: int = 0
    """How often the one was told that they now lend or keep the tie."""
    openings: dict[str, str] = field(default_factory=dict)
    """The title of each opening that the one was told is published."""

    def meet(self) -> None:
        """Become neighbours, at work and by a tie."""
        self.one.works_at(self.employer, "2024-01-01")
        self.tie = self.one.knows(self.other)

    def lend_or_keep(self) -> int:
        """Change one's mind about the tie."""
        wanted = not self.lends
        self.one.call("profiles", "PUT", f"/v1/ties/{self.tie}/lending", {"lend": wanted})
        self.lends = wanted
        self.changes += 1
        return 1

    def post_opening(self) -> int:
        """Draft an opening and publish it."""
        title = f"Opening {len(self.openings)} of {self.one.name}"
        opening = self.one.post("postings", "/v1/openings", _opening(self.employer, title))["id"]
        self.one.post("postings", f"/v1/openings/{opening}/publish")
        self.openings[opening] = title
        return 2

    def ask(self) -> int:
        """A question, which is no command."""
        bearer = self.other.bearer()
        with suppress(Away):
            self.impatient.call("referrals", "GET", "/v1/reachable-openings", bearer=bearer)
        return 0

    def carry_on(self, tally: Tally) -> None:
        """Give commands in turn until there are enough of all."""
        for act in cycle([self.lend_or_keep] * 4 + [self.post_opening, self.ask]):
            if tally.is_full:
                return
            tally.add(act())


def settle(town: Town, pairs: int, impatient: Services) -> list[Neighbours]:
    """So many pairs, at an employer that everybody has heard of."""
    operator = town.operator()
    employer: str = operator.post("postings", "/v1/employers", {"name": "Vento Energia"})["id"]
    found = []
    for number in range(pairs):
        one, other = (town.join(f"{name} Number{number}") for name in ("Ada", "Bea"))
        found.append(Neighbours(one, other, employer, impatient))
    for pair in found:
        pair.meet()
    token = town.newest["profiles"]
    for pair in found:
        pair.one.call("postings", "GET", "/v1/openings/mine", seen=token)
    return found


def give_commands(
    pairs: Sequence[Neighbours], enough: int, every: int, strike: Callable[[], None]
) -> int:
    """All pairs at once, so many commands together; how many it were.

    `strike` is called after every so many, while the others go on.
    """
    tally = Tally(enough, every, strike)
    with ThreadPoolExecutor(len(pairs)) as pool:
        list(pool.map(lambda pair: pair.carry_on(tally), pairs))
    return tally.count


def _opening(employer: str, title: str) -> dict[str, object]:
    return {
        "employer_id": employer,
        "title": title,
        "description": "Forecasts for the grid.",
        "employment_type": "full_time",
        "place": "Lisbon",
        "countries": ["PT"],
        "remote": False,
        "audience": "members",
    }
