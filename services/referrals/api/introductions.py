"""Ask for an introduction, be asked, answer, and see where it stands."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.referrals import queries
from services.referrals.api.introduction_shapes import (
    ContactAgreed,
    IntroductionShown,
    IntroductionsPage,
    NamingSaid,
    NewIntroduction,
    PreviewShown,
    StepAnswer,
    Towards,
    ask_of,
    shape_of,
)
from services.referrals.api.paths import QUESTIONS
from services.referrals.commands import introductions
from services.referrals.commands.introductions import (
    AgreeToContact,
    AnswerStep,
    AskIntroduction,
)
from services.referrals.domain.introduction import Introduction
from services.referrals.domain.introduction_seen import Seen, SeenByCandidate, seen_by
from services.referrals.domain.preview import Preview
from services.referrals.domain.step import Answer
from services.referrals.ports import UnitOfWork
from shared.storage.pagination import Page
from shared.web.blueprint import Blueprint
from shared.web.caller import current_person
from shared.web.grants import sign_grant
from shared.web.limits import limited
from shared.web.operations import Access, allow
from shared.web.pages import PageAsked
from shared.web.service import web_container
from shared.web.versions import etag
from shared.web.writes import reading, transactional

blueprint = Blueprint("introductions", __name__, description="Ask, be asked, and answer.")
Shown = tuple[dict[str, Any], dict[str, str]]


@blueprint.get("/v1/introduction-preview")
@allow(Access.MEMBER)
@limited(*QUESTIONS)
@blueprint.arguments(Towards, location="query")
@reading
@blueprint.response(200, PreviewShown)
def preview(asked: dict[str, Any], *, uow: UnitOfWork) -> Preview:
    """Whom could asking reach? Nobody is asked by this."""
    return queries.introduction_preview(_asking(asked), uow)


@blueprint.post("/v1/introductions")
@allow(Access.MEMBER)
@limited(*QUESTIONS)
@blueprint.arguments(NewIntroduction)
@transactional
@blueprint.response(201, IntroductionShown)
def ask_introduction(new: dict[str, Any], *, uow: UnitOfWork) -> Shown:
    """Ask the first contact; the others are asked as each says yes."""
    introduction = introductions.ask_introduction(_asking(new), uow, uow.clock)
    shown, headers = _answer(introduction)
    return shown, headers | {"Location": f"/v1/introductions/{introduction.id}"}


@blueprint.get("/v1/introductions")
@allow(Access.MEMBER)
@blueprint.arguments(PageAsked, location="query")
@reading
@blueprint.response(200, IntroductionsPage)
def my_introductions(asked: dict[str, Any], *, uow: UnitOfWork) -> dict[str, Any]:
    """What you asked for, the newest first."""
    return _page(queries.my_introductions(current_person(), asked["after"], asked["limit"], uow))


@blueprint.get("/v1/introductions/asked")
@allow(Access.MEMBER)
@blueprint.arguments(PageAsked, location="query")
@reading
@blueprint.response(200, IntroductionsPage)
def asks_to_me(asked: dict[str, Any], *, uow: UnitOfWork) -> dict[str, Any]:
    """What you are asked, and what came of what you helped with; the newest first."""
    return _page(queries.asks_to_me(current_person(), asked["after"], asked["limit"], uow))


@blueprint.get("/v1/introductions/<uuid:introduction_id>")
@allow(Access.MEMBER)
@reading
@blueprint.response(200, IntroductionShown)
def introduction(introduction_id: UUID, *, uow: UnitOfWork) -> Shown:
    """An introduction in which you have a part, as far as it is yours to see."""
    return _shown(queries.introduction(current_person(), introduction_id, uow))


@blueprint.post("/v1/introductions/<uuid:introduction_id>/answer")
@allow(Access.MEMBER)
@blueprint.arguments(StepAnswer)
@transactional
@blueprint.response(200, IntroductionShown)
def answer_step(said: dict[str, Any], introduction_id: UUID, *, uow: UnitOfWork) -> Shown:
    """Introduce, lend your name, name someone better, agree to meet, or pass."""
    command = AnswerStep(
        by=current_person(),
        introduction_id=introduction_id,
        answer=Answer(said["answer"]),
        line=said["line"],
        better=said["better"],
        may_be_named=said["may_be_named"],
    )
    return _answer(introductions.answer_step(command, uow, uow.clock))


@blueprint.post("/v1/introductions/<uuid:introduction_id>/naming")
@allow(Access.MEMBER)
@blueprint.arguments(NamingSaid)
@transactional
@blueprint.response(200, IntroductionShown)
def say_naming(said: dict[str, Any], introduction_id: UUID, *, uow: UnitOfWork) -> Shown:
    """Say whether recruiters may learn that you helped, or say otherwise than before."""
    agrees = said["may_be_named"]
    return _answer(introductions.say_naming(current_person(), introduction_id, agrees, uow))


@blueprint.post("/v1/introductions/<uuid:introduction_id>/agree-to-contact")
@allow(Access.MEMBER)
@blueprint.arguments(ContactAgreed)
@transactional
@blueprint.response(200, IntroductionShown)
def agree_to_contact(said: dict[str, Any], introduction_id: UUID, *, uow: UnitOfWork) -> Shown:
    """Have the new first contact asked."""
    command = AgreeToContact(
        by=current_person(), introduction_id=introduction_id, contact=said["contact"]
    )
    return _answer(introductions.agree_to_contact(command, uow, uow.clock))


@blueprint.post("/v1/introductions/<uuid:introduction_id>/withdraw")
@allow(Access.MEMBER)
@transactional
@blueprint.response(200, IntroductionShown)
def withdraw(introduction_id: UUID, *, uow: UnitOfWork) -> Shown:
    """Take back what you asked for."""
    return _answer(introductions.withdraw(current_person(), introduction_id, uow, uow.clock))


def _asking(asked: dict[str, Any]) -> AskIntroduction:
    return AskIntroduction(
        by=current_person(), contact=asked["contact"], ask=ask_of(asked), to=asked["to"]
    )


def _answer(introduction: Introduction) -> Shown:
    return _shown(seen_by(introduction, current_person()))


def _shown(seen: Seen) -> Shown:
    headers = etag(seen.edition) if isinstance(seen, SeenByCandidate) else {}
    return _shape(seen), headers


def _page(page: Page[Seen]) -> dict[str, Any]:
    return {"items": [_shape(seen) for seen in page.items], "next": page.next}


def _shape(seen: Seen) -> dict[str, Any]:
    container = web_container()
    now = container.clock.now()
    return shape_of(seen, sign_grant(container.keys.own, current_person(), seen.named, now))
