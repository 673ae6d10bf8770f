"""Mail as files in a folder: what local mode does instead of sending."""

from __future__ import annotations

import os
from email.message import EmailMessage
from pathlib import Path

from services.profiles.ports import Mail, MailerAway

SENDER = "Warmpath <no-reply@warmpath.invalid>"


class MailFolder:
    """Writes each mail as `<id>.eml` (readable by the owner only)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def send(self, mail: Mail) -> None:
        """The id names the file, so that sending again replaces it by the same."""
        try:
            self._write(mail)
        except OSError as error:
            raise MailerAway(f"{self.folder}: {error.strerror}") from error

    def forget(self, recipient: str) -> None:
        """Remove what was written to an address."""
        for path in self.folder.glob("*.eml"):
            if f"\nTo: {recipient}\n" in path.read_text(encoding="utf-8"):
                path.unlink(missing_ok=True)

    def _write(self, mail: Mail) -> None:
        beside = self.folder / f".{mail.id}.part"
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(_as_message(mail).as_bytes())
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.folder / f"{mail.id}.eml")
        _sync(self.folder)


def _as_message(mail: Mail) -> EmailMessage:
    message = EmailMessage()
    message["From"] = SENDER
    message["To"] = mail.recipient
    message["Subject"] = mail.subject
    message["Date"] = mail.written_at
    message["Message-ID"] = f"<{mail.id}@warmpath.invalid>"
    message.set_content(mail.body)
    return message


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
