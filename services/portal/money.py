"""Amounts of money, as the reader of the page writes them."""

from __future__ import annotations

import re
from typing import Any

from babel.numbers import format_compact_decimal, format_currency, format_decimal, format_percent

from services.portal.language import reader

Json = dict[str, Any]
CENTS = ".00"
SHORT_FROM = 10_000


def money(amount: int, currency: str | None = None) -> str:
    """So many whole units of a currency; of none, the bare number."""
    if currency is None:
        return whole(amount)
    locale = reader().locale
    pattern = locale.currency_formats["standard"].pattern.replace(CENTS, "")
    told = format_currency(amount, currency, pattern, locale, currency_digits=False)
    return re.sub(r"([A-Z]{3})(?=[\d-])", "\\1\N{NO-BREAK SPACE}", told)


def salary(found: Json | None) -> str:
    """A yearly range: in thousands and millions where nothing is lost by it."""
    if not found:
        return ""
    ends = (found["low"], found["high"])
    short = all(amount >= SHORT_FROM and amount % 1000 == 0 for amount in ends)
    told = "–".join(_short(amount) if short else whole(amount) for amount in ends)
    return money(0, found["currency"]).replace("0", told)


def whole(number: int) -> str:
    """A whole number."""
    return str(format_decimal(number, locale=reader().locale))


def percent(share: int) -> str:
    """So many of a hundred."""
    return str(format_percent(share / 100, locale=reader().locale))


def _short(amount: int) -> str:
    told = format_compact_decimal(amount, locale=reader().locale, fraction_digits=3)
    return whole(amount) if told.isdigit() else str(told)  # thousands have no sign in German
