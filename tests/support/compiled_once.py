"""What every app compiles anew, compiled once for all apps of a run: templates and addresses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


class CompiledTemplates(BytecodeCache):
    """Keeps what Jinja made of each template, as long as its source stays the same."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        kept = self._kept.get(bucket.key)
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


TEMPLATES = CompiledTemplates()


def keep_rules(patching: pytest.MonkeyPatch) -> None:
    """What builds the address of a rule depends on its text alone; to make it takes Werkzeug a
    quarter of the time of a small test that has four apps.
    """
    kept: dict[tuple[object, ...], Builder] = {}
    compile_builder: Any = Rule._compile_builder

    def once(rule: Rule, append_unknown: bool = True) -> Builder:
        if rule.defaults:
            made: Builder = compile_builder(rule, append_unknown)
            return made
        text = rule.rule, tuple(rule._trace), append_unknown
        if text not in kept:
            kept[text] = compile_builder(rule, append_unknown)
        return kept[text]

    patching.setattr(Rule, "_compile_builder", once)
