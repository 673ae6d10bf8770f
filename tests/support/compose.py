"""docker-compose.yml as Compose reads it, and its processes started by hand on this machine.

A process gets the command and the environment that the file says, on top of what the image sets.
Only addresses change: what another container's name stood for is a port here, and what was a
file in a container is a file in a folder.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from deploy.start import ROLES

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docker-compose.yml"
DOCKERFILE = ROOT / "deploy" / "Dockerfile"
OURS = tuple(ROLES)
LEFT_OPEN = re.compile(r"\$\{([A-Z_]+):-([^}]*)\}")
"""What whoever starts it may say, and what it is otherwise."""
CHOSEN = {"OPERATORS": "operator@warmpath.example", "OPERATED_BY": "the tests"}


def composed() -> Mapping[str, Any]:
    """The whole file, its anchors and merges resolved."""
    found: Mapping[str, Any] = yaml.safe_load(FILE.read_text())
    return found


def services() -> Mapping[str, Mapping[str, Any]]:
    """Each container by name."""
    found: Mapping[str, Mapping[str, Any]] = composed()["services"]
    return found


def own_services(*roles: str) -> list[str]:
    """The containers that run our image, in these roles (all, if none is named)."""
    wanted = roles or ("migrate", "web", "worker")
    return [f"{service}-{role}" for role in wanted for service in OURS if role in ROLES[service]]


def image_environment() -> dict[str, str]:
    """What the image sets: the last ENV of the Dockerfile, but for where programs are."""
    env = DOCKERFILE.read_text().rpartition("\nENV ")[2].partition("\nUSER")[0]
    return {name: value for name, value in re.findall(r"(\w+)=(\S+)", env) if name != "PATH"}


@dataclass(frozen=True)
class Here:
    """Where on this machine things are that the file calls by other names.

    `places`: what to replace in settings and secrets, such as `kafka:9092`. `ports`: one for each
    of our containers. `folder`: stands for `/run/secrets` and `/data`.
    """

    folder: Path
    places: Mapping[str, str]
    ports: Mapping[str, int]
    metrics: Mapping[str, int]

    def environment(self, name: str) -> dict[str, str]:
        """The environment of a container's process."""
        told = image_environment() | dict(services()[name].get("environment", {}))
        told |= {"HOST": "127.0.0.1", "PORT": str(self.ports[name])}
        if "METRICS_PORT" in told:
            told["METRICS_PORT"] = str(self.metrics[name])
        kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        return kept | {key: self.moved(str(value)) for key, value in told.items()}

    def moved(self, text: str) -> str:
        """A text of the file, with this machine's places."""
        for there, here in self.places.items():
            text = text.replace(there, here)
        text = LEFT_OPEN.sub(lambda found: CHOSEN.get(found[1], found[2]), text)
        return text.replace("/run/secrets", f"{self.folder}/secrets").replace(
            "folder:///data", f"folder://{self.folder}"
        )

    def start(self, name: str, command: Sequence[str] = ()) -> subprocess.Popen[bytes]:
        """Start a container's process, or another command in the same surroundings."""
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                command or [sys.executable, "-m", "deploy.start", *services()[name]["command"]],
                cwd=ROOT,
                env=self.environment(name),
                stdout=log,
                stderr=log,
            )

    def health(self, name: str) -> int:
        """The exit code of a container's own health check."""
        kind, program, *arguments = services()[name]["healthcheck"]["test"]
        assert (kind, program) == ("CMD", "python")
        command = [each.replace(":8080/", f":{self.ports[name]}/") for each in arguments]
        asking = self.start(name, [sys.executable, *command])
        try:
            return asking.wait(30)
        except subprocess.TimeoutExpired:
            # Compose counts a check that takes too long as failed, too.
            asking.kill()
            return asking.wait()

    def keep_secrets(self, made: Path) -> None:
        """Put the secrets where `/run/secrets` is here, with this machine's places in them."""
        shutil.copytree(made, self.folder / "secrets")
        for path in (self.folder / "secrets").iterdir():
            path.write_text(self.moved(path.read_text()))
