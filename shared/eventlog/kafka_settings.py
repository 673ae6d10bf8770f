"""What a `kafka://` URL says: where the brokers are, how to sign in, how patient to be.

    kafka://host:9092,host:9092?option=value&option=value

| option | meaning | without it |
|---|---|---|
| `replicas` | on how many brokers each topic lies; from 3 on, two must confirm a write | 3 |
| `prefix` | put before the names of topics, groups and transactions, on a shared cluster | – |
| `session_seconds` | after so long without a heartbeat a worker counts as dead | 6 |
| `work_seconds` | the longest that one batch may take | 120 |
| `tls` | `true`: encrypt, and check the brokers' certificates | `false` |
| `ca_file` | the authorities to trust (PEM) | the machine's |
| `certificate_file`, `key_file` | this client's own certificate and key (PEM) | – |
| `user`, `password_file` | sign in; the password is the file's first line | – |
| `mechanism` | `PLAIN`, `SCRAM-SHA-256` or `SCRAM-SHA-512` | `SCRAM-SHA-512` |

No password stands in the URL itself, so the URL may be logged.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

from shared.eventlog.port import UnknownLog

SCHEME = "kafka://"
MECHANISMS = ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")
OPTIONS = (
    *("replicas", "prefix", "session_seconds", "work_seconds"),
    *("tls", "ca_file", "certificate_file", "key_file", "user", "password_file", "mechanism"),
)
Security = Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]


@dataclass(frozen=True)
class KafkaSettings:
    """One Kafka cluster and how this installation uses it. `password` is read at each use."""

    brokers: tuple[str, ...]
    replicas: int = 3
    prefix: str = ""
    session_seconds: float = 6.0
    work_seconds: float = 120.0
    tls: bool = False
    ca_file: str | None = None
    certificate_file: str | None = None
    key_file: str | None = None
    user: str | None = None
    password_file: str | None = None
    mechanism: str = "SCRAM-SHA-512"

    @property
    def security(self) -> Security:
        """The protocol's name in Kafka's own settings."""
        if self.user is None:
            return "SSL" if self.tls else "PLAINTEXT"
        return "SASL_SSL" if self.tls else "SASL_PLAINTEXT"

    def password(self) -> str:
        """The first line of the password's file. Raises UnknownLog if it cannot be read."""
        try:
            lines = Path(self.password_file or "").read_text().splitlines()
        except OSError as error:
            raise UnknownLog(f"Kafka's password_file cannot be read: {error.strerror}.") from None
        return lines[0].strip() if lines else ""


def kafka_settings(url: str) -> KafkaSettings:
    """What the URL says. Raises UnknownLog in one sentence for the first thing it cannot mean."""
    parts = urlsplit(url)
    said = dict(parse_qsl(parts.query, keep_blank_values=True))
    unknown = sorted(set(said) - set(OPTIONS))
    if unknown:
        raise UnknownLog(f"EVENT_LOG_URL: Kafka has no option {unknown[0]!r}.")
    if not parts.netloc or "@" in parts.netloc or parts.path not in ("", "/"):
        raise UnknownLog("EVENT_LOG_URL must be kafka://host:port,host:port?options.")
    settings = KafkaSettings(
        brokers=tuple(parts.netloc.split(",")),
        replicas=int(_number(said, "replicas", 3)),
        session_seconds=_number(said, "session_seconds", 6),
        work_seconds=_number(said, "work_seconds", 120),
        tls=_choice(said, "tls", ("false", "true")) == "true",
        mechanism=_choice(said, "mechanism", ("SCRAM-SHA-512", *MECHANISMS)),
        prefix=said.get("prefix", ""),
        ca_file=said.get("ca_file"),
        certificate_file=said.get("certificate_file"),
        key_file=said.get("key_file"),
        user=said.get("user"),
        password_file=said.get("password_file"),
    )
    if (settings.user is None) != (settings.password_file is None):
        raise UnknownLog("EVENT_LOG_URL: Kafka's user and password_file go together.")
    return settings


def _number(said: dict[str, str], name: str, otherwise: float) -> float:
    try:
        number = float(said.get(name, otherwise))
    except ValueError:
        number = 0.0
    if number <= 0:
        raise UnknownLog(f"EVENT_LOG_URL: Kafka's {name} must be a number above 0.")
    return number


def _choice(said: dict[str, str], name: str, choices: tuple[str, ...]) -> str:
    chosen = said.get(name, choices[0])
    if chosen not in choices:
        raise UnknownLog(f"EVENT_LOG_URL: Kafka's {name} must be one of {', '.join(choices)}.")
    return chosen
