"""/.well-known/jwks.json: the public keys that others check this service's signatures with."""

from __future__ import annotations

from flask import Blueprint, Response, json

from shared.web.operations import Access, allow
from shared.web.service import web_container


def key_set_blueprint() -> Blueprint:
    """The one thing that services ask of each other."""
    blueprint = Blueprint("key_set", __name__)
    blueprint.add_url_rule("/.well-known/jwks.json", view_func=allow(Access.ANYONE)(jwks))
    return blueprint


def jwks() -> Response:
    """The JSON Web Key Set (RFC 7517)."""
    keys = web_container().keys.own.public()
    response = Response(json.dumps(keys), content_type="application/jwk-set+json")
    response.headers["Cache-Control"] = "max-age=60"
    return response
