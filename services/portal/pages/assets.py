"""Style, script and pictures: each under a name that changes with its content, cached for ever."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, abort, current_app

from shared.web.operations import Access, allow

FOLDER = Path(__file__).resolve().parents[1] / "static"
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Assets:
    """Every file of `static/`, by its own name and by the one it is served under."""

    served: Mapping[str, str]
    contents: Mapping[str, bytes]

    @classmethod
    def gathered(cls, folder: Path = FOLDER) -> Assets:
        """Those of that folder, read once."""
        files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        served = {name: _fingerprinted(name, content) for name, content in files.items()}
        return cls(served, {served[name]: content for name, content in files.items()})

    def url(self, name: str) -> str:
        """Where a file is. Raises KeyError for one that is not there."""
        return f"/static/{self.served[name]}"

    def has(self, name: str) -> bool:
        """Whether the file is there: what comes from npm is there after `make assets`."""
        return name in self.served


def assets_blueprint() -> Blueprint:
    """Serves them."""
    blueprint = Blueprint("assets", __name__)
    blueprint.add_url_rule("/static/<name>", view_func=allow(Access.ANYONE)(asset))
    return blueprint


def asset(name: str) -> Response:
    """One file."""
    contents = current_app.extensions["service_web"].assets.contents
    if name not in contents:
        abort(404)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    text = kind.startswith("text/") or kind.endswith("javascript")
    response = Response(contents[name], content_type=f"{kind}; charset=utf-8" if text else kind)
    response.headers["Cache-Control"] = FOR_EVER
    return response


def _fingerprinted(name: str, content: bytes) -> str:
    stem, _, kind = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:16]}.{kind}"
