"""Every text of the pages, found in code and templates, brought into each catalogue.

`python -m services.portal.texts` (or `make texts`) writes the catalogues anew: a text that came is
in them, to be translated; one that went is out. Whoever runs it twice, or after a merge, gets
the same file: sorted, without places or dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from services.portal.language import LANGUAGES, SOURCE, Language, catalogue_of

HERE = Path(__file__).parent
SOURCES = [("**.py", "python"), ("templates/**.html", "jinja2")]
OPTIONS = {"**.py": {}, "templates/**.html": {"trimmed": "true", "silent": "false"}}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "with_markup": None,
    "marked": None,
    "ngettext": (1, 2),
    "counted": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
HEAD_ENDS = b"\n\n"


def found() -> Catalog:
    """A catalogue of every text there is, with nothing translated."""
    catalogue = Catalog()
    for _, _, text, _, context in extract_from_dir(
        str(HERE), SOURCES, OPTIONS, KEYWORDS, directory_filter=lambda _: True
    ):
        catalogue.add(text, context=context)
    return catalogue


def kept(language: Language) -> Catalog:
    """The catalogue as its file has it."""
    with catalogue_of(language).open("rb") as written:
        return read_po(written, locale=language.code)


def messages(catalogue: Catalog) -> Iterator[Message]:
    """Its texts, without its head."""
    return (message for message in catalogue if message.id)


def updated(language: Language) -> bytes:
    """What its file should be: the head as it is, the texts as they are now."""
    catalogue = kept(language)
    catalogue.update(found(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    body = BytesIO()
    write_po(body, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    head, _, _ = catalogue_of(language).read_bytes().partition(HEAD_ENDS)
    return head + HEAD_ENDS + body.getvalue().strip() + b"\n"


def main() -> None:
    """Write every catalogue anew."""
    for language in LANGUAGES:
        if language is not SOURCE:
            catalogue_of(language).write_bytes(updated(language))


if __name__ == "__main__":
    main()
