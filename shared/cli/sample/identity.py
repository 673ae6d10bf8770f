"""Keys, mail addresses and dates made from readable things. Nothing here is random."""

from __future__ import annotations

import unicodedata
from datetime import date

PRIVATE_DOMAIN = "mail.example"
_UNFOLDED = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "ı": "i", "æ": "ae"})


def ascii_of(text: str) -> str:
    """Text without diacritics: "Dita Kovač" → "Dita Kovac"."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_UNFOLDED))
    return "".join(sign for sign in decomposed if sign.isascii())


def key_of(text: str) -> str:
    """Lower-case ASCII words joined by hyphens: "Soo-jin de Groot" → "soo-jin-de-groot"."""
    words = "".join(sign if sign.isalnum() else " " for sign in text)
    return "-".join(ascii_of(words).lower().split())


def mail_of(name: str, domain: str = PRIVATE_DOMAIN) -> str:
    """`first.last@domain`; the particles of a family name are run together."""
    given, _, family = ascii_of(name).lower().partition(" ")
    family = "".join(sign for sign in family if sign.isalnum())
    return f"{given}.{family}@{domain}"


def months_before(today: date, months: int) -> date:
    """The first day of the month that lies that many months back."""
    index = today.year * 12 + today.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)
