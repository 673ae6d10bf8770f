"""What others read about a person."""

from __future__ import annotations

from dataclasses import dataclass

from services.profiles.domain.texts import (
    LONGEST_LINK,
    clean_link,
    clean_list,
    clean_optional,
    clean_text,
)

MOST_LISTED = 50
LONGEST_NAME, LONGEST_HEADLINE, LONGEST_WORD = 120, 240, 60


@dataclass(frozen=True)
class Presentation:
    """What others read about a person. `languages` and `skills` are words, `links` addresses."""

    name: str
    headline: str | None = None
    place: str | None = None
    languages: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    def checked(self) -> Presentation:
        """The same with clean texts. Raises Invalid: text_…, items_too_many, link_not_http."""
        links = clean_list("links", self.links, MOST_LISTED, LONGEST_LINK)
        return Presentation(
            name=clean_text("name", self.name, LONGEST_NAME),
            headline=clean_optional("headline", self.headline, LONGEST_HEADLINE),
            place=clean_optional("place", self.place, LONGEST_NAME),
            languages=clean_list("languages", self.languages, MOST_LISTED, LONGEST_WORD),
            skills=clean_list("skills", self.skills, MOST_LISTED, LONGEST_WORD),
            links=tuple(clean_link("links", link) for link in links),
        )
