"""Makes a service's web app: what all services answer alike stands here, once."""

from __future__ import annotations

from flask import Flask

from shared.web.answers import complete_answers
from shared.web.auth import protect
from shared.web.dead_letters import dead_letters_blueprint
from shared.web.docs import docs_blueprint
from shared.web.health import health_blueprint
from shared.web.key_set import key_set_blueprint
from shared.web.openapi import make_api
from shared.web.operations import MEGABYTE, check_all_declared
from shared.web.progress import progress_blueprint
from shared.web.requests import check_requests
from shared.web.service import ServiceWeb

MOST_FORM_FIELDS = 100


def create_app(service: ServiceWeb) -> Flask:
    """The app that gunicorn serves. Makes the service's first signing key, if there is none.

    Raises UndeclaredOperation if a view does not say who may call it.
    """
    app = Flask(f"warmpath.{service.name}", static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=MEGABYTE,
        MAX_FORM_PARTS=MOST_FORM_FIELDS,
        PROVIDE_AUTOMATIC_OPTIONS=False,
    )
    app.extensions["service_web"] = service
    complete_answers(app)
    protect(app)
    check_requests(app)
    _register(app, service)
    check_all_declared(app)
    service.container.keys.own.prepare()
    return app


def _register(app: Flask, service: ServiceWeb) -> None:
    api = make_api(app, service.title)
    app.extensions["openapi"] = api
    for blueprint in [*service.blueprints, progress_blueprint(), dead_letters_blueprint()]:
        api.register_blueprint(blueprint)
    for plain in (health_blueprint(), key_set_blueprint(), docs_blueprint()):
        app.register_blueprint(plain)
