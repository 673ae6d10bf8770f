"""What profiles is told by its environment, checked once, at start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from marshmallow.validate import Length

from services.profiles.mail_ports import NO_REPLY
from shared.settings import (
    ServiceSettings,
    by_service,
    reading,
    service_settings,
    web_addresses,
)

SHORTEST_KEY = 32  # characters


@dataclass(frozen=True, kw_only=True)
class Settings(ServiceSettings):
    """`mail_url` says where mail goes, `mail_from` from whom, `public_urls` where its links lead.
    `operators`: the verified addresses of who runs this.

    `secret_key` seals one-time codes and refresh tokens. It must not lie in the store, and stay
    the same: a new one signs everybody out and forgets who objected.
    """

    mail_url: str
    mail_from: str = NO_REPLY
    public_urls: Mapping[str, str] = field(default_factory=dict)
    secret_key: bytes
    operators: frozenset[str]


def read_settings() -> Settings:
    """Raises BadSettings in one sentence for the first setting that is missing or wrong."""
    with reading() as env:
        return Settings(
            **service_settings(env, "profiles"),
            mail_url=env.str("MAIL_URL"),
            mail_from=env.str("MAIL_FROM", NO_REPLY),
            public_urls=by_service(env.str("PUBLIC_URLS", "", validate=web_addresses)),
            secret_key=env.str("SECRET_KEY", validate=Length(min=SHORTEST_KEY)).encode(),
            operators=_addresses(env.list("OPERATORS", [])),
        )


def _addresses(given: list[str]) -> frozenset[str]:
    return frozenset(mail.strip().lower() for mail in given)
