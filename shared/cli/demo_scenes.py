"""The first three stories of the demo. Each answer is checked before it is told."""

from __future__ import annotations

from uuid import UUID

from shared.cli.asking import Asker, Found
from shared.cli.demo_stage import Stage, Untold
from shared.cli.wording import openings_table, paths_table, reasons, then, total
from shared.ids import tie_id

SHOWN = 5  # openings of each person


def tell_ada(stage: Stage) -> None:
    """What changes when an introducer withdraws a tie."""
    ada = stage.introduce("ada-oyelaran")
    stage.say("Ada moves data and wants to move on. Where could she get in at all?")
    _openings(stage, ada)
    opening = stage.loaded.openings["vento-forecasting"]
    before = _paths(
        stage, ada, opening, "Who could refer her to Vento, and whom does she ask first?"
    )
    _expect_first(stage, before, "bea-santos")
    token = _withdraw(stage, "bea-santos", "ada-oyelaran")
    stage.say("Now [bold]Bea Santos ends her tie with Ada[/]; nobody is told why. Ada asks again:")
    after = _found(ada.who_can_refer(opening, seen=token), "Ada's way after Bea withdrew")
    stage.show(paths_table(after))
    _expect_first(stage, after, "cai-moreau")
    _expect_nowhere(stage, after, "bea-santos")
    stage.say(_in_one_line(after) + " Bea is nowhere any more.")


def tell_noor(stage: Stage) -> None:
    """A newcomer with no way of their own: a volunteer is the first contact."""
    noor = stage.introduce("noor-haddad")
    stage.say("Noor moved here five months ago and knows hardly anybody.")
    _openings(stage, noor)
    opening = stage.loaded.openings["maasdok-quays"]
    found = _paths(stage, noor, opening, "She would love to work on quay walls at Maasdok:")
    _expect_first(stage, found, "pieter-zwart")
    if not found.rows[0]["contact"]["volunteer"]:
        raise Untold("Pieter should be Noor's volunteer")
    stage.say("Pieter does not know her. He volunteered to be asked by people of her group.")


def tell_ingrid(stage: Stage) -> None:
    """What a discreet search avoids, and what it would have said otherwise."""
    ingrid = stage.introduce("ingrid-solberg")
    stage.say(
        "Ingrid looks around quietly: people at her employer and its sister companies must not be "
        "part of it, and neither must Gunnar, her former boss."
    )
    _openings(stage, ingrid)
    opening = stage.loaded.openings["skagerrak-operations"]
    quiet = _paths(stage, ingrid, opening, "Who could refer her to Skagerrak Marine?")
    _expect_first(stage, quiet, "oda-fjelde")
    _expect_nowhere(stage, quiet, "lars-ostby")
    stage.say("If she lifted that rule, and only then:")
    open_search = ingrid.who_can_refer(opening, avoid_own_employers=False)
    found = _found(open_search, "Ingrid's way without discretion")
    stage.show(paths_table(found))
    _expect_first(stage, found, "lars-ostby")
    _expect_nowhere(stage, found, "gunnar-lie")
    stage.say("Lars would be warmer, but he works for her employer's parent. Gunnar stays out.")


def _openings(stage: Stage, asker: Asker) -> None:
    found = _found(asker.reachable_openings(limit=SHOWN), "the openings within reach")
    stage.show(openings_table(found))
    stage.say(f"[dim]{total(found)} openings within reach; these are the warmest.[/]")


def _paths(stage: Stage, asker: Asker, opening: str, question: str) -> Found:
    found = _found(asker.who_can_refer(opening), question)
    stage.say(question)
    stage.show(paths_table(found))
    stage.say(_in_one_line(found))
    return found


def _in_one_line(found: Found) -> str:
    best = found.rows[0]
    first = f"[bold]Ask {found.name_of(best)} first[/]"
    return f"{first} ({reasons(best)}); from there it goes to {then(best)}."


def _found(found: Found, what: str) -> Found:
    if not found.rows:
        raise Untold(f"nothing found for: {what}")
    return found


def _withdraw(stage: Stage, who: str, other: str) -> str | None:
    ends = stage.session(who), stage.session(other)
    tie = tie_id(*(UUID(end.person_id) for end in ends))
    answer = stage.services.call(
        "profiles", "POST", f"/v1/ties/{tie}/withdraw", bearer=ends[0].access_token, body={}
    )
    return answer.token


def _expect_first(stage: Stage, found: Found, key: str) -> None:
    first = found.name_of(found.rows[0])
    if first != stage.name(key):
        raise Untold(f"{stage.name(key)} should be asked first, not {first}")


def _expect_nowhere(stage: Stage, found: Found, key: str) -> None:
    if stage.name(key) in {found.name_of(row) for row in found.rows}:
        raise Untold(f"{stage.name(key)} should not be among those to ask")
