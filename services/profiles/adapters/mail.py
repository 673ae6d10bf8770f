"""Which mailer a URL names. Nothing ever falls back to another one."""

from __future__ import annotations

from pathlib import Path

from services.profiles.adapters.mail_folder import MailFolder
from services.profiles.ports import Mailer
from shared.settings import BadSettings

FOLDER = "folder://"


def open_mailer(url: str) -> Mailer:
    """`folder:///path` writes each mail into a file there. Raises BadSettings for others."""
    path = url.removeprefix(FOLDER)
    if url.startswith(FOLDER) and path.startswith("/"):
        return MailFolder(Path(path))
    raise BadSettings(f"no mailer at {url!r}; MAIL_URL must be folder:///path.")
