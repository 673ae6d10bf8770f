"""The links in mails: a GET only looks, since programs that check mail follow links."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import Schema, fields, validate

from services.referrals import queries
from services.referrals.commands.answer_links import AnswerByLink, answer_by_link
from services.referrals.domain.introduction_refused import AnswerLinkOver
from services.referrals.domain.step import ONE_TAP, Answer
from services.referrals.ports import UnitOfWork
from shared.web.answer_links import AnswerLink, read_answer_link
from shared.web.blueprint import Blueprint
from shared.web.operations import JSON_ONLY, Access, accepts, allow
from shared.web.service import web_container
from shared.web.small_pages import small_page, wants_page
from shared.web.tokens import LONGEST, BadToken
from shared.web.writes import reading, transactional

blueprint = Blueprint("answer-links", __name__, description="Answer an ask by a link in a mail.")
FORM = "application/x-www-form-urlencoded"
OVER = "Nothing waits here any more"
QUESTIONS = {
    Answer.INTRODUCE: "Introduce them?",
    Answer.USE_MY_NAME: "Have it passed on in your name?",
    Answer.AGREE: "Agree to meet?",
    Answer.PASS: "Pass?",
}
NEXT = {
    Answer.INTRODUCE: "The next person is asked. You hear how it ends.",
    Answer.USE_MY_NAME: "It is passed on in your name; you write nothing. You hear how it ends.",
    Answer.AGREE: "You and the person who asked are introduced to each other.",
    Answer.PASS: "Nobody is told. Until the deadline you can still answer otherwise in Warmpath.",
}


class LinkGiven(Schema):
    """What a link in a mail carries, and which of its answers."""

    link = fields.String(required=True, validate=validate.Length(1, LONGEST))
    answer = fields.String(required=True, validate=validate.OneOf(sorted(ONE_TAP)))


class AskSeen(Schema):
    """It waits for an answer; nothing else of it is shown to whoever has the link."""

    answers = fields.List(fields.String(), required=True)
    answer_by = fields.AwareDateTime(required=True)


class AnswerTaken(Schema):
    """What was answered."""

    answered = fields.String(required=True)


@blueprint.get("/v1/answer-links")
@allow(Access.ANYONE)
@blueprint.arguments(LinkGiven, location="query")
@reading
@blueprint.response(200, AskSeen)
def look(asked: dict[str, Any], *, uow: UnitOfWork) -> dict[str, Any] | Response:
    """Whether the link still answers; nothing is changed by this."""
    answer = Answer(asked["answer"])
    try:
        link = _link(asked["link"])
        seen = queries.asked_by_link(link.person, link.introduction, link.answer_by, uow)
    except AnswerLinkOver as over:
        return _over(over)
    if wants_page():
        return small_page(QUESTIONS[answer], NEXT[answer], "Yes")
    return {"answers": seen.answers, "answer_by": seen.answer_by}


@blueprint.post("/v1/answer-links")
@allow(Access.ANYONE)
@accepts(*JSON_ONLY, FORM)
@blueprint.arguments(LinkGiven, location="query")
@transactional
@blueprint.response(200, AnswerTaken)
def answer(asked: dict[str, Any], *, uow: UnitOfWork) -> dict[str, str] | Response:
    """Answer: once, and nothing else than this one ask."""
    said = Answer(asked["answer"])
    try:
        link = _link(asked["link"])
        command = AnswerByLink(link.person, link.introduction, link.answer_by, said)
        answer_by_link(command, uow, uow.clock)
    except AnswerLinkOver as over:
        return _over(over)
    if wants_page():
        return small_page("Your answer counts", NEXT[said])
    return {"answered": said.value}


def _link(token: str) -> AnswerLink:
    it = web_container()
    try:
        return read_answer_link(it.keys, token, it.clock.now())
    except BadToken:
        raise AnswerLinkOver from None


def _over(over: AnswerLinkOver) -> Response:
    """The same for what was answered, withdrawn, rerouted, late, forged or never there."""
    if not wants_page():
        raise over
    return small_page(OVER, over.detail, status=404)
