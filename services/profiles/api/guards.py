"""What has to be kept although the answer is a refusal: wrong tries, stolen sessions."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from services.profiles.api.container import container
from services.profiles.domain.sign_in import CodeRefused
from services.profiles.ports import UnitOfWork
from shared.errors import Unauthenticated
from shared.storage.contention import until_alone

V = TypeVar("V", bound=Callable[..., Any])
R = TypeVar("R")
Try = Callable[[dict[str, Any], UnitOfWork], bool]
Note = Callable[[dict[str, Any], UnitOfWork], object]


def counting_tries(is_right: Try) -> Callable[[V], V]:
    """Before the view's unit, see whether the code `is_right` in a unit of its own, which commits.

    A wrong code is refused there and then: counted only after the view, it would give as many
    tries as calls are made side by side. Stands between `arguments` and the view's own unit.
    """

    def decorate(view: V) -> V:
        @wraps(view)
        def counting(body: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
            if not until_alone(lambda: _in_a_unit(is_right, body)):
                raise CodeRefused
            return view(body, *args, **kwargs)

        return counting  # type: ignore[return-value]

    return decorate


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
                until_alone(lambda: _in_a_unit(note, body))
                raise

        return noting  # type: ignore[return-value]

    return decorate


def _in_a_unit(do: Callable[[dict[str, Any], UnitOfWork], R], body: dict[str, Any]) -> R:
    with container().units.write() as uow:
        return do(body, uow)
