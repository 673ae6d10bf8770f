"""The reference draws every state machine, and draws it as the code has it."""

from __future__ import annotations

import pytest

from services.referrals.domain import introduction_states, referral_states
from tests.support.state_drawings import PAGE, diagram, drawn


def test_the_page_is_as_the_code_has_it() -> None:
    assert PAGE.read_text() == drawn(PAGE.read_text()), (
        "run: python -m tests.support.state_drawings"
    )


@pytest.mark.parametrize(
    "table", [introduction_states.TRANSITIONS, referral_states.TRANSITIONS], ids=["one", "other"]
)
def test_every_transition_is_an_edge_on_the_page(table: dict[tuple[str, str], str]) -> None:
    page = PAGE.read_text()

    assert all(f"    {state} --> {to}: {what}\n" in page for (state, what), to in table.items())
    assert diagram(table) in page  # type: ignore[type-var]


def test_a_page_that_lags_behind_is_noticed() -> None:
    assert (
        drawn("<!-- drawn: caps -->\nold\n<!-- end -->")
        != "<!-- drawn: caps -->\nold\n<!-- end -->"
    )
