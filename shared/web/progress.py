"""For who runs the installation: how far a service is behind, and what it has yet to tell."""

from __future__ import annotations

from marshmallow import Schema, fields

from shared.messaging.progress import Progress, progress
from shared.web.blueprint import Blueprint
from shared.web.operations import Access, allow
from shared.web.service import web_container


class TopicLagShown(Schema):
    """How many records of a topic are left to read, at most."""

    topic = fields.String(required=True)
    behind = fields.Integer(required=True)


class NextBuildShown(Schema):
    """A projection that is being built anew; silent where nobody has said lately how far it is."""

    begun_at = fields.AwareDateTime(required=True)
    events = fields.Integer(required=True)
    told_at = fields.AwareDateTime(required=True)
    silent = fields.Boolean(required=True, attribute="is_silent")


class ProjectionShown(Schema):
    """Which building of a projection answers; its generation is null while it does not."""

    generation = fields.Integer(required=True, allow_none=True)
    built_at = fields.AwareDateTime(required=True, allow_none=True, attribute="build.built_at")
    built_from = fields.Integer(required=True, allow_none=True, attribute="build.built_from")
    next = fields.Nested(NextBuildShown, required=True, allow_none=True, attribute="build.next")


class ConsumerGroupShown(Schema):
    """A consumer group; `heard_at` is null for one that never began."""

    name = fields.String(required=True)
    heard_at = fields.AwareDateTime(required=True, allow_none=True)
    silent = fields.Boolean(required=True, attribute="is_silent")
    topics = fields.List(fields.Nested(TopicLagShown), required=True)
    told_again = fields.List(fields.String(), required=True)
    projection = fields.Nested(ProjectionShown, required=True, allow_none=True)


class OutboxShown(Schema):
    """How many events wait for the relay, and since when the first of them does."""

    waiting = fields.Integer(required=True)
    oldest_at = fields.AwareDateTime(required=True, allow_none=True)


class ProgressShown(Schema):
    """How far a service has come. Numbers are as old as its worker's last heartbeat."""

    groups = fields.List(fields.Nested(ConsumerGroupShown), required=True)
    outbox = fields.Nested(OutboxShown, required=True)
    set_aside = fields.Integer(
        required=True, metadata={"description": "How many dead letters wait to be replayed."}
    )


def progress_blueprint() -> Blueprint:
    """The operation, in a blueprint of its own."""
    blueprint = Blueprint(
        "progress", __name__, url_prefix="/v1/progress", description="How far it has come"
    )

    @blueprint.get("")
    @allow(Access.OPERATOR)
    @blueprint.response(200, ProgressShown)
    def read_progress() -> Progress:
        """What each consumer group has left to read, what waits to be told, what was built."""
        it = web_container()
        return progress(it.units.database, it.groups, it.clock.now())

    return blueprint
