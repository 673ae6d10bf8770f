"""Makes the secrets that docker-compose.yml hands to the services, each in a file of its own.

python -m deploy.make_secrets [FOLDER]     (default: deploy/secrets; nothing there is replaced)
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path

from deploy.start import PORTAL, SERVICES

FOLDER = Path(__file__).with_name("secrets")
STORES = (*SERVICES, PORTAL)


def make_secrets(folder: Path) -> list[str]:
    """Write them into a folder that only its owner may enter; the names of what was made.

    Raises FileExistsError if only a part is there: what belongs together is made together.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)  # also one that was there
    wanted = _fresh()
    there = [name for name in wanted if (folder / name).exists()]
    if len(there) == len(wanted):
        return []
    if there:
        missing = sorted(wanted.keys() - set(there))
        raise FileExistsError(f"{folder} lacks {', '.join(missing)}, and has the others.")
    for name, content in wanted.items():
        _write(folder / name, content)
    return sorted(wanted)


def _fresh() -> Mapping[str, str]:
    passwords = {name: secrets.token_urlsafe(32) for name in ("postgres", "neo4j", *STORES)}
    stores = {
        f"{service}_store_url": (
            f"postgresql+psycopg://{service}:{passwords[service]}@postgres:5432/{service}"
        )
        for service in STORES
    }
    return {
        **stores,
        **{f"{service}_password": passwords[service] for service in STORES},
        "postgres_password": passwords["postgres"],
        "neo4j_auth": f"neo4j/{passwords['neo4j']}",
        "graph_url": f"neo4j://neo4j:{passwords['neo4j']}@neo4j:7687/warmpath",
        "secret_key": secrets.token_urlsafe(48),
    }


def _write(path: Path, content: str) -> None:
    # Not the owner's alone: inside a container another user reads it. The folder is the owner's.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(content)
        os.fchmod(file.fileno(), 0o644)  # whatever the umask


def main(folder: Path) -> int:
    """Say what was made; exit code 2 if only a part is there."""
    try:
        made = make_secrets(folder)
    except FileExistsError as refusal:
        sys.stderr.write(f"{refusal} Nothing was changed.\n")
        return 2
    sys.stdout.write(f"{len(made)} secrets made in {folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER))
