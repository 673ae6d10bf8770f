"""Style, script and pictures: each under a name that changes with its content, cached for ever."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, request

from services.portal.pages.compression import compressed, is_text, takes_gzip
from shared.web.operations import Access, allow

FOLDER = Path(__file__).resolve().parents[1] / "static"
FROM_NPM = FOLDER.with_name("assets") / "built"
"""What `deploy.assets` takes from npm at set-up; not there where it could not be had."""
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """A file, and the same smaller where that is worth it."""

    content: bytes
    kind: str
    small: bytes | None

    @classmethod
    def read(cls, path: Path) -> Asset:
        """From its place on disk."""
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        content = path.read_bytes()
        return cls(content, kind, compressed(content) if is_text(kind) else None)


@dataclass(frozen=True)
class Assets:
    """Every file of some folders, by its own name and by the one it is served under."""

    served: Mapping[str, str]
    contents: Mapping[str, Asset]

    @classmethod
    def gathered(cls, *folders: Path) -> Assets:
        """Those of these folders, read once."""
        paths = [path for folder in folders if folder.is_dir() for path in folder.iterdir()]
        files = {path.name: Asset.read(path) for path in paths if _is_public(path)}
        served = {name: _fingerprinted(name, each.content) for name, each in files.items()}
        return cls(served, {served[name]: each for name, each in files.items()})

    def url(self, name: str) -> str:
        """Where a file is. Raises KeyError for one that is not there."""
        return f"/static/{self.served[name]}"

    def has(self, name: str) -> bool:
        """Whether the file is there: what comes from npm is there after set-up."""
        return name in self.served


def assets_blueprint() -> Blueprint:
    """Serves them."""
    blueprint = Blueprint("assets", __name__)
    blueprint.add_url_rule("/static/<name>", view_func=allow(Access.ANYONE)(asset))
    return blueprint


def asset(name: str) -> Response:
    """One file."""
    found = current_app.extensions["service_web"].assets.contents.get(name)
    if found is None:
        abort(404)
    small = found.small if takes_gzip(request) else None
    kind = f"{found.kind}; charset=utf-8" if is_text(found.kind) else found.kind
    response = Response(small or found.content, content_type=kind)
    response.headers["Cache-Control"] = FOR_EVER
    if is_text(found.kind):
        response.vary.add("Accept-Encoding")
    if small:
        response.content_encoding = "gzip"
    return response


def _is_public(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".")


def _fingerprinted(name: str, content: bytes) -> str:
    stem, _, kind = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:16]}.{kind}"
