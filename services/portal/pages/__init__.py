"""The pages, one module for each part of the site, and the app that serves them."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from services.portal.pages import (
    asked,
    asking,
    career,
    employers,
    failures,
    front,
    groups,
    health,
    hiring_role,
    imports,
    landing,
    my_data,
    network,
    openings,
    operator,
    posting,
    public,
    reading,
    recruiting,
    referring,
    requests,
    sharing,
    sign_in,
    stages,
)
from services.portal.pages.assets import FOLDER, FROM_NPM, Assets, assets_blueprint
from services.portal.pages.compression import make_small
from services.portal.pages.container import PortalContainer, PortalWeb
from services.portal.pages.frame import furnish
from services.portal.pages.safety import make_safe
from services.portal.pages.uploads import InMemoryRequest, bound_uploads
from services.portal.pages.visit import identify
from shared.web.answers import complete_answers
from shared.web.operations import MEGABYTE, check_all_declared

PARTS = (
    *(front, sign_in, openings, asking, requests, asked, posting, referring, recruiting),
    *(career, employers, hiring_role, network, groups, imports, my_data, public, operator),
    *(sharing, stages, landing, reading),
)
MOST_FORM_FIELDS = 1000


def make_app(container: PortalContainer, versions: Path) -> Flask:
    """The app that gunicorn serves. Raises UndeclaredOperation for a page open to nobody knows."""
    app = Flask("services.portal", static_folder=None)
    app.request_class = InMemoryRequest
    app.config.update(
        MAX_CONTENT_LENGTH=MEGABYTE,
        MAX_FORM_PARTS=MOST_FORM_FIELDS,
        PROVIDE_AUTOMATIC_OPTIONS=False,
    )
    # Under the name by which deploy/gunicorn.conf.py asks every app for its settings.
    app.extensions["service_web"] = PortalWeb(
        container, versions, Assets.gathered(FOLDER, FROM_NPM)
    )
    proxies = container.settings.trusted_proxies
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=0)  # type: ignore[method-assign]
    complete_answers(app)
    reading.read_in_own_language(app)
    bound_uploads(app)
    identify(app)
    make_small(app)
    make_safe(app)
    furnish(app)
    failures.register(app)
    app.register_blueprint(assets_blueprint())
    app.register_blueprint(health.blueprint)
    for part in PARTS:
        app.register_blueprint(part.pages)
    check_all_declared(app)
    return app
