"""Markdown as it may be kept: without HTML, and with links to the web or to mail only.

Whoever shows it still has to escape what they render; but nothing kept here is HTML to begin
with, so that no reader of our events or answers can be surprised by a script.
"""

from __future__ import annotations

import html
import re

import nh3

MOST_ROUNDS = 10  # each takes away one layer of escaping; nobody writes more in good faith
# As CommonMark has it: only with its semicolon. HTML would read "&para=1" in a link as "¶=1".
_LONE_AMPERSAND = re.compile(r"&(?!#?\w{1,32};)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^\s<>]+|[^\s<>@]+@[^\s<>@]+)>", re.IGNORECASE)
_LINK = re.compile(r"(\]\(\s*|\]:\s*)([^\s)]+)")
_WEB_OR_MAIL = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


def plain_markdown(text: str) -> str:
    """The text without tags, comments and scripts; links elsewhere lead nowhere (`#`).

    Escaped HTML (`&lt;b&gt;`) counts as HTML. What keeps turning into HTML is dropped whole.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for _ in range(MOST_ROUNDS):
        cleaned = _without_html(text)
        if cleaned == text:
            return _LINK.sub(_safe_link, text)
        text = cleaned
    return ""


def _without_html(text: str) -> str:
    readable = _LONE_AMPERSAND.sub("&amp;", _AUTOLINK.sub(r"\1", text))
    return html.unescape(nh3.clean(readable, tags=set()))


def _safe_link(link: re.Match[str]) -> str:
    # Markdown takes backslashes out of a link, so they could hide what it leads to.
    target = link.group(2).lstrip("<").replace("\\", "")
    return link.group(0) if _WEB_OR_MAIL.match(target) else f"{link.group(1)}#"
