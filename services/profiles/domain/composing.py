"""Notes become mails: one for each that waits for an answer, one for all news, one a week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.profiles.domain.notices import ANSWERS, LETTERS

MOST_NAMED = 20
"""Of how many who say that they know you a weekly mail gives the name."""
ON_ITS_PAGE = "Read it first, or name somebody who could help better, in Warmpath{where}"
WITHOUT_LINKS = "You answer in Warmpath."
OFTEN = "How often you are asked, and on which days no mail comes, is yours to set."


@dataclass(frozen=True)
class Told:
    """A note with what stands for its ids: names, a time in words, and links by answer; `page` is
    the address where it is found, if it is known how a browser gets there.
    """

    template: str
    names: tuple[str, ...]
    by: str = ""
    links: Mapping[str, str] | None = None
    page: str = ""


def letter(told: Told) -> tuple[str, str]:
    """Subject and text of a mail about one thing."""
    subject, text = _said(told)
    return subject, _joined([text, *_found(_pages([told])), OFTEN])


def to_stranger(told: Told) -> tuple[str, str]:
    """Subject and text of a mail to an address that may be no member's: it has no settings."""
    subject, text = _said(told)
    return subject, text + "\n"


def news(several: Sequence[Told]) -> tuple[str, str]:
    """Subject and text of a mail about things that came within a short while."""
    if len(several) == 1:
        return letter(several[0])
    parts = ["\n".join(_said(told)) for told in several]
    text = _joined([*parts, *_found(_pages(several)), OFTEN])
    return f"{len(several)} things are new at Warmpath", text


def digest(
    proposers: Sequence[str], several: Sequence[Told], network: str = "", off: str = ""
) -> tuple[str, str]:
    """Subject and text of the weekly mail: who says that they know the reader, and news. `network`
    is where these are answered.
    """
    parts = [_proposals(proposers, network)] if proposers else []
    parts += ["\n".join(_said(told)) for told in several]
    end = f"You get this once a week. No more of it: {off}" if off else OFTEN
    pages = ["my network"] if proposers and not network else []
    found = _found([*pages, *_pages(several)])
    return "Your week at Warmpath", _joined([*parts, *found, end])


def _said(told: Told) -> tuple[str, str]:
    subject, text = LETTERS[told.template].to(told.names, told.by)
    if told.links is None:
        return subject, f"{text}\n{told.page}" if told.page else text
    links = [f"{ANSWERS[answer]}:\n{link}" for answer, link in told.links.items()]
    page = ON_ITS_PAGE.format(where=f":\n{told.page}" if told.page else ".")
    return subject, _joined([text, *(links or [WITHOUT_LINKS]), page], end="")


def _proposals(proposers: Sequence[str], network: str) -> str:
    named = [f"- {name}" for name in proposers[:MOST_NAMED]]
    if len(proposers) > MOST_NAMED:
        named.append(f"- and {len(proposers) - MOST_NAMED} more")
    lines = ["They say that you know each other:", *named]
    rule = "A tie counts once you confirm it. Whoever you deny is not told."
    return "\n".join([*lines, "", rule, *([network] if network else [])])


def _pages(several: Sequence[Told]) -> list[str]:
    """What the parts of Warmpath are called of which no address is known."""
    return list(dict.fromkeys(LETTERS[told.template].page for told in several if not told.page))


def _found(pages: Sequence[str]) -> list[str]:
    return [f"You find it in Warmpath under {' and '.join(pages)}."] if pages else []


def _joined(parts: Sequence[str], end: str = "\n") -> str:
    return "\n\n".join(parts) + end
