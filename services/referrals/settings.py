"""What referrals is told by its environment. Documented in this service's README.md."""

from __future__ import annotations

from dataclasses import dataclass

from shared.settings import ServiceSettings, reading, service_settings


@dataclass(frozen=True, kw_only=True)
class Settings(ServiceSettings):
    """`graph_url` names the introduction graph."""

    graph_url: str


def read_settings() -> Settings:
    """The settings in the environment. Raises BadSettings."""
    with reading() as env:
        return Settings(
            **service_settings(env, "referrals"),
            graph_url=env.str("GRAPH_URL"),
        )
