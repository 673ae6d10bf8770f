"""Schemathesis over a whole service: whatever is sent, the document tells of the answer.

    tried = fuzz(stage, "member", cases=20)

Longer, by hand, with another seed:
    python -m tests.support.contract_fuzz profiles member 2000
"""

from __future__ import annotations

import logging
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.support.stages import Stage, open_stage

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
ENDS_EVERYTHING = ("DELETE", "/v1/people/me")
Statuses = Counter[tuple[str, str, int]]


def fuzz(stage: Stage, role: str, cases: int, start: int | None = 0) -> Statuses:
    """So many cases for each operation; which answers came how often. Raises what was broken."""
    schema = schemathesis.openapi.from_wsgi("/openapi.json", stage.app)
    found: Statuses = Counter()
    for result in schema.get_all_operations():
        assert isinstance(result, Ok)
        operation = result.ok()
        if (operation.method.upper(), operation.path) != ENDS_EVERYTHING:
            _fuzz_operation(operation, stage, role, cases, start, found)
    return found


def _fuzz_operation(
    operation: Any, stage: Stage, role: str, cases: int, start: int | None, found: Statuses
) -> None:
    modes = st.sampled_from(GenerationMode).flatmap(operation.as_strategy)
    chosen = settings(
        max_examples=cases, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )

    @chosen
    @given(case=modes, real=st.booleans())
    def answers_as_documented(case: Case[Any], real: bool) -> None:
        stage.forget_limits()
        if real:
            case.path_parameters = {**(case.path_parameters or {}), **_own(case, stage)}
        headers = dict(stage.visitors[role].headers)
        answer = case.call_and_validate(headers=headers, checks=CHECKS)
        found[case.method, case.path, answer.status_code] += 1

    (seed(start)(answers_as_documented) if start is not None else answers_as_documented)()


def _own(case: Case[Any], stage: Stage) -> dict[str, str]:
    return {name: stage.own[name] for name in case.path_parameters or {} if name in stage.own}


def main(service: str, role: str, cases: str) -> None:
    """Print which answers came how often."""
    logging.disable()
    with tempfile.TemporaryDirectory() as folder, open_stage(service, Path(folder)) as stage:
        found = fuzz(stage, role, int(cases), start=None)
    statuses: Counter[int] = Counter()
    for (*_, status), times in found.items():
        statuses[status] += times
    print(service, role, statuses.total(), dict(statuses))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
