"""Puts the sample network together: the prepared scenes, and the crowd around them."""

from __future__ import annotations

from datetime import date
from random import Random

from shared.cli.sample.acquaintance import crowd_pairs, stage_pairs
from shared.cli.sample.crowd import crowd_people
from shared.cli.sample.groups import all_groups
from shared.cli.sample.hiring import OpeningMaker, employers
from shared.cli.sample.prepared import ADA, INGRID, NOOR, SCENARIOS, stage_openings
from shared.cli.sample.scene_ties import scene_ties
from shared.cli.sample.staging import stage_people
from shared.cli.sample.tie_making import TieMaker
from shared.cli.sample.whole import SampleNetwork

PEOPLE, FEWER_PEOPLE = 300, 180
OPENINGS = 60


def generate(seed: int = 7, *, today: date, people: int = PEOPLE) -> SampleNetwork:
    """The whole sample network; the same seed, day and number of people give the same network.

    The prepared scenes are alike for every seed and number; only the crowd differs.
    """
    random = Random(seed)  # noqa: S311 - a reproducible network is the point
    stage = stage_people(today)
    taken = {person.key for person in stage}
    crowd = crowd_people(random, today, people - len(stage), taken)
    everybody = (*stage, *crowd)
    groups = all_groups(random, crowd)
    pairs = crowd_pairs(random, crowd, groups)
    pairs += stage_pairs(random, crowd, pairs)
    maker = TieMaker(random, today, {person.key: person for person in everybody}, groups)
    prepared_openings = stage_openings(today)
    others = OpeningMaker(random, today, everybody).openings(OPENINGS - len(prepared_openings))
    return SampleNetwork(
        seed=seed,
        today=today,
        people=everybody,
        employers=employers(everybody),
        openings=(*prepared_openings, *others),
        groups=groups,
        ties=(*scene_ties(today), *(maker.tie(one, other) for one, other in pairs)),
        prepared=(ADA, NOOR, INGRID),
        scenarios=SCENARIOS,
    )
