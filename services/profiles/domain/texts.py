"""What people may write about themselves, and which links and mail addresses we take."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from shared.errors import Invalid
from shared.texts import has_control, is_web_address

LONGEST_LINK = 500
LONGEST_MAIL = 254
_MAIL = re.compile(r"[^@\s,;:<>()\[\]\"\\]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
_ENCODED_WORD = "=?"
"""Begins text that a mail's header reads as other text (RFC 2047): another address, even."""
_FORMATTING_ALLOWED = {"\u200c", "\u200d"}  # joiners that some scripts and emoji need


def clean_text(field: str, value: str, longest: int) -> str:
    """`value` in NFC without outer blanks; `longest` counts characters.

    Raises Invalid: text_missing, text_too_long, text_not_printable.
    """
    text = unicodedata.normalize("NFC", value).strip()
    if not text:
        raise Invalid("text_missing", f"{field} must not be empty.", {field: ["is empty"]})
    if len(text) > longest:
        raise Invalid(
            "text_too_long",
            f"{field} may have at most {longest} characters.",
            {field: [f"has {len(text)} characters, at most {longest} are allowed"]},
        )
    if has_control(text) or any(_is_hidden(character) for character in text):
        raise Invalid(
            "text_not_printable",
            f"{field} holds control characters: leave them out.",
            {field: ["holds control characters"]},
        )
    return text


def clean_optional(field: str, value: str | None, longest: int) -> str | None:
    """As `clean_text`, but nothing or only blanks means None."""
    if value is None or not value.strip():
        return None
    return clean_text(field, value, longest)


def clean_list(field: str, values: Sequence[str], most: int, longest: int) -> tuple[str, ...]:
    """Clean texts without repetition, in the order given.

    Raises Invalid: items_too_many, and what `clean_text` raises.
    """
    if len(values) > most:
        raise Invalid(
            "items_too_many",
            f"{field} may have at most {most} entries.",
            {field: [f"has {len(values)} entries, at most {most} are allowed"]},
        )
    return tuple(dict.fromkeys(clean_text(field, value, longest) for value in values))


def clean_link(field: str, value: str) -> str:
    """A web address with scheme http or https and a host.

    Raises Invalid: link_not_http, and what `clean_text` raises.
    """
    link = clean_text(field, value, LONGEST_LINK)
    if not is_web_address(link):
        raise Invalid(
            "link_not_http",
            f"{field} must be addresses that start with https:// or http://.",
            {field: ["is not an http or https address"]},
        )
    return link


def clean_mail(value: str) -> str:
    """The address as we compare it: NFC, no outer blanks, lower case.

    Only the shape is checked here; that it is somebody's is shown by a code sent to it.
    Raises Invalid mail_invalid.
    """
    mail = unicodedata.normalize("NFC", value).strip().lower()
    if len(mail) > LONGEST_MAIL or not _is_mail(mail):
        raise Invalid(
            "mail_invalid",
            "This is not a mail address: it needs a name, an @ and a domain.",
            {"mail": ["is not a mail address"]},
        )
    return mail


def mail_domain(mail: str) -> str:
    """What follows the @ of an address that `clean_mail` returned."""
    return mail.rpartition("@")[2]


def _is_mail(text: str) -> bool:
    if not _MAIL.fullmatch(text) or has_control(text) or _ENCODED_WORD in text:
        return False
    return not any(map(_is_hidden, text)) and all(map(_may_name_a_host, mail_domain(text)))


def _may_name_a_host(character: str) -> bool:
    """Letters of every script with their marks, and digits."""
    return character in "-." or unicodedata.category(character)[0] in "LMN"


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) == "Cf" and character not in _FORMATTING_ALLOWED
