"""Employers: who is there, what they are called, what they pay for a referral."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.postings import queries
from services.postings.api.asking import asker, grant_of
from services.postings.api.employer_schemas import (
    EmployerEdit,
    EmployersAsked,
    EmployerShown,
    EmployersPage,
    NewEmployer,
    NewPolicy,
)
from services.postings.commands import employers
from services.postings.commands.employers import AddEmployer, EditEmployer, PublishPolicy
from services.postings.domain.employer import Employer
from services.postings.domain.search import EmployerSearch
from services.postings.ports import UnitOfWork
from shared.contracts.postings import ReferralPolicy
from shared.web.blueprint import Blueprint
from shared.web.caller import current_person
from shared.web.operations import Access, allow
from shared.web.versions import etag, expected_version
from shared.web.writes import reading, transactional

blueprint = Blueprint("employers", __name__, description="Companies and their referral policies")
Shown = dict[str, Any]
_LISTS = ("aliases", "domains", "stewards")
BESIDES = frozenset({"mine", "grant"})
"""What is shown of an employer that depends on who asks."""


@blueprint.get("/v1/employers")
@allow(Access.MEMBER)
@blueprint.arguments(EmployersAsked, location="query")
@reading
@blueprint.response(200, EmployersPage)
def list_employers(asked: dict[str, Any], *, uow: UnitOfWork) -> Shown:
    """Employers by the beginnings of the words of their names."""
    search = EmployerSearch(asked["q"], asked["after"], asked["limit"])
    page = queries.find_employers(search, uow)
    return {"employers": [_shown(employer) for employer in page.items], "next": page.next}


@blueprint.post("/v1/employers")
@allow(Access.MEMBER)
@blueprint.arguments(NewEmployer)
@transactional
@blueprint.response(201, EmployerShown)
def add_employer(new: dict[str, Any], *, uow: UnitOfWork) -> tuple[Shown, dict[str, str]]:
    """Name an employer that is not here yet; you become its steward."""
    new["aliases"] = tuple(new["aliases"])
    employer = employers.add_employer(AddEmployer(current_person(), **new), uow, uow.clock)
    location = {"Location": f"/v1/employers/{employer.id}"}
    return _named(employer), etag(employer.version) | location


@blueprint.get("/v1/employers/<uuid:employer_id>")
@allow(Access.MEMBER)
@reading
@blueprint.response(200, EmployerShown)
def get_employer(employer_id: UUID, *, uow: UnitOfWork) -> tuple[Shown, dict[str, str]]:
    """An employer with all versions of its policy."""
    employer = queries.employer(employer_id, uow)
    return _named(employer), etag(employer.version)


@blueprint.patch("/v1/employers/<uuid:employer_id>")
@allow(Access.MEMBER)
@blueprint.arguments(EmployerEdit)
@transactional
@blueprint.response(200, EmployerShown)
def edit_employer(
    changes: dict[str, Any], employer_id: UUID, *, uow: UnitOfWork
) -> tuple[Shown, dict[str, str]]:
    """Change what you speak for: a steward some fields, an operator all."""
    for name in changes.keys() & set(_LISTS):
        changes[name] = tuple(changes[name])
    command = EditEmployer(asker(), employer_id, expected_version(), changes)
    employer = employers.edit_employer(command, uow, uow.clock)
    return _named(employer), etag(employer.version)


@blueprint.post("/v1/employers/<uuid:employer_id>/policies")
@allow(Access.MEMBER)
@blueprint.arguments(NewPolicy)
@transactional
@blueprint.response(201, EmployerShown)
def publish_policy(
    policy: ReferralPolicy, employer_id: UUID, *, uow: UnitOfWork
) -> tuple[Shown, dict[str, str]]:
    """Publish the next version of the referral policy. Published versions never change."""
    command = PublishPolicy(asker(), employer_id, policy)
    employer = employers.publish_policy(command, uow, uow.clock)
    return _named(employer), etag(employer.version)


def _named(employer: Employer) -> Shown:
    shown = _shown(employer)
    stewards = shown.get("stewards")
    return shown | ({} if stewards is None else {"grant": grant_of(stewards)})


def _shown(employer: Employer) -> Shown:
    me = asker()
    mine = me.person_id in employer.stewards
    shown = {
        name: getattr(employer, name) for name in EmployerShown._declared_fields.keys() - BESIDES
    }
    shown["mine"] = mine
    if not (mine or me.operator):
        del shown["stewards"]
    return shown
