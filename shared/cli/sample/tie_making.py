"""How each tie of the crowd comes about: who lends, what both say, what they count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from shared.cli.sample.cast import CAST
from shared.cli.sample.identity import key_of
from shared.cli.sample.shapes import (
    Answer,
    SampleGroup,
    SampleMeetings,
    SampleMessages,
    SamplePerson,
    SampleTie,
)

KEPT_BY_ONE_END = 0.04
_KEEPERS = frozenset(key_of(row.name) for row in CAST if not row.lends_crowd)
_ANSWERS: tuple[Answer, ...] = ("met", "know", "know", "well", "well", "would_vouch")


@dataclass(frozen=True)
class TieMaker:
    """Makes ties of pairs, with one source of randomness."""

    random: Random
    today: date
    people: dict[str, SamplePerson]
    groups: tuple[SampleGroup, ...]

    def tie(self, one: str, other: str) -> SampleTie:
        """The tie of two people who know each other."""
        group = self._common_group(one, other)
        listed = group is None and self._both_findable(one, other) and self.random.random() < 0.4
        close = self._ever_colleagues(one, other)
        answered = self.random.random() < 0.2
        return SampleTie(
            one=one,
            other=other,
            introduced="group" if group else "import" if listed else "mail",
            lend_one=self._lends(one),
            lend_other=self._lends(other),
            answer_one=self.random.choice(_ANSWERS) if answered else None,
            answer_other=self.random.choice(_ANSWERS) if answered else None,
            messages=self._messages() if self.random.random() < (0.25 if close else 0.1) else None,
            meetings=self._meetings() if close and self.random.random() < 0.25 else None,
            listed_both=listed,
            group=group,
        )

    def _common_group(self, one: str, other: str) -> str | None:
        for group in self.groups:
            shown = {member.person for member in group.members if member.show_name}
            if one in shown and other in shown:
                return group.key
        return None

    def _both_findable(self, one: str, other: str) -> bool:
        return self.people[one].settings.findable and self.people[other].settings.findable

    def _ever_colleagues(self, one: str, other: str) -> bool:
        mine = {job.employer for job in self.people[one].employments}
        return any(job.employer in mine for job in self.people[other].employments)

    def _lends(self, person: str) -> bool:
        return person not in _KEEPERS and self.random.random() >= KEPT_BY_ONE_END

    def _messages(self) -> SampleMessages:
        sent = int(self.random.triangular(1, 60, 6))
        received = max(1, int(sent * self.random.uniform(0.4, 1.6)))
        return SampleMessages(sent, received, self._ago(900))

    def _meetings(self) -> SampleMeetings:
        return SampleMeetings(int(self.random.triangular(1, 14, 2)), self._ago(700))

    def _ago(self, most: int) -> date:
        return self.today - timedelta(days=int(self.random.triangular(2, most, 60)))
