"""Notes become mails: one for each that waits for an answer, one for all news, one a week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.profiles.domain.notices import ANSWERS, LETTERS

MOST_NAMED = 20
"""Of how many who say that they know you a weekly mail gives the name."""
SOMEBODY_BETTER = "Somebody else could help better? Name them in Warmpath{where}"
WITHOUT_LINKS = "You answer in Warmpath."
OFTEN = "How often you are asked, and on which days no mail comes, is yours to set."


@dataclass(frozen=True)
class Told:
    """A note with what stands for its ids: names, a time in words, and links by answer; `page` is
    where an ask is answered in more than one tap.
    """

    template: str
    names: tuple[str, ...]
    by: str = ""
    links: Mapping[str, str] | None = None
    page: str = ""


def letter(told: Told, home: str = "") -> tuple[str, str]:
    """Subject and text of a mail about one thing."""
    subject, text = _said(told)
    return subject, _whole([text], [told], home)


def to_stranger(told: Told) -> tuple[str, str]:
    """Subject and text of a mail to an address that may be no member's: it has no settings."""
    subject, text = _said(told)
    return subject, text + "\n"


def news(several: Sequence[Told], home: str = "") -> tuple[str, str]:
    """Subject and text of a mail about things that came within a short while."""
    if len(several) == 1:
        return letter(several[0], home)
    parts = ["\n".join(_said(told)) for told in several]
    return f"{len(several)} things are new at Warmpath", _whole(parts, several, home)


def digest(
    proposers: Sequence[str], several: Sequence[Told], home: str = "", off: str = ""
) -> tuple[str, str]:
    """Subject and text of the weekly mail: who says that they know the reader, and news."""
    parts = [_proposals(proposers)] if proposers else []
    parts += ["\n".join(_said(told)) for told in several]
    end = f"You get this once a week. No more of it: {off}" if off else OFTEN
    found = _found([*(["my network"] if proposers else []), *_pages(several)], home)
    return "Your week at Warmpath", _joined([*parts, found, end])


def _said(told: Told) -> tuple[str, str]:
    subject, text = LETTERS[told.template].to(told.names, told.by)
    if told.links is None:
        return subject, text
    links = [f"{ANSWERS[answer]}:\n{link}" for answer, link in told.links.items()]
    better = SOMEBODY_BETTER.format(where=f":\n{told.page}" if told.page else ".")
    return subject, _joined([text, *(links or [WITHOUT_LINKS]), better], end="")


def _proposals(proposers: Sequence[str]) -> str:
    named = [f"- {name}" for name in proposers[:MOST_NAMED]]
    if len(proposers) > MOST_NAMED:
        named.append(f"- and {len(proposers) - MOST_NAMED} more")
    lines = ["They say that you know each other:", *named]
    rule = "A tie counts once you confirm it. Whoever you deny is not told."
    return "\n".join([*lines, "", rule])


def _whole(parts: Sequence[str], several: Sequence[Told], home: str) -> str:
    return _joined([*parts, _found(_pages(several), home), OFTEN])


def _pages(several: Sequence[Told]) -> list[str]:
    return list(dict.fromkeys(LETTERS[told.template].page for told in several))


def _found(pages: Sequence[str], home: str) -> str:
    return f"You find it in Warmpath under {' and '.join(pages)}" + (f": {home}" if home else ".")


def _joined(parts: Sequence[str], end: str = "\n") -> str:
    return "\n\n".join(parts) + end
