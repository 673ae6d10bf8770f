"""Runs one part of one service: what the image starts, and everything else that starts a service.

python -m deploy.start profiles web|worker|migrate
python -m deploy.start portal web|migrate
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

GUNICORN = Path(__file__).with_name("gunicorn.conf.py")
SERVICES = ("profiles", "postings", "referrals")
PORTAL = "portal"
"""The pages: it owns no part of the domain, hears no event and has no worker."""
ROLES = {
    **dict.fromkeys(SERVICES, ("web", "worker", "migrate")),
    PORTAL: ("web", "migrate"),
}
USAGE = "usage: python -m deploy.start " + " or ".join(
    f"{'|'.join(named)} {'|'.join(roles)}"
    for named, roles in ((SERVICES, ROLES[SERVICES[0]]), ((PORTAL,), ROLES[PORTAL]))
)


def command_of(service: str, role: str) -> Sequence[str]:
    """The command line of a role: `web` serves HTTP, `worker` moves events, `migrate` ends."""
    module = f"services.{service}"
    app = (str(GUNICORN), f"{module}.web:create_app()")
    commands: Mapping[str, Sequence[str]] = {
        "web": (sys.executable, "-m", "gunicorn", "-c", *app),
        "worker": (sys.executable, "-m", f"{module}.worker"),
        "migrate": (sys.executable, "-m", "shared.storage.migrations", module),
    }
    return commands[role]


def main(arguments: Sequence[str]) -> None:
    """Become that process, so that signals reach it. Bad use is exit code 2."""
    if len(arguments) != 2 or arguments[1] not in ROLES.get(arguments[0], ()):
        sys.stderr.write(f"{USAGE}\n")
        sys.exit(2)
    command = list(command_of(*arguments))
    os.execv(command[0], command)  # noqa: S606 - our own module


if __name__ == "__main__":
    main(sys.argv[1:])
