"""Texts that would run, load or break out, were they ever taken for more than text."""

from __future__ import annotations

from tests.support.html_forms import Document

CORPUS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "[click](javascript:alert(1))",
    "[click](data:text/html,<script>alert(1)</script>)",
    "![x](https://evil.example/pixel.png)",
    "<a href='java\tscript:alert(1)'>x</a>",
    "{{ 7 * 7 }}{% for x in y %}${7*7}",
    "<style>@import 'https://evil.example'</style>",
    "<base href='https://evil.example/'>",
    "<form action='https://evil.example'><button>Sign in</button></form>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<!--><script>alert(1)</script-->",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "javascript:alert(1)",
)
PRINTABLE = tuple(text for text in CORPUS if text.isprintable())
"""Those that a service keeps: one line without control characters."""
SAFE_SCHEMES = ("/", "#", "?", "http://", "https://", "mailto:")


def harmless(page: Document) -> bool:
    """No link runs anything, no form sends elsewhere, nothing was computed from a text."""
    links = [found.get("href", "/") for found in page.attributes("a")]
    forms = [form.action for form in page.forms]
    based = list(page.attributes("base")) + [
        found for found in page.attributes("meta") if "http-equiv" in found
    ]
    return (
        all(link.lower().startswith(SAFE_SCHEMES) for link in links)
        and all(action == "" or action.startswith("/") for action in forms)
        and not based
        and "49{%" not in page.text
    )
