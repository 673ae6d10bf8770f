"""What has to be kept although the answer is a refusal: wrong tries, stolen sessions."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from services.profiles.api.container import container
from services.profiles.ports import UnitOfWork
from shared.errors import Unauthenticated

V = TypeVar("V", bound=Callable[..., Any])
Note = Callable[[dict[str, Any], UnitOfWork], object]


def noting_refusals(note: Note) -> Callable[[V], V]:
    """When the view's unit was refused with 401, `note` it in a unit of its own, which commits.

    Stands between `arguments` and the view's own unit.
    """

    def decorate(view: V) -> V:
        @wraps(view)
        def noting(body: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
            try:
                return view(body, *args, **kwargs)
            except Unauthenticated:
                with container().units.write() as uow:
                    note(body, uow)
                raise

        return noting  # type: ignore[return-value]

    return decorate
