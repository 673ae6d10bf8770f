"""What the portal is told by its environment, checked once, at start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from marshmallow import ValidationError
from marshmallow.validate import OneOf, Range

from shared.settings import LOG_LEVELS, clock_named, reading
from shared.texts import is_web_address

SERVICES = ("profiles", "postings", "referrals")
UNNAMED_OPERATOR = "whoever runs this installation"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """`service_urls` says where each service answers; `public_url` where people open the portal.

    `operated_by` is who runs the installation, as its sign-in page names them. `local_mail` and
    `local_people` are set in local mode only: with them whoever opens the portal can sign in as
    one of the sample's prepared people. `trusted_proxies`: how many servers stand in front, whose
    word on where a request comes from is taken.
    """

    service: str
    store_url: str
    service_urls: Mapping[str, str]
    public_url: str
    operated_by: str
    trusted_proxies: int
    local_mail: Path | None
    local_people: Path | None
    metrics_port: int | None
    metrics_host: str
    log_level: str
    clock_url: str = ""

    @property
    def is_secure(self) -> bool:
        """Whether people reach it over TLS, so that cookies may ask for it."""
        return self.public_url.startswith("https://")

    @property
    def is_local(self) -> bool:
        """Whether it is a person's own machine, where prepared people may be tried."""
        return self.local_people is not None and self.local_mail is not None


def read_settings() -> Settings:
    """Raises BadSettings in one sentence for the first setting that is missing or wrong."""
    with reading() as env:
        return Settings(
            service="portal",
            store_url=env.str("STORE_URL"),
            service_urls={
                "profiles": env.str("PROFILES_URL", validate=_web_address).rstrip("/"),
                "postings": env.str("POSTINGS_URL", validate=_web_address).rstrip("/"),
                "referrals": env.str("REFERRALS_URL", validate=_web_address).rstrip("/"),
            },
            public_url=env.str("PUBLIC_URL", validate=_public_address).rstrip("/"),
            operated_by=env.str("OPERATED_BY", UNNAMED_OPERATOR),
            trusted_proxies=env.int("TRUSTED_PROXIES", 0, validate=Range(0, 5)),
            local_mail=_path(env.str("LOCAL_MAIL", "")),
            local_people=_path(env.str("LOCAL_PEOPLE", "")),
            metrics_port=env.int("METRICS_PORT", None, validate=_port),
            metrics_host=env.str("METRICS_HOST", "127.0.0.1"),
            log_level=env.str("LOG_LEVEL", "INFO", validate=OneOf(LOG_LEVELS)),
            clock_url=env.str("CLOCK_URL", "", validate=clock_named),
        )


def _path(value: str) -> Path | None:
    return Path(value) if value else None


def _port(value: int | None) -> None:
    if value is not None:
        Range(1, 65535)(value)


def _web_address(value: str) -> None:
    if not is_web_address(value):
        raise ValidationError("Not http://… or https://….")


def _public_address(value: str) -> None:
    _web_address(value)
    if value.startswith("http://") and not _is_this_machine(urlsplit(value).hostname or ""):
        raise ValidationError("Without TLS (https://) the portal serves this machine only.")


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
