"""Groups start with one member, who hands the join link to the others."""

from __future__ import annotations

from shared.cli.sample.shapes import SampleGroup, SampleMember
from shared.cli.sample_loading.crew import Crew


def start_groups(crew: Crew) -> None:
    """Every group with its members and volunteers."""
    crew.together(lambda group: _start(crew, group), crew.network.groups)


def _start(crew: Crew, group: SampleGroup) -> None:
    founder, *others = group.members
    body = {
        "name": group.name,
        "kind": group.kind,
        "place": group.place,
        "first_year": group.first_year,
        "last_year": group.last_year,
    }
    given = {name: value for name, value in body.items() if value is not None}
    made = crew.post(founder.person, "profiles", "/v1/groups", f"group-{group.key}", given)
    crew.groups[group.key] = made.body["id"]
    for member in others:
        wanted = {"join_token": made.body["join_token"], "show_name": member.show_name}
        what = f"join-{group.key}-{member.person}"
        crew.post(member.person, "profiles", "/v1/groups/join", what, wanted)
    for member in group.members:
        if member.volunteer or member is founder:
            _stand(crew, group, member)


def _stand(crew: Crew, group: SampleGroup, member: SampleMember) -> None:
    path = f"/v1/groups/{crew.groups[group.key]}/me"
    crew.put(member.person, path, {"show_name": member.show_name, "volunteer": member.volunteer})
