"""Everybody signs up, and says who they are, what they did and what they allow."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from shared.cli.client import Refused
from shared.cli.sample.shapes import SampleEmployment, SamplePerson
from shared.cli.sample_loading.crew import Crew
from shared.cli.sign_in import sign_in

ME = "/v1/people/me"
TRIES = 3
NEW = '"1"'  # the version of somebody who just signed up; if they are older, it is read


def sign_everybody_up(crew: Crew) -> None:
    """One account for each person, by a code sent to their address."""
    crew.together(lambda person: _sign_up(crew, person), crew.network.people)


def describe_everybody(crew: Crew) -> None:
    """Profile, settings, work, schools and memberships, of which employers must be known."""
    crew.together(lambda person: _describe(crew, person), crew.network.people)


def avoid_people(crew: Crew) -> None:
    """Those whom somebody wants nothing to do with in their search."""
    for person in crew.network.people:
        for avoided in person.avoid_people:
            other = crew.members[avoided].person_id
            crew.put(person.key, f"{ME}/avoided-people/{other}")


def _sign_up(crew: Crew, person: SamplePerson) -> None:
    """Tried again with a new code: an answer that a crash swallowed has used up the old one."""
    wanted = {"name": person.name, "findable": person.settings.findable}
    for left in reversed(range(TRIES)):
        try:
            crew.members[person.key] = sign_in(crew.services, person.mail, crew.codes, wanted)
        except Refused as refusal:
            if refusal.code != "code_refused" or not left:
                raise
        else:
            return


def _describe(crew: Crew, person: SamplePerson) -> None:
    presented = crew.edit(person.key, "profiles", ME, _profile(person), NEW)
    crew.edit(person.key, "profiles", f"{ME}/settings", _settings(person), presented.etag)
    for number, job in enumerate(person.employments):
        _add(crew, person, "employments", number, _employment(crew, job))
    for number, school in enumerate(person.educations):
        _add(crew, person, "educations", number, _plain(asdict(school)))
    for number, membership in enumerate(person.memberships):
        _add(crew, person, "memberships", number, _plain(asdict(membership)))
    verified = presented.body.get("mail_addresses", ())
    if person.work_mail and person.key in crew.in_full and person.work_mail not in verified:
        _verify(crew, person, person.work_mail)


def _add(crew: Crew, person: SamplePerson, what: str, number: int, body: dict[str, Any]) -> None:
    crew.post(person.key, "profiles", f"{ME}/{what}", f"{what}-{person.key}-{number}", body)


def _verify(crew: Crew, person: SamplePerson, address: str) -> None:
    path = f"{ME}/mail-addresses"
    code = crew.codes(address)
    crew.post(person.key, "profiles", path, f"mail-{person.key}", {"mail": address})
    body = {"mail": address, "code": code()}
    crew.post(person.key, "profiles", f"{path}/verify", f"verify-{person.key}", body)


def _profile(person: SamplePerson) -> dict[str, Any]:
    return {
        "headline": person.headline,
        "place": person.place,
        "languages": list(person.languages),
        "skills": list(person.skills),
    }


def _settings(person: SamplePerson) -> dict[str, Any]:
    topics = [topic.replace(" ", "-") for topic in person.settings.topics]
    return {**asdict(person.settings), "topics": topics}


def _employment(crew: Crew, job: SampleEmployment) -> dict[str, Any]:
    body = _plain(asdict(job))
    return {"employer_id": crew.employers[body.pop("employer")], **body}


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    dated = {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in fields.items()
    }
    return {name: value for name, value in dated.items() if value is not None}
