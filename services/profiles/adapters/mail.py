"""Which mailer a URL names, and the one there is: mail as files in a folder, instead of sending."""

from __future__ import annotations

import os
from collections.abc import Collection
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from uuid import UUID

from services.profiles.ports import Mail, Mailer, MailerAway
from shared.settings import BadSettings

ABOUT = "Warmpath-Person"
SENDER = "Warmpath <no-reply@warmpath.invalid>"
FOLDER = "folder://"


def open_mailer(url: str) -> Mailer:
    """`folder:///path` writes each mail into a file there. Raises BadSettings for others."""
    path = url.removeprefix(FOLDER)
    if url.startswith(FOLDER) and path.startswith("/"):
        return MailFolder(Path(path))
    raise BadSettings(f"no mailer at {url!r}; MAIL_URL must be folder:///path.")


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

    def forget(self, person_id: UUID, addresses: Collection[str]) -> None:
        """Remove their files."""
        theirs = {f"{ABOUT}: {person_id}", *(f"To: {address}" for address in addresses)}
        for path in self.folder.glob("*.eml"):
            if not theirs.isdisjoint(path.read_text(encoding="utf-8").splitlines()):
                path.unlink(missing_ok=True)

    def _write(self, mail: Mail) -> None:
        beside = self.folder / f".{mail.id}.part"
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(as_message(mail).as_bytes())
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.folder / f"{mail.id}.eml")
        _sync(self.folder)


def as_message(mail: Mail) -> EmailMessage:
    """The mail as it is written or sent."""
    # Unfolded, so that a file can be found by its lines; addresses may hold any letter.
    message = EmailMessage(policy=default.clone(utf8=True, max_line_length=998))
    message["From"] = SENDER
    message["To"] = mail.recipient
    message["Subject"] = mail.subject
    if mail.person_id:
        message[ABOUT] = str(mail.person_id)
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
