"""How long machines and races run: a few seconds with all tests, much longer when asked to.

    WARMPATH_STEPS=20000 pytest tests/unit/referrals/test_introduction_machine.py
    WARMPATH_RACES=5000 pytest --timeout=0 tests/component/referrals/test_introduction_races.py

Steps are those of each machine, at least; races those of each test.
"""

from __future__ import annotations

import os

from hypothesis import settings

STEPS = int(os.environ.get("WARMPATH_STEPS", "0"))
RACES = int(os.environ.get("WARMPATH_RACES", "0"))
STEPS_AT_ONCE = 50
FEWEST_OF_THOSE = 0.5  # of them a machine takes this part at least, on average


def as_long_as_asked(examples: int, steps: int) -> settings:
    """So many examples of so many steps, or as many as are asked for."""
    if STEPS:
        examples, steps = round(STEPS / STEPS_AT_ONCE / FEWEST_OF_THOSE), STEPS_AT_ONCE
    return settings(max_examples=examples, stateful_step_count=steps, deadline=None)


def as_many_as_asked(races: int) -> int:
    """So many races, or as many as are asked for."""
    return RACES or races
