"""The measured shape of the code that we hold up as a model (files, functions, nesting).

Source of the figures: the codebases named in docs/decisions/ on style; a file's lines include
blank ones and comments, a function's lines run from `def` to its last line without the docstring.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
SOURCES = [
    path
    for folder in ("services", "shared", "deploy")
    for path in sorted((ROOT / folder).glob("**/*.py"))
    if "versions" not in path.parts and path.stat().st_size
]
Function = ast.FunctionDef | ast.AsyncFunctionDef


def test_files_are_small() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in SOURCES}

    assert median(lengths.values()) <= 90
    assert share_within(list(lengths.values()), 250) >= 0.95
    assert {path: length for path, length in lengths.items() if length > 300} == {}


def test_functions_are_small() -> None:
    lengths = [length(function) for _, function in functions()]

    assert median(lengths) <= 8
    assert share_within(lengths, 30) >= 0.95


def test_no_function_is_long_or_deep() -> None:
    long = [(path.name, f.name, length(f)) for path, f in functions() if length(f) > 45]
    deep = [(path.name, f.name) for path, f in functions() if depth(f) > 4]

    assert long == []
    assert deep == []


def test_hardly_any_function_nests_more_than_three_deep() -> None:
    deep = [(path.name, f.name) for path, f in functions() if depth(f) > 3]

    assert len(deep) <= len(list(functions())) * 0.01, deep


def test_tests_are_at_least_as_long_as_the_code() -> None:
    code = sum(len(path.read_text().splitlines()) for path in SOURCES)
    tests = sum(len(path.read_text().splitlines()) for path in ROOT.glob("tests/**/*.py"))

    assert tests >= code


def functions() -> Iterator[tuple[Path, Function]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def length(function: Function) -> int:
    first = function.body[0]
    documented = ast.get_docstring(function) is not None
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if documented else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - docstring


def depth(node: ast.AST) -> int:
    """How many loops, conditions, withs and tries stand inside one another."""
    nested = isinstance(node, ast.For | ast.While | ast.If | ast.With | ast.Try)
    inner = (
        depth(child)
        for child in ast.iter_child_nodes(node)
        if not isinstance(child, Function | ast.ClassDef | ast.Lambda)
    )
    return nested + max(inner, default=0)


def share_within(lengths: Sequence[int], limit: int) -> float:
    return sum(length <= limit for length in lengths) / len(lengths)
