"""What the sample's people asked, answered and referred before today; referrals' own commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import entry_points
from uuid import UUID

from shared.cli.home import Home
from shared.cli.sample.cast import CAST
from shared.cli.sample.identity import key_of
from shared.cli.sample.prepared import stage_openings
from shared.cli.sample_loading.crew import Crew

HISTORIES = "warmpath.histories"
Tell = Callable[[Home, str, Sequence[UUID], Sequence[UUID], datetime], Mapping[str, UUID]]
"""See services/referrals/cli/histories: it answers which openings are to close now."""


def tell_histories(crew: Crew, home: Home) -> None:
    """Have every history happen among the crowd; the prepared scenes stay as they are."""
    posters = {crew.openings[each.key]: each.posted_by for each in crew.network.openings}
    for each in entry_points(group=HISTORIES):
        tell: Tell = each.load()
        ending = tell(home, crew.name, _candidates(crew), _openings(crew), datetime.now(UTC))
        for name, opening in ending.items():
            path = f"/v1/openings/{opening}/close"
            crew.post(posters[str(opening)], "postings", path, f"close-{name}")


def _candidates(crew: Crew) -> list[UUID]:
    """The crowd, those who look for work first."""
    prepared = {key_of(row.name) for row in CAST}
    crowd = [each for each in crew.network.people if each.key not in prepared]
    looking = sorted(crowd, key=lambda each: not each.settings.open_to_openings)
    return [UUID(crew.members[each.key].person_id) for each in looking]


def _openings(crew: Crew) -> list[UUID]:
    prepared = {each.key for each in stage_openings(crew.network.today)}
    crowd = [each.key for each in crew.network.openings if each.key not in prepared]
    return [UUID(crew.openings[key]) for key in crowd]
