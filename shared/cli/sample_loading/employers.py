"""Members add the employers; the operator vouches for domains and parents."""

from __future__ import annotations

from typing import Any

from shared.cli.sample.shapes import SampleEmployer, SamplePolicy
from shared.cli.sample_loading.crew import Crew

OPERATOR = "operator"


def add_employers(crew: Crew) -> None:
    """Every employer with its policy; a parent stands before its subsidiaries."""
    parents = [each for each in crew.network.employers if each.parent is None]
    subsidiaries = [each for each in crew.network.employers if each.parent is not None]
    for generation in (parents, subsidiaries):
        crew.together(lambda employer: _add(crew, employer), generation)


def _add(crew: Crew, employer: SampleEmployer) -> None:
    body = {
        "name": employer.name,
        "aliases": list(employer.aliases),
        "industry": employer.industry,
        "headcount": employer.headcount,
    }
    made = crew.post(
        employer.founder, "postings", "/v1/employers", f"employer-{employer.key}", body
    )
    crew.employers[employer.key] = made.body["id"]
    path = f"/v1/employers/{made.body['id']}"
    vouched: dict[str, Any] = {"domains": list(employer.domains)}
    if employer.parent:
        vouched["parent_id"] = crew.employers[employer.parent]
    crew.edit(OPERATOR, "postings", path, vouched)
    if employer.policy:
        body = _policy(employer.policy)
        crew.post(employer.founder, "postings", f"{path}/policies", f"policy-{employer.key}", body)


def _policy(policy: SamplePolicy) -> dict[str, Any]:
    return {
        "bonus": policy.bonus,
        "currency": policy.currency,
        "ownership_days": policy.ownership_days,
        "milestones": [{"months": months, "share": share} for months, share in policy.milestones],
        "not_eligible": list(policy.not_eligible),
    }
