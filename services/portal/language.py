"""The reader's language: which one it is, and every text of the pages in it.

English stands in the code and in the templates, where whoever changes them reads it; each other
language is a catalogue in `translations/`. Python calls `gettext`, `ngettext` and `pgettext` when
a page is made; a table that is built at import holds its texts `marked`, and they are translated
when they are looked up.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar, Token
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations
from markupsafe import Markup

UNTOLD = "UTC"
"""The time zone of whoever's browser names none."""
CATALOGUES = Path(__file__).parent / "translations"


@dataclass(frozen=True)
class Language:
    """`name` is what its speakers call it; `locales` are the ways of writing dates and numbers
    that a reader of it may have, the first for whoever names none of them.
    """

    code: str
    name: str
    locales: tuple[str, ...]


LANGUAGES = (
    Language("en", "English", ("en_GB", "en_IE", "en_US", "en_CA", "en_AU", "en_NZ", "en_IN")),
    Language("de", "Deutsch", ("de_DE", "de_AT", "de_CH")),
)
"""Those that the pages are written in; the first for whoever reads none of them."""
SOURCE = LANGUAGES[0]


@dataclass(frozen=True)
class Reader:
    """Whoever reads the page that is being made."""

    language: Language
    locale: Locale
    texts: NullTranslations
    zone: ZoneInfo


def catalogue_of(language: Language) -> Path:
    """The file of its texts; English has none."""
    return CATALOGUES / language.code / "LC_MESSAGES" / "portal.po"


def reader_of(accepted: Iterable[str], chosen: str = "", zone: str = UNTOLD) -> Reader:
    """The reader of a browser that accepts these, the dearest first (`de-AT`, `en`); what they
    chose on a page comes before. `zone`: where their clock is, as their browser names it.
    """
    tags = [tag.replace("-", "_").casefold() for tag in accepted]
    wanted = [chosen, *(tag.partition("_")[0] for tag in tags)]
    known = {language.code: language for language in LANGUAGES}
    language = next((known[code] for code in wanted if code in known), SOURCE)
    written = {name.casefold(): name for name in language.locales}
    name = next((written[tag] for tag in tags if tag in written), language.locales[0])
    return _reader(language, name, zone if zone in _zones() else UNTOLD)


@cache
def _reader(language: Language, locale: str, zone: str) -> Reader:
    return Reader(language, Locale.parse(locale), _texts(language), ZoneInfo(zone))


@cache
def _zones() -> frozenset[str]:
    # Reading their list takes a while; nothing that a browser says is looked for on the disk.
    return frozenset(available_timezones())


@cache
def _texts(language: Language) -> NullTranslations:
    """The catalogue, compiled in memory: no file beside it can be older than it is."""
    if language is SOURCE:
        return NullTranslations()
    with catalogue_of(language).open("rb") as written:
        catalogue = read_po(written, locale=language.code)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


_current: ContextVar[Reader | None] = ContextVar("reader", default=None)


def reader() -> Reader:
    """That of the page that is being made; of no page, whoever reads English."""
    return _current.get() or _reader(SOURCE, SOURCE.locales[0], UNTOLD)


def read_by(somebody: Reader) -> Token[Reader | None]:
    """From now on texts are theirs, until `read_no_more` is told the answer."""
    return _current.set(somebody)


def read_no_more(token: Token[Reader | None]) -> None:
    """The page is made."""
    _current.reset(token)


def marked(text: str) -> str:
    """A text of a table, for the catalogue; it is translated when it is looked up."""
    return text


def counted(one: str, many: str) -> tuple[str, str]:
    """As `marked`, for a text that has a number in it."""
    return one, many


def gettext(text: str, /, **told: Any) -> str:
    """The text in the reader's language, with what is told in it: `%(name)s`."""
    return reader().texts.gettext(text) % told


def ngettext(one: str, many: str, count: int, /, **told: Any) -> str:
    """For so many, which `%(num)s` stands for."""
    told = {"num": format_decimal(count, locale=reader().locale), **told}
    return reader().texts.ngettext(one, many, count) % told


def pgettext(context: str, text: str, /, **told: Any) -> str:
    """Where the same English words mean more than one thing."""
    return reader().texts.pgettext(context, text) % told


def with_markup(text: str, /, **told: Any) -> Markup:
    """As `gettext`, where something told is markup, as a `time` element is; the rest is escaped."""
    # The text is ours: what people write comes in as what is told.
    return Markup(reader().texts.gettext(text)) % told  # noqa: S704


def _counted(text: str, count: int) -> str:
    return text.replace("%(num)s", format_decimal(count, locale=reader().locale))


class ForTemplates:
    """What Jinja's extension asks for texts: of each page's reader; it puts in what is told."""

    def gettext(self, text: str) -> str:
        """The text."""
        return reader().texts.gettext(text)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """For so many, with the number as the reader writes it."""
        return _counted(reader().texts.ngettext(one, many, count), count)

    def pgettext(self, context: str, text: str) -> str:
        """Where the same English words mean more than one thing."""
        return reader().texts.pgettext(context, text)

    def npgettext(self, context: str, one: str, many: str, count: int) -> str:
        """Both."""
        return _counted(reader().texts.npgettext(context, one, many, count), count)
