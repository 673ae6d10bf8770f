"""What every service is told by its environment, checked once, at start.

A secret may come from a file instead: set `NAME_FILE` to its path. White space around it is no
part of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from environs import EnvError, FileAwareEnv
from marshmallow import ValidationError
from marshmallow.validate import OneOf, Range

from shared.clock import clock_of
from shared.errors import CannotStart

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class BadSettings(CannotStart):
    """The environment does not say what a service needs to know: one sentence, for the operator."""


@dataclass(frozen=True, kw_only=True)
class ServiceSettings:
    """What every service needs to know; each service's own settings extend it.

    `jwks_urls` says where the public keys of each other service are. Without a `metrics_port`
    nothing is measured; `metrics_host` is the address that it is asked on. `clock_url` names a
    clock other than the machine's.
    """

    service: str
    store_url: str
    event_log_url: str
    jwks_urls: Mapping[str, str]
    metrics_port: int | None
    metrics_host: str = "127.0.0.1"
    log_level: str
    clock_url: str = ""


@contextmanager
def reading() -> Iterator[FileAwareEnv]:
    """Read settings inside the block. Raises BadSettings in one sentence for the first bad one."""
    try:
        yield FileAwareEnv(strip_whitespace=True)
    except (EnvError, ValueError) as error:
        raise BadSettings(f"Settings: {_sentence(error)}") from None


def service_settings(env: FileAwareEnv, service: str) -> dict[str, Any]:
    """The fields of ServiceSettings, for `Settings(**service_settings(env, "profiles"), …)`."""
    return {
        "service": service,
        "store_url": env.str("STORE_URL"),
        "event_log_url": env.str("EVENT_LOG_URL"),
        "jwks_urls": by_service(env.str("JWKS_URLS", "", validate=web_addresses)),
        "metrics_port": env.int("METRICS_PORT", None, validate=_port),
        "metrics_host": env.str("METRICS_HOST", "127.0.0.1"),
        "log_level": env.str("LOG_LEVEL", "INFO", validate=OneOf(LOG_LEVELS)),
        "clock_url": env.str("CLOCK_URL", "", validate=clock_named),
    }


def read_store_url() -> str:
    """Where a service's store is, for what needs to know nothing else. Raises BadSettings."""
    with reading() as env:
        url: str = env.str("STORE_URL")
    return url


def _port(value: int | None) -> None:
    if value is not None:
        Range(1, 65535)(value)


def by_service(value: str) -> dict[str, str]:
    """`SERVICE=https://…`, separated by commas, as a mapping."""
    return dict(_pairs(value))


def clock_named(value: str) -> None:
    """Raises ValidationError unless it names a clock, or nothing."""
    try:
        clock_of(value)
    except ValueError as error:
        raise ValidationError(f"CLOCK_URL {error}.") from None


def web_addresses(value: str) -> None:
    """Raises ValidationError unless all are web addresses."""
    if not all(url.startswith(("http://", "https://")) for _, url in _pairs(value)):
        raise ValidationError("Not service=https://…, separated by commas.")


def _pairs(value: str) -> list[tuple[str, str]]:
    parts = [part.partition("=") for part in value.split(",") if part.strip()]
    return [(service.strip(), url.strip()) for service, _, url in parts]


def _sentence(error: Exception) -> str:
    return " ".join(str(error).split())
