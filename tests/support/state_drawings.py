"""Draws the state machines of referrals into the docs, from the very tables that the code uses.

python -m tests.support.state_drawings
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from services.referrals.domain import introduction_states, referral_states
from services.referrals.domain.caps import BOUND_BY, DEFAULTS, FREED_BY_TIME
from services.referrals.domain.introduction_seen import TO_OTHERS
from services.referrals.domain.step import ANSWERS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "introductions.md"
_BLOCK = re.compile(r"(<!-- drawn: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
S = TypeVar("S", bound=StrEnum)
H = TypeVar("H", bound=StrEnum)


def drawn(page: str) -> str:
    """The page with every marked block as the code has it now."""
    return _BLOCK.sub(lambda block: f"{block[1]}{_DRAWINGS[block[2]]}\n{block[3]}", page)


def diagram(table: Mapping[tuple[S, H], S]) -> str:
    """A table of transitions as a Mermaid state diagram."""
    return "\n".join(["```mermaid", "stateDiagram-v2", *_edges(table), "```"])


def _edges(table: Mapping[tuple[S, H], S]) -> Iterator[str]:
    first = next(iter(table))[0]
    yield f"    [*] --> {first}"
    yield from (f"    {state} --> {to}: {what}" for (state, what), to in table.items())
    ends = dict.fromkeys(to for to in table.values() if to not in {state for state, _ in table})
    yield from (f"    {end} --> [*]" for end in ends)


def _rows(head: str, rows: Iterator[tuple[object, ...]]) -> str:
    lines = [head, "|" + "---|" * (head.count("|") - 1)]
    return "\n".join(lines + [f"| {' | '.join(map(str, row))} |" for row in rows])


def _words(codes: frozenset[StrEnum]) -> str:
    return ", ".join(f"`{code}`" for code in sorted(codes))


_DRAWINGS = {
    "introduction": diagram(introduction_states.TRANSITIONS),
    "introduction_read": _rows(
        "| state | reads to all but the target |",
        ((f"`{state}`", f"`{shown}`") for state, shown in TO_OTHERS.items()),
    ),
    "answers": _rows(
        "| asked as | may answer |",
        ((role, _words(frozenset(answers))) for role, answers in ANSWERS.items()),
    ),
    "caps": _rows(
        "| cap | preset | a slot is free again | binds when asked as |",
        (
            (
                f"`{cap}`",
                most,
                f"after {freed.days} days" if (freed := FREED_BY_TIME[cap]) else "with the step",
                ", ".join(role for role, caps in BOUND_BY.items() if cap in caps) or "(asking)",
            )
            for cap, most in DEFAULTS.items()
        ),
    ),
    "referral": diagram(referral_states.TRANSITIONS),
    "referral_may": _rows(
        "| what happens | who may bring it about |",
        ((f"`{what}`", _words(frozenset(by))) for what, by in referral_states.MAY.items()),
    ),
}

if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text()))
