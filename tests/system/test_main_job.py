"""The main job, end to end, on real processes: import, post an opening, ask who can refer me.

What referrals answers came to it as events: the tests only ever call the public APIs. All of it
on each combination of embedded backends and servers.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.combinations import EVERY, fresh
from tests.support.eventually import eventually
from tests.support.town import Town, founded


@pytest.fixture(scope="module", params=EVERY)
def town(request: pytest.FixtureRequest) -> Iterator[Town]:
    with founded(fresh(request, request.param)) as town:
        yield town


class Cast:
    """Ada looks for work; Bea knows her and Cai; Cai knows Dita, who hires at Vento."""

    def __init__(self, town: Town) -> None:
        self.operator = town.operator()
        self.ada = town.join("Ada Oyelaran")
        self.bea = town.join("Bea Santos")
        self.cai = town.join("Cai Moreau")
        self.dita = town.join("Dita Kovac")
        self.vento = self._employer("Vento Energia")
        self.tejo = self._employer("Tejo Metrics")
        for member in (self.bea, self.ada):
            member.works_at(self.tejo, "2021-01-01", "2022-07-01")
        self.dita.works_at(self.vento, "2020-01-01")
        self.dita.edit("/v1/people/me/settings", {"open_to_intros": True})
        self.opening = self._opening()

    def _employer(self, name: str) -> str:
        found: str = self.operator.post("postings", "/v1/employers", {"name": name})["id"]
        eventually(lambda: self._known(found))
        return found

    def _known(self, employer: str) -> bool:
        return bool(self.dita.get("postings", f"/v1/employers/{employer}"))

    def _opening(self) -> str:
        wanted = {
            "employer_id": self.vento,
            "title": "Data Engineer",
            "description": "Forecasts for the grid.",
            "employment_type": "full_time",
            "place": "Lisbon",
            "countries": ["PT"],
            "remote": False,
            "audience": "members",
            "hiring_manager": self.dita.id,
        }
        token = self.dita.town.newest["profiles"]
        self.dita.call("postings", "GET", "/v1/openings/mine", seen=token)
        opening: str = self.dita.post("postings", "/v1/openings", wanted)["id"]
        self.dita.post("postings", f"/v1/openings/{opening}/publish")
        self.dita.post("postings", f"/v1/openings/{opening}/hiring-manager/accept")
        return opening


@pytest.fixture(scope="module")
def cast(town: Town) -> Cast:
    return Cast(town)


@pytest.fixture(scope="module")
def tied(cast: Cast) -> Cast:
    """Ada and Bea meet by import, the others by mail."""
    cast.ada.imports(cast.bea)
    cast.bea.imports(cast.ada)
    cast.bea.knows(cast.cai)
    cast.cai.knows(cast.dita)
    return cast


def test_two_imports_that_meet_make_a_tie(tied: Cast) -> None:
    ties = tied.ada.get("profiles", "/v1/ties", state="confirmed")["items"]

    assert [tie["person"]["name"] for tie in ties] == ["Bea Santos"]
    assert {reason["code"] for reason in ties[0]["reasons"]} >= {"listed", "worked_together"}


def test_whom_to_ask_first_comes_with_name_and_reasons(tied: Cast) -> None:
    found = tied.ada.who_can_refer(tied.opening)

    assert [found.name_of(row) for row in found.rows] == ["Bea Santos"]
    (path,) = found.rows
    assert path["end"] == "hiring_manager"
    assert path["further_introducers"] == 1
    assert {"code": "worked_together", "amount": 18} in path["contact"]["reasons"]


def test_the_opening_is_within_reach(tied: Cast) -> None:
    assert tied.ada.within_reach() == ["Data Engineer"]
    assert tied.ada.within_reach(text="grid") == ["Data Engineer"]
    assert tied.ada.within_reach(country="NO") == []


def test_nobody_else_is_named_in_what_is_delivered(tied: Cast) -> None:
    bodies = [
        tied.ada.get("referrals", f"/v1/openings/{tied.opening}/who-can-refer"),
        tied.ada.get("referrals", "/v1/reachable-openings"),
        tied.ada.get("referrals", "/v1/introduction-paths", to=tied.dita.id),
    ]

    for hidden in (tied.cai, tied.dita):
        assert hidden.id not in str(bodies)
        assert hidden.name not in str(bodies)


def test_a_grant_of_another_names_nobody(tied: Cast) -> None:
    grant = tied.ada.get("referrals", f"/v1/openings/{tied.opening}/who-can-refer")["grant"]

    assert tied.cai.refused("profiles", "POST", "/v1/names", {"grant": grant}).status == 403


def test_whoever_withdraws_their_help_is_asked_no_more(tied: Cast) -> None:
    tied.bea.edit("/v1/people/me/settings", {"open_to_introduce": False})
    assert tied.ada.who_can_refer(tied.opening).rows == []

    tied.bea.edit("/v1/people/me/settings", {"open_to_introduce": True})
    assert len(tied.ada.who_can_refer(tied.opening).rows) == 1


def test_a_kept_tie_serves_only_its_own_ends(tied: Cast) -> None:
    ties = tied.cai.get("profiles", "/v1/ties", state="confirmed")["items"]
    tie = next(each["id"] for each in ties if each["person"]["id"] == tied.dita.id)

    tied.cai.call("profiles", "PUT", f"/v1/ties/{tie}/lending", {"lend": False})
    assert tied.ada.who_can_refer(tied.opening).rows == []
    assert len(tied.cai.who_can_refer(tied.opening).rows) == 1

    tied.cai.call("profiles", "PUT", f"/v1/ties/{tie}/lending", {"lend": True})
    assert len(tied.ada.who_can_refer(tied.opening).rows) == 1


def test_a_paused_opening_is_out_of_reach_until_it_resumes(tied: Cast) -> None:
    tied.dita.post("postings", f"/v1/openings/{tied.opening}/pause")
    assert tied.ada.within_reach() == []

    tied.dita.post("postings", f"/v1/openings/{tied.opening}/resume")
    assert tied.ada.within_reach() == ["Data Engineer"]


def test_a_stranger_sees_neither_path_nor_person(town: Town, tied: Cast) -> None:
    eve = town.join("Eve Storm", findable=False)

    assert eve.who_can_refer(tied.opening).rows == []
    assert eve.get("referrals", "/v1/introduction-paths", to=tied.ada.id)["paths"] == []
    assert eve.get("profiles", "/v1/ties")["items"] == []


def test_whoever_leaves_is_on_no_path_and_in_no_list(town: Town, tied: Cast) -> None:
    finn = town.join("Finn Lunde")
    tied.ada.knows(finn)
    finn.knows(tied.dita)
    tied.bea.edit("/v1/people/me/settings", {"open_to_introduce": False})
    assert len(tied.ada.who_can_refer(tied.opening).rows) == 1

    finn.call("profiles", "DELETE", "/v1/people/me")

    assert tied.ada.who_can_refer(tied.opening).rows == []
    names = [
        tie["person"]["name"]
        for tie in tied.ada.get("profiles", "/v1/ties", state="confirmed")["items"]
    ]
    assert "Finn Lunde" not in names
