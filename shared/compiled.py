"""numba's compiler behind a typed door."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from llvmlite import ir  # type: ignore[import-untyped]
from numba import config, njit
from numba.core import types
from numba.extending import intrinsic
from numpy.typing import NDArray

P = ParamSpec("P")
R = TypeVar("R")
PREFETCH = "llvm.prefetch.p0i8"


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
    few steps that such a part takes. Written out, it still counts some 100 ns' worth wherever it
    takes arrays out of a tuple: a part that does so has the innermost loop inside itself.
    """
    made: Callable[P, R] = njit(inline="always")(function)
    return made


def _prefetch(_: Any, array: Any, index: Any) -> Any:
    def written(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        elements = context.make_array(signature.args[0])(context, builder, arguments[0]).data
        address = builder.gep(elements, [arguments[1]])
        byte, word = ir.PointerType(ir.IntType(8)), ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [byte, word, word, word])
        instruction = builder.module.globals.get(PREFETCH)
        if instruction is None:
            instruction = ir.Function(builder.module, kind, PREFETCH)
        # To be read, and kept in every cache: see "llvm.prefetch" in LLVM's language reference.
        flags = [word(0), word(3), word(1)]
        builder.call(instruction, [builder.bitcast(address, byte), *flags])
        return context.get_dummy_value()

    return types.void(array, types.intp), written


prefetch: Callable[[NDArray[Any], Any], None] = intrinsic(_prefetch)  # type: ignore[assignment]
"""Have the processor fetch `array[index]` while it works on; nothing happens beyond the end.

To be called from compiled functions, some hundred instructions before the element is read.
"""


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
