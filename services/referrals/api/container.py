"""What the views need of the Container beside its units."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

from shared.web.service import WebContainer, web_container


class ReferralsContainer(WebContainer, Protocol):
    """The Container of referrals, as `bootstrap.py` wires it."""

    @property
    def random(self) -> Callable[[int], bytes]: ...


def container() -> ReferralsContainer:
    """The Container of the app that answers this request."""
    return cast("ReferralsContainer", web_container())
