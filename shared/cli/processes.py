"""Which processes make up Warmpath on one machine, and the settings each of them gets."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass, field
from pathlib import Path

from deploy.local.ports import HOST
from deploy.start import command_of
from shared.cli.home import Home
from shared.cli.ports import PORTAL, SERVICES, port_of, portal_at, url_of
from shared.clock import AHEAD

ROOT = Path(__file__).resolve().parents[2]
OPERATOR = "operator@warmpath.example"


@dataclass(frozen=True)
class Running:
    """One process: its name, the command line and its environment."""

    name: str
    arguments: tuple[str, ...]
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def command(self) -> str:
        """As one line of a shell, which the process replaces: its id is the process's own."""
        return "exec " + shlex.join(self.arguments)


def processes(home: Home, port: int) -> list[Running]:
    """Everything `warmpath up` starts, in this order."""
    running = [_portal(home, port)]
    for service in SERVICES:
        settings = settings_of(service, home, port)
        for role in ("web", "worker"):
            command = tuple(command_of(service, role))
            running.append(Running(f"{service}.{role}", command, settings))
    return running


def settings_of(service: str, home: Home, port: int) -> dict[str, str]:
    """What a service reads from its environment; its README says what each setting means."""
    shared = {
        "STORE_URL": home.store_url(service),
        "EVENT_LOG_URL": home.event_log_url,
        "JWKS_URLS": ",".join(
            f"{other}={url_of(other, port)}/.well-known/jwks.json"
            for other in SERVICES
            if other != service
        ),
        "HOST": HOST,
        "PORT": str(port_of(service, port)),
        "WEB_WORKERS": "2" if service == "profiles" else "1",  # most of what is written goes there
    }
    return shared | _clock(home) | _own_settings(service, home, port)


def _clock(home: Home) -> dict[str, str]:
    return {"CLOCK_URL": f"{AHEAD}{home.clock}"} if home.clock.exists() else {}


def _own_settings(service: str, home: Home, port: int) -> dict[str, str]:
    if service == "profiles":
        mail, key = f"folder://{home.mail}", home.secret("profiles")
        links = ",".join(f"{other}={url_of(other, port)}" for other in ("profiles", "referrals"))
        return {
            "MAIL_URL": mail,
            "PUBLIC_URLS": f"{links},portal={portal_at(port)}",
            "SECRET_KEY": key,
            "OPERATORS": OPERATOR,
        }
    return {"GRAPH_URL": home.graph_url} if service == "referrals" else {}


def environment(settings: dict[str, str]) -> dict[str, str]:
    """The settings on top of what this process was started with."""
    return {**os.environ, "PYTHONUNBUFFERED": "1", **settings}


def portal_settings(home: Home, port: int) -> dict[str, str]:
    """What the portal is told: it is this person's own machine, so prepared people may be tried."""
    return {
        "STORE_URL": home.store_url(PORTAL),
        **{f"{service.upper()}_URL": url_of(service, port) for service in SERVICES},
        "PUBLIC_URL": portal_at(port),
        "OPERATED_BY": "the owner of this machine",
        "LOCAL_MAIL": str(home.mail),
        "LOCAL_PEOPLE": str(home.people),
        "HOST": HOST,
        "PORT": str(port),
        "WEB_WORKERS": "1",
        **_clock(home),
    }


def _portal(home: Home, port: int) -> Running:
    command = tuple(command_of(PORTAL, "web"))
    return Running(f"{PORTAL}.web", command, portal_settings(home, port))
