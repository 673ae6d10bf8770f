"""The HTTP API of postings: one module per part of it, in the order of the docs."""

from collections.abc import Sequence

from services.postings.api import employers, hiring_managers, openings
from shared.web.blueprint import Blueprint


def blueprints() -> Sequence[Blueprint]:
    """Everything that postings answers."""
    return (employers.blueprint, openings.blueprint, hiring_managers.blueprint)
