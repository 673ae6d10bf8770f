"""What an employer's own system (ATS) says of referrals: by a file, or by a signed delivery."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from flask import request

from services.referrals.api.container import container
from services.referrals.api.stage_shapes import (
    DeliveryTold,
    HookMade,
    HookShown,
    SignedHeaders,
    StagesSaid,
    StagesTold,
    hook_shape,
    stages_of,
    told_shape,
)
from services.referrals.commands import ats_hooks, stages
from services.referrals.commands.stages import StageFile
from services.referrals.domain.ats_hook import Delivery
from services.referrals.ports import UnitOfWork
from shared.storage.rate_limits import Limit
from shared.web.blueprint import Blueprint
from shared.web.caller import current_person
from shared.web.limits import limited, remote_address
from shared.web.operations import Access, accepts, allow
from shared.web.uploads import FORM, uploaded_file
from shared.web.writes import reading, transactional, transactional_with_secret_answer

UPLOADS = Limit("stage_files", most=200, per=timedelta(days=1))
DELIVERIES = Limit("ats_deliveries", most=300, per=timedelta(minutes=1))

blueprint = Blueprint("stages", __name__, description="Stages from an employer's own system.")


@blueprint.post("/v1/openings/<uuid:opening_id>/stages/preview")
@allow(Access.MEMBER)
@accepts("text/csv", FORM)
@limited(UPLOADS)
@reading
@blueprint.response(200, StagesTold)
def preview_stages(opening_id: UUID, *, uow: UnitOfWork) -> dict[str, Any]:
    """What each row of a file would do to referrals that you received; nothing is done."""
    return told_shape(stages.preview_stages(_file(opening_id), uow))


@blueprint.post("/v1/openings/<uuid:opening_id>/stages")
@allow(Access.MEMBER)
@accepts("text/csv", FORM)
@limited(UPLOADS)
@transactional
@blueprint.response(200, StagesTold)
def apply_stages(opening_id: UUID, *, uow: UnitOfWork) -> dict[str, Any]:
    """Do what the rows of a file say, all that can be done at once; the others are named."""
    return told_shape(stages.apply_stages(_file(opening_id), uow))


@blueprint.post("/v1/openings/<uuid:opening_id>/ats-hook")
@allow(Access.MEMBER)
@transactional_with_secret_answer
@blueprint.response(201, HookMade)
def make_hook(opening_id: UUID, *, uow: UnitOfWork) -> dict[str, Any]:
    """Let the employer's own system tell of stages, by your right to run the opening."""
    return hook_shape(ats_hooks.make_hook(current_person(), opening_id, container().random, uow))


@blueprint.get("/v1/openings/<uuid:opening_id>/ats-hook")
@allow(Access.MEMBER)
@reading
@blueprint.response(200, HookShown)
def hook(opening_id: UUID, *, uow: UnitOfWork) -> dict[str, Any]:
    """Where the employer's own system sends to; the secret is not told again."""
    return hook_shape(ats_hooks.hook_of(current_person(), opening_id, uow))


@blueprint.post("/v1/openings/<uuid:opening_id>/ats-hook/rotate")
@allow(Access.MEMBER)
@transactional_with_secret_answer
@blueprint.response(200, HookMade)
def rotate_hook(opening_id: UUID, *, uow: UnitOfWork) -> dict[str, Any]:
    """Another secret, by your right from now on; the one before holds for a day."""
    return hook_shape(ats_hooks.rotate_hook(current_person(), opening_id, container().random, uow))


@blueprint.delete("/v1/openings/<uuid:opening_id>/ats-hook")
@allow(Access.MEMBER)
@transactional
@blueprint.response(204)
def take_back_hook(opening_id: UUID, *, uow: UnitOfWork) -> None:
    """No secret holds any more, from now on."""
    ats_hooks.take_back_hook(current_person(), opening_id, uow)


def _signed(view: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse what is not signed before anything of it is read, or anybody waits for the store."""

    @wraps(view)
    def check(headers: dict[str, str], hook_id: UUID) -> Any:
        delivery = Delivery(**headers, body=request.get_data())
        with container().units.read() as uow:
            ats_hooks.signed_for(hook_id, delivery, uow)
        return view(delivery, hook_id=hook_id)

    return check


@blueprint.post("/v1/ats-hooks/<uuid:hook_id>")
@allow(Access.ANYONE)
@limited(DELIVERIES, who=remote_address)
@blueprint.arguments(SignedHeaders, location="headers")
@_signed
@blueprint.arguments(StagesSaid)
@transactional
@blueprint.response(200, DeliveryTold)
def take_delivery(
    delivery: Delivery, said: dict[str, Any], hook_id: UUID, *, uow: UnitOfWork
) -> dict[str, Any]:
    """Do what a signed delivery says, once for its id."""
    told, repeated = ats_hooks.take_delivery(hook_id, delivery, stages_of(said), uow)
    return told_shape(told) | {"repeated": repeated}


def _file(opening_id: UUID) -> StageFile:
    return StageFile(current_person(), opening_id, uploaded_file("stages_missing").read())
