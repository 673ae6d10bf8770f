"""numba's compiler behind a typed door."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import ParamSpec, TypeVar

from numba import config, njit

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """The function as machine code that holds no interpreter lock, made at its first call.

    It is kept under `__pycache__` beside its source for other processes. Where nothing can be
    written there, each process compiles anew.
    """
    folder = _kept_in(Path(function.__code__.co_filename).parent)
    config.CACHE_DIR = str(folder)  # type: ignore[attr-defined]  # made from the environment
    made: Callable[P, R] = njit(nogil=True, cache=_writable(folder))(function)
    return made


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """A part of compiled functions, written out in each of them.

    A call counts references to every array it is handed, up and down, which costs more than the
    few steps that such a part takes.
    """
    made: Callable[P, R] = njit(inline="always")(function)
    return made


@cache
def _kept_in(package: Path) -> Path:
    # numba looks at the one file a function stands in. A kernel also holds what it calls, so the
    # folder is named after every source of the package.
    digest = hashlib.sha256()
    for source in sorted(package.glob("*.py")):
        digest.update(source.read_bytes())
    return package / "__pycache__" / digest.hexdigest()[:16]


@cache
def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".writable").touch()
    except OSError:
        return False
    return True
