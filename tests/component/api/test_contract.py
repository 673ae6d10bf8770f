"""Whatever is sent, by whomever: no 5xx, and no answer that the document does not tell of."""

from __future__ import annotations

import pytest

from tests.support.contract_fuzz import fuzz
from tests.support.stages import Stage

CASES = 6


@pytest.mark.parametrize("role", ["nobody", "member", "operator"])
def test_every_answer_is_one_that_the_document_tells_of(stage: Stage, role: str) -> None:
    statuses = fuzz(stage, role, CASES)

    assert statuses.total() >= 6 * CASES // 2
    assert {status for *_, status in statuses} - {401}
