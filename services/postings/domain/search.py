"""What can be asked of the lists of employers and openings."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

MOST_WORDS = 12  # of a search text; those after them are passed over


@dataclass(frozen=True)
class EmployerSearch:
    """`after` is the cursor that the page before ended with."""

    text: str = ""
    after: str | None = None
    limit: int = 50


@dataclass(frozen=True)
class OpeningSearch:
    """Every filter that is set must hold; each word of a text must begin a word of the opening.

    `salary_from` is in the opening's own currency and met by the top of its range. `after` is the
    cursor that the page before ended with.
    """

    text: str = ""
    place: str = ""
    country: str | None = None
    remote: bool | None = None
    employer: UUID | None = None
    salary_from: int | None = None
    after: str | None = None
    limit: int = 50
