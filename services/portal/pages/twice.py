"""A form that was sent twice, as a double click does: the second answer is that of the first."""

from __future__ import annotations

from collections.abc import Callable

from flask import request

from services.portal.once import Once, form_key
from services.portal.pages.container import container
from services.portal.pages.visit import visit

SIGN_INS = frozenset({"sign_in.use_code", "sign_in.be_somebody"})
SIGN_OUT = "sign_in.sign_out"


def sign_in_once(sign_in: Callable[[], None]) -> None:
    """Sign in, or be signed in by the same form that did it a moment ago. Raises what it raises."""
    it = container()

    def secret() -> str:
        sign_in()
        return visit().secret

    visit().take(Once(it.attempts, it.clock).secret_after(_form(), secret))


def was_done() -> bool:
    """Whether this form has just done what it says, so that its token is that of the cookie
    before: the browser has been signed in with it, or is signed out already.
    """
    if request.endpoint == SIGN_OUT:
        return visit().kept is None
    if request.endpoint not in SIGN_INS:
        return False
    return container().attempts.outcome(_form()) == visit().secret


def _form() -> str:
    return form_key([("", request.path), *request.form.items(multi=True)])
