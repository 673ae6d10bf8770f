"""Rate limits on operations. Counted before a unit of work is opened, so that refusals count."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import request

from shared.storage import rate_limits
from shared.storage.rate_limits import Limit
from shared.web.caller import current_person
from shared.web.service import web_container

V = TypeVar("V", bound=Callable[..., Any])


def limited(*limits: Limit, who: Callable[..., str] | None = None) -> Callable[[V], V]:
    """Count each call against the limits. Stands above `@transactional` or `@reading`.

    `who` gets the view's arguments and says who is counted (a mail address, a remote address);
    without it, the person who is signed in.
    """

    def decorate(view: V) -> V:
        @wraps(view)
        def counted(*args: Any, **kwargs: Any) -> Any:
            container = web_container()
            counted_for = str(current_person()) if who is None else who(*args, **kwargs)
            database = container.units.database
            rate_limits.count(database, limits, counted_for, container.clock.now())
            return view(*args, **kwargs)

        return counted  # type: ignore[return-value]

    return decorate


def remote_address(*args: Any, **kwargs: Any) -> str:
    """Counts by the address that the request came from."""
    return request.remote_addr or "nowhere"
