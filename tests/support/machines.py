"""How long state machines run: a few seconds with all tests, much longer when asked to.

pytest tests/unit/referrals --hypothesis-profile=long      at least 20,000 steps each
"""

from __future__ import annotations

from hypothesis import settings

LONG = "long"
settings.register_profile(LONG, max_examples=600, stateful_step_count=50, deadline=None)


def as_long_as_asked(examples: int, steps: int) -> settings:
    """So many examples of so many steps, or what the long profile says."""
    if settings.get_current_profile_name() == LONG:
        return settings.get_profile(LONG)
    return settings(max_examples=examples, stateful_step_count=steps, deadline=None)
