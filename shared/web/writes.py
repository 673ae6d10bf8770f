"""A request's unit of work: one transaction around a view, and what comes with it.

    @blueprint.post("/v1/things")
    @allow(Access.MEMBER)
    @blueprint.arguments(NewThing)        above: refuses bad input before a transaction is opened
    @transactional
    @blueprint.response(201, ThingShown)  below: the answer is complete before it is committed
    def add_thing(new: dict[str, Any], *, uow: ThingsUnit) -> …

Whatever the view raises rolls back, and so does an answer of 400 and above. A unit that another
came between is done again, view and all: a view changes nothing outside its unit.
`Idempotency-Key` on a POST makes a repeated call answer again without doing anything again; the
row is kept in the same transaction, and only for calls that were carried out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import Any

from flask import Response, request
from sqlalchemy.exc import OperationalError

from shared.errors import Invalid, Unavailable
from shared.storage import idempotency
from shared.storage.contention import until_alone
from shared.storage.unit_of_work import UnitOfWork
from shared.web import own_writes
from shared.web.caller import current_caller
from shared.web.service import web_container

View = Callable[..., Any]
KEY_HEADER = "Idempotency-Key"
REPLAYED_HEADER = "Idempotency-Replayed"
ANYBODY = "anybody"
_KEY = re.compile(r"^[\x21-\x7e]{1,200}$")
_KEPT_HEADERS = ("Content-Type", "ETag", "Location", own_writes.HEADER)


class MisplacedDecorator(Exception):
    """`@transactional` or `@reading` stands elsewhere than between arguments and response."""


class _Refused(Exception):
    """Carries an answer of 400 and above out of a unit of work, so that nothing of it is kept."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


def transactional(view: View) -> View:
    """Run the view in one unit of work, given to it as `uow`."""
    return _in_place(view, lambda *args, **kwargs: _write(_call_of_request(), view, args, kwargs))


def transactional_with_secret_answer(view: View) -> View:
    """The same, but the answer holds a secret (a token) and is never kept to be given again.

    Only for what can take effect once anyhow: a code, a token that is used up.
    """
    return _in_place(view, lambda *args, **kwargs: _write(None, view, args, kwargs))


def reading(view: View) -> View:
    """Run the view on one consistent snapshot, given to it as `uow`, after one's own write."""

    def answer(*args: Any, **kwargs: Any) -> Any:
        own_writes.wait_for_own_write()
        with web_container().units.read() as uow:
            return view(*args, uow=uow, **kwargs)

    return _in_place(view, answer)


def _in_place(view: View, answer: View) -> View:
    documented = getattr(view, "_apidoc", {})
    if "response" not in documented or "arguments" in documented:
        raise MisplacedDecorator(f"{view.__name__}: arguments above, response below the unit")
    return wraps(view)(answer)


def _write(
    call: idempotency.Call | None, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Response:
    try:
        # Copies, because views take apart what they are given.
        return until_alone(
            lambda: _one_try(call, lambda uow: view(*map(copy, args), uow=uow, **kwargs))
        )
    except _Refused as refused:
        return refused.response
    except (OperationalError, Unavailable) as error:
        # The store makes writers wait for each other. Who waited in vain with a key may have
        # waited for their own first call.
        if call is not None and _waited_in_vain(error):
            raise idempotency.still_running() from error
        raise


def _one_try(call: idempotency.Call | None, view: Callable[[UnitOfWork], Response]) -> Response:
    with web_container().units.write() as uow:
        return _answer_once(call, uow, lambda: view(uow))


def _waited_in_vain(error: OperationalError | Unavailable) -> bool:
    if isinstance(error, Unavailable):
        return error.code == "store_busy"
    return "locked" in str(error)


def _answer_once(
    call: idempotency.Call | None, uow: UnitOfWork, view: Callable[[], Response]
) -> Response:
    if call is None:
        return _answer(uow, view)
    before = idempotency.claim(uow.connection, call, uow.clock.now())
    if before is not None:
        return _again(before)
    response = _answer(uow, view)
    idempotency.keep(uow.connection, call, _kept(response))
    return response


def _answer(uow: UnitOfWork, view: Callable[[], Response]) -> Response:
    response = view()
    if response.status_code >= 400:
        raise _Refused(response)
    if uow.emitted:
        keys, now = web_container().keys, uow.clock.now()
        token = own_writes.sign_own_write(keys.own, uow.emitted[-1], now)
        response.headers[own_writes.HEADER] = token
    return response


def _call_of_request() -> idempotency.Call | None:
    key = request.headers.get(KEY_HEADER)
    if key is None or request.method != "POST":
        return None
    if not _KEY.match(key):
        raise Invalid("idempotency_key_unreadable", "Use 1 to 200 visible ASCII characters.")
    caller, asked = current_caller(), _hash()
    # Strangers share no keys: whether somebody else has used one is not theirs to learn.
    who = str(caller.person_id) if caller else f"{ANYBODY} {asked[:32]}"
    return idempotency.Call(caller=who, key=key, request_hash=asked)


def _hash() -> str:
    asked = (request.method, request.full_path, request.content_type or "")
    digest = hashlib.sha256("\n".join(asked).encode())
    digest.update(request.get_data())
    return digest.hexdigest()


def _kept(response: Response) -> idempotency.Answer:
    headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    return idempotency.Answer(response.status_code, headers, response.get_data())


def _again(answer: idempotency.Answer) -> Response:
    response = Response(answer.body, answer.status, dict(answer.headers))
    response.headers[REPLAYED_HEADER] = "true"
    return response
