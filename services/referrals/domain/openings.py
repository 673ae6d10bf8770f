"""What the candidate may see of openings, and which of them a filter lets through."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.referrals.domain.paths import OpeningFilters
from shared.contracts.postings import OpeningChanged
from shared.contracts.profiles import EmployedAt


def current(employment: EmployedAt, today: date) -> bool:
    """The employment lasts today; its first and its last day count."""
    return employment.started <= today and (employment.ended is None or today <= employment.ended)


def hires(person: UUID, opening: OpeningChanged) -> bool:
    """The person decides on the opening or runs its process."""
    return person == opening.hiring_manager or person in opening.recruiters


def belongs_to(person: UUID, opening: OpeningChanged) -> bool:
    """The person posted the opening or hires for it, so it is theirs to look at."""
    return person == opening.posted_by or hires(person, opening)


def listed(opening: OpeningChanged) -> bool:
    """It may be found without being named: never a paused one, never an unlisted one."""
    return opening.state == "published" and opening.audience != "unlisted"


def matches(filters: OpeningFilters, opening: OpeningChanged, employer_name: str) -> bool:
    """Every filter that is set holds. Each word of the text must occur somewhere."""
    return (
        (filters.employer is None or opening.employer_id == filters.employer)
        and (filters.remote is None or opening.remote == filters.remote)
        and (filters.country is None or _folded(filters.country) in map(_folded, opening.countries))
        and (filters.place is None or _folded(filters.place) in _folded(opening.place or ""))
        and _has_words(filters.text, opening, employer_name)
    )


def _has_words(text: str, opening: OpeningChanged, employer_name: str) -> bool:
    searched = _folded(f"{opening.title} {opening.description} {employer_name}")
    return all(word in searched for word in _folded(text).split())


def _folded(text: str) -> str:
    return text.strip().casefold()
