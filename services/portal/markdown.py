"""Markdown that people wrote, as HTML that can do nothing: no script, no picture, no style."""

from __future__ import annotations

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "a", "hr"} | {
    "h3",
    "h4",
}
LINKS = {"http", "https", "mailto"}
_LOWER = {"h1": "h3", "h2": "h3", "h3": "h4", "h4": "h4", "h5": "h4", "h6": "h4"}
REMEMBERED = 100
"""Texts: a public opening's is on its page three times, and is looked at again and again."""


@lru_cache(REMEMBERED)
def as_html(text: str) -> Markup:
    """The text, made of the tags above only; its headings lie below those of the page."""
    reader = MarkdownIt("commonmark", {"html": False})  # not for several threads at once
    tokens = reader.parse(text)
    for token in tokens:
        token.tag = _LOWER.get(token.tag, token.tag)
    html = reader.renderer.render(tokens, reader.options, {})
    safe = nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=LINKS, link_rel="nofollow noopener"
    )
    return Markup(safe)  # noqa: S704 - cleaned on the line above
