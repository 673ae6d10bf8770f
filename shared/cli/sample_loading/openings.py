"""Employees post openings and publish them; hiring managers accept the role, or do not."""

from __future__ import annotations

from typing import Any

from shared.cli.sample.shapes import SampleOpening
from shared.cli.sample_loading.crew import Crew

ANSWERS = {"accepted": "accept", "declined": "decline"}


def post_openings(crew: Crew) -> None:
    """Every opening, published, with its hiring manager's answer."""
    crew.together(lambda opening: _post(crew, opening), crew.network.openings)


def _post(crew: Crew, opening: SampleOpening) -> None:
    who, key = opening.posted_by, opening.key
    made = crew.post(who, "postings", "/v1/openings", f"opening-{key}", _body(crew, opening))
    crew.openings[key] = made.body["id"]
    path = f"/v1/openings/{made.body['id']}"
    crew.post(who, "postings", f"{path}/publish", f"publish-{key}")
    if opening.hiring_manager and opening.hiring_answer in ANSWERS:
        answer = ANSWERS[opening.hiring_answer]
        crew.post(
            opening.hiring_manager, "postings", f"{path}/hiring-manager/{answer}", f"hires-{key}"
        )


def _body(crew: Crew, opening: SampleOpening) -> dict[str, Any]:
    body: dict[str, Any] = {
        "employer_id": crew.employers[opening.employer],
        "title": opening.title,
        "description": opening.description,
        "employment_type": opening.employment_type,
        "place": opening.place,
        "countries": list(opening.countries),
        "remote": opening.remote,
        "recruiters": [crew.members[key].person_id for key in opening.recruiters],
        "valid_through": opening.valid_through.isoformat(),
        "use_policy": opening.use_policy,
        "audience": opening.audience,
        "max_introducers": opening.max_introducers,
    }
    if opening.hiring_manager:
        body["hiring_manager"] = crew.members[opening.hiring_manager].person_id
    if opening.salary:
        body["salary"] = dict(zip(("low", "high", "currency"), opening.salary, strict=True))
    if opening.apply_url:
        body["apply_url"] = opening.apply_url
    return body
