"""The HTTP API of profiles: one module per part of it, in the order of the docs."""

from collections.abc import Sequence

from services.profiles.api import (
    beginning,
    careers,
    groups,
    imports,
    invitations,
    names,
    people,
    sign_in,
    ties,
    weekly_digest,
)
from shared.web.blueprint import Blueprint


def blueprints() -> Sequence[Blueprint]:
    """Everything that profiles answers."""
    parts = (
        beginning,
        sign_in,
        people,
        careers,
        groups,
        ties,
        imports,
        invitations,
        names,
        weekly_digest,
    )
    return [part.blueprint for part in parts]
