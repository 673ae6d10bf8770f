"""The HTTP API of profiles: one module per part of it, in the order of the docs."""

from __future__ import annotations

from services.profiles.api import careers, groups, imports, names, people, sign_in, ties

BLUEPRINTS = tuple(
    part.blueprint for part in (sign_in, people, careers, groups, ties, imports, names)
)
