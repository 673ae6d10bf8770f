"""Countries and languages: codes for the services, names in the reader's language for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from babel import Locale
from babel.lists import format_list

from services.portal.language import LANGUAGES, reader


def countries(codes: Iterable[str]) -> str:
    """Their names in one line; a code that has none stays."""
    names = reader().locale.territories
    return format_list([names.get(code, code) for code in codes], locale=reader().locale)


def countries_to_edit(codes: Iterable[str]) -> str:
    """The same with commas between, as the form takes them back."""
    return _listed(codes, reader().locale.territories)


def languages_to_edit(codes: Iterable[str]) -> str:
    """The names of languages with commas between, as the form takes them back."""
    return _listed(codes, reader().locale.languages)


def country_codes(written: str) -> list[str]:
    """What somebody wrote: names in any language of the pages, or codes; whatever is neither goes
    on as it is, for the service to refuse by name.
    """
    known = _countries(reader().locale)
    found: list[str] = []
    for part in parts_of(written):
        code = known.get(part.casefold())
        found += [code] if code else part.upper().split()
    return found


def language_codes(written: str) -> list[str]:
    """The same of languages; what has no code is kept in the words that it was written in."""
    known = _languages(reader().locale)
    return [known.get(part.casefold(), part) for part in parts_of(written)]


def parts_of(written: str) -> list[str]:
    """A list, written with commas between."""
    return [part.strip() for part in written.split(",") if part.strip()]


def _listed(codes: Iterable[str], names: Mapping[str, str]) -> str:
    told = ((code, names.get(code, code)) for code in codes)
    return ", ".join(code if "," in name else name for code, name in told)


@cache
def _countries(locale: Locale) -> Mapping[str, str]:
    return _by_name(each.territories for each in _read_by(locale))


@cache
def _languages(locale: Locale) -> Mapping[str, str]:
    return _by_name(each.languages for each in _read_by(locale))


def _read_by(locale: Locale) -> list[Locale]:
    """The languages of the pages, the reader's own way of writing last: names differ by region."""
    return [*(Locale.parse(each.code) for each in LANGUAGES), locale]


def _by_name(tables: Iterable[Mapping[str, str]]) -> Mapping[str, str]:
    return {name.casefold(): code for table in tables for code, name in table.items()}
