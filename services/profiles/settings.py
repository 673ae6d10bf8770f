"""What profiles is told by its environment, checked once, at start."""

from __future__ import annotations

from dataclasses import dataclass

from marshmallow.validate import Length

from services.profiles.mail_ports import NO_REPLY
from shared.settings import (
    ServiceSettings,
    reading,
    service_settings,
)

SHORTEST_KEY = 32  # characters


@dataclass(frozen=True, kw_only=True)
class Settings(ServiceSettings):
    """`mail_url` says where mail goes, `mail_from` from whom.
    `operators`: the verified addresses of who runs this.

    `secret_key` seals one-time codes and refresh tokens. It must not lie in the store, and stay
    the same: a new one signs everybody out and forgets who objected.
    """

    mail_url: str
    mail_from: str = NO_REPLY
    secret_key: bytes
    operators: frozenset[str]


def read_settings() -> Settings:
    """Raises BadSettings in one sentence for the first setting that is missing or wrong."""
    with reading() as env:
        return Settings(
            **service_settings(env, "profiles"),
            mail_url=env.str("MAIL_URL"),
            mail_from=env.str("MAIL_FROM", NO_REPLY),
            secret_key=env.str("SECRET_KEY", validate=Length(min=SHORTEST_KEY)).encode(),
            operators=_addresses(env.list("OPERATORS", [])),
        )


def _addresses(given: list[str]) -> frozenset[str]:
    return frozenset(mail.strip().lower() for mail in given)
