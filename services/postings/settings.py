"""What postings is told by its environment; it needs nothing beyond what every service does."""

from __future__ import annotations

from shared.settings import ServiceSettings, reading, service_settings


def read_settings() -> ServiceSettings:
    """Raises BadSettings in one sentence for the operator."""
    with reading() as env:
        return ServiceSettings(**service_settings(env, "postings"))
