"""Which mailer a URL names, and the one for local mode: mail as files in a folder."""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from uuid import UUID

from services.profiles.adapters.message import ABOUT, Sender, for_folder
from services.profiles.adapters.smtp import SCHEMES, Smtp, smtp_server
from services.profiles.mail_ports import NO_REPLY, Handover, Mail, Mailer, MailerAway
from shared.settings import BadSettings

FOLDER = "folder://"


def open_mailer(url: str, sender: str = NO_REPLY) -> Mailer:
    """`folder:///path` writes each mail into a file there, `smtp://` and `smtps://` send it.

    Raises BadSettings for others.
    """
    path = url.removeprefix(FOLDER)
    if url.startswith(FOLDER) and path.startswith("/"):
        return MailFolder(Path(path), Sender.read(sender))
    if url.partition("://")[0] in SCHEMES:
        return Smtp(smtp_server(url), _own(sender))
    raise BadSettings("no such mailer; MAIL_URL must be folder:///path or smtp://host:port.")


def _own(sender: str) -> Sender:
    if sender == NO_REPLY:
        raise BadSettings("MAIL_FROM must say from which address mail is sent by SMTP.")
    return Sender.read(sender)


class MailFolder:
    """Writes each mail as `<id>.eml` (readable by the owner only)."""

    prompt = True

    def __init__(self, folder: Path, sender: Sender | None = None) -> None:
        self.folder = folder
        self._sender = sender or Sender.read(NO_REPLY)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def connection(self) -> AbstractContextManager[Handover]:
        """Itself: a folder needs none."""
        return nullcontext(self)

    def send(self, mail: Mail) -> None:
        """The id names the file, so that sending again replaces it by the same."""
        message = for_folder(mail, self._sender).as_bytes()
        try:
            self._write(mail, message)
        except OSError as error:
            raise MailerAway(f"{self.folder}: {error.strerror}") from error

    def forget(self, person_id: UUID, addresses: Collection[str]) -> None:
        """Remove their files."""
        theirs = {f"{ABOUT}: {person_id}", *(f"To: {address}" for address in addresses)}
        for path in self.folder.glob("*.eml"):
            if not theirs.isdisjoint(path.read_text(encoding="utf-8").splitlines()):
                path.unlink(missing_ok=True)

    def _write(self, mail: Mail, message: bytes) -> None:
        beside = self.folder / f".{mail.id}.part"
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(message)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.folder / f"{mail.id}.eml")
        _sync(self.folder)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
