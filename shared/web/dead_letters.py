"""For who runs the installation: what could not be taken in, and trying it again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

from shared.messaging.dead_letters import DeadLetter, DeadLetters
from shared.storage.pagination import Page
from shared.web.blueprint import Blueprint
from shared.web.operations import Access, allow
from shared.web.pages import PageAsked, page_by_id, page_shown
from shared.web.service import web_container


class DeadLetterShown(Schema):
    """An event that was set aside. Its content stays in the store."""

    id = fields.UUID(required=True)
    group = fields.String(required=True)
    topic = fields.String(required=True)
    subject = fields.String(required=True)
    event_type = fields.Function(
        lambda letter: letter.message.headers.get("ce_type", ""), metadata={"type": "string"}
    )
    reason = fields.String(required=True)
    set_aside_at = fields.AwareDateTime(required=True)


DeadLettersPage = page_shown("DeadLettersPage", DeadLetterShown)


class Replayed(Schema):
    """How many events took effect."""

    applied = fields.Integer(required=True)


def dead_letters_blueprint() -> Blueprint:
    """The two operations, in a blueprint of their own."""
    blueprint = Blueprint(
        "dead letters", __name__, url_prefix="/v1/dead-letters", description="Set aside, to replay"
    )

    @blueprint.get("")
    @allow(Access.OPERATOR)
    @blueprint.arguments(PageAsked, location="query")
    @blueprint.response(200, DeadLettersPage)
    def list_dead_letters(asked: dict[str, Any]) -> Page[DeadLetter]:
        """What was set aside and not replayed yet, oldest first."""
        return page_by_id(asked, _letters().list, lambda letter: letter.id)

    @blueprint.post("/<uuid:letter_id>/replay")
    @allow(Access.OPERATOR)
    @blueprint.response(200, Replayed)
    def replay_dead_letter(letter_id: UUID) -> dict[str, int]:
        """Try it again, and what of its subject waited for it."""
        return {"applied": _letters().replay(letter_id)}

    return blueprint


def _letters() -> DeadLetters:
    it = web_container()
    return DeadLetters(it.units.database, it.groups, it.clock)
