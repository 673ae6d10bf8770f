"""What the first sight of a page costs: the bytes that a browser needs until it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

LOADED = re.compile(r'(?:href|src)="(/static/[^"]+)"')
AS_A_BROWSER = {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "none", "Accept": "text/html"}
"""So that a page is compressed as it is for a person."""


@dataclass(frozen=True)
class Answer:
    """Of a request: its status, its bytes on the wire, and what they say."""

    status: int
    size: int
    text: str


Get = Callable[[str, Mapping[str, str]], Answer]


def first_paint(get: Get, address: str) -> int:
    """Bytes over the wire until the page stands: itself, its style, scripts and icons."""
    page = get(address, AS_A_BROWSER)
    loads = sorted(set(LOADED.findall(page.text)))
    return page.size + sum(get(each, AS_A_BROWSER).size for each in loads)
