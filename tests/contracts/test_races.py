"""People who do the same at the same moment, through the real app, on every store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Barrier

import pytest
from werkzeug.test import TestResponse

from shared.contracts.profiles import TieChanged
from tests.support.profiles import ProfilesHome
from tests.support.stores import Stores, drop_stores

pytestmark = pytest.mark.usefixtures("chosen_stores")


@pytest.fixture
def home(tmp_path: Path, chosen_stores: Stores) -> Iterator[ProfilesHome]:
    with ExitStack() as closing:
        yield ProfilesHome(tmp_path, closing)
    drop_stores(tmp_path)


def at_once(*calls: Callable[[], TestResponse]) -> Sequence[TestResponse]:
    start = Barrier(len(calls))

    def run(call: Callable[[], TestResponse]) -> TestResponse:
        start.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


class TestRaces:
    def test_fifty_identical_posts_have_one_effect_and_one_answer(self, home: ProfilesHome) -> None:
        ana = home.member("Ana Reyes").visitor
        group = {"name": "Class of 2010", "kind": "class"}

        answers = at_once(*[lambda: ana.post("/v1/groups", group, idempotency_key="one")] * 50)

        assert {(answer.status_code, answer.data) for answer in answers} == {(201, answers[0].data)}
        assert len((ana.get("/v1/groups").json or {})["items"]) == 1

    def test_two_who_propose_to_each_other_at_once_are_tied(self, home: ProfilesHome) -> None:
        ana, bea = home.member("Ana Reyes"), home.member("Bea Cruz")

        answers = at_once(
            lambda: ana.visitor.post("/v1/ties", {"mail": bea.mail, "lend": True}),
            lambda: bea.visitor.post("/v1/ties", {"mail": ana.mail, "lend": True}),
        )

        assert [answer.status_code for answer in answers] == [202, 202]
        for one, other in ((ana, bea), (bea, ana)):
            assert (one.visitor.get(one.tie_with(other)).json or {})["state"] == "confirmed"
        assert [event.sequence for event in home.told(TieChanged)] == [1]

    def test_of_edits_of_the_same_copy_one_counts(self, home: ProfilesHome) -> None:
        ana = home.member("Ana Reyes").visitor
        copy = ana.get("/v1/people/me").headers["ETag"]

        def edit(name: str) -> Callable[[], TestResponse]:
            return lambda: ana.patch("/v1/people/me", {"headline": name}, if_match=copy)

        answers = at_once(*[edit(f"Cook {number}") for number in range(6)])

        statuses = sorted(answer.status_code for answer in answers)
        assert statuses == [200] + [412] * 5
