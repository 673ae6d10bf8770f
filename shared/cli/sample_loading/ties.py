"""People propose ties in the three ways there are, confirm them, and say how well they know."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID

from shared.cli.sample import sample_connections_csv
from shared.cli.sample.shapes import SampleTie
from shared.cli.sample_loading.crew import Crew
from shared.ids import tie_id


def tie_everybody(crew: Crew) -> None:
    """Every tie: by mail address, from imported lists, or ticked in a group."""
    by_mail = [tie for tie in crew.network.ties if tie.introduced == "mail"]
    crew.together(lambda tie: _by_mail(crew, tie), by_mail)
    crew.together(lambda person: _import(crew, person), _importing(crew))
    crew.together(lambda tie: _keep(crew, tie), filter(_kept, crew.network.ties))
    crew.together(lambda ticks: _tick(crew, *ticks), _ticks(crew))
    told = [tie for tie in crew.network.ties if _said(tie) and tie.ends & crew.in_full]
    crew.together(lambda tie: _say_how_well(crew, tie), told)


def path_of(crew: Crew, tie: SampleTie) -> str:
    """Where a tie stands at profiles."""
    one, other = (UUID(crew.members[key].person_id) for key in (tie.one, tie.other))
    return f"/v1/ties/{tie_id(one, other)}"


def _by_mail(crew: Crew, tie: SampleTie) -> None:
    what = f"{tie.one}-{tie.other}"
    body = {"mail": crew.network.person(tie.other).mail, "lend": tie.lend_one}
    crew.post(tie.one, "profiles", "/v1/ties", f"tie-{what}", body)
    path = f"{path_of(crew, tie)}/confirm"
    crew.post(tie.other, "profiles", path, f"confirm-{what}", {"lend": tie.lend_other})


def _importing(crew: Crew) -> list[str]:
    imported = [tie for tie in crew.network.ties if tie.introduced == "import"]
    return sorted({key for tie in imported for key in tie.ends})


def _import(crew: Crew, person: str) -> None:
    text = sample_connections_csv(crew.network, person)
    preview = crew.upload(person, f"import-{person}", text.encode())
    shown = {match["person_id"] for match in preview.body["matches"]}
    known = {crew.members[other].person_id for other in _imported(crew, person)}
    path = f"/v1/imports/{preview.body['id']}/choose"
    body = {"person_ids": sorted(shown & known), "lend": True}
    crew.post(person, "profiles", path, f"choose-{person}", body)


def _imported(crew: Crew, person: str) -> list[str]:
    ties = crew.network.ties_of(person)
    return [
        tie.other if tie.one == person else tie.one for tie in ties if tie.introduced == "import"
    ]


def _keep(crew: Crew, tie: SampleTie) -> None:
    """All of an import is lent at first; then they keep what they want to keep."""
    for person, lends in ((tie.one, tie.lend_one), (tie.other, tie.lend_other)):
        if not lends:
            crew.put(person, f"{path_of(crew, tie)}/lending", {"lend": False})


def _kept(tie: SampleTie) -> bool:
    return tie.introduced == "import" and not tie.lent


Ticks = tuple[str, str, bool, list[str]]
"""Who ticks, in which group, whether they lend, and the people they know."""


def _ticks(crew: Crew) -> list[Ticks]:
    ticks = []
    for tie in crew.network.ties:
        if tie.introduced == "group" and tie.group:
            ticks.append((tie.one, tie.group, tie.lend_one, tie.other))
            ticks.append((tie.other, tie.group, tie.lend_other, tie.one))
    by_three = groupby(sorted(ticks), key=lambda tick: tick[:3])
    return [(*three, [tick[3] for tick in same]) for three, same in by_three]


def _tick(crew: Crew, person: str, group: str, lend: bool, known: list[str]) -> None:
    body = {"person_ids": [crew.members[key].person_id for key in known], "lend": lend}
    path = f"/v1/groups/{crew.groups[group]}/known"
    crew.post(person, "profiles", path, f"known-{group}-{person}-{lend}", body)


def _said(tie: SampleTie) -> bool:
    return bool(tie.answer_one or tie.answer_other or tie.messages or tie.meetings)


def _say_how_well(crew: Crew, tie: SampleTie) -> None:
    path = path_of(crew, tie)
    for person, answer in ((tie.one, tie.answer_one), (tie.other, tie.answer_other)):
        if answer:
            crew.put(person, f"{path}/own-answer", {"answer": answer})
    if tie.messages:
        there, back = tie.messages.sent, tie.messages.received
        day = tie.messages.last_on.isoformat()
        for person, sent, received in ((tie.one, there, back), (tie.other, back, there)):
            counts = {"sent": sent, "received": received, "last_on": day}
            crew.put(person, f"{path}/messages", counts)
    if tie.meetings:
        met = {"count": tie.meetings.count, "last_on": tie.meetings.last_on.isoformat()}
        for person in (tie.one, tie.other):
            crew.put(person, f"{path}/meetings", met)
