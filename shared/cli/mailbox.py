"""Reads the folder that local mode writes mail to, to find somebody's newest code."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

LOOK_AGAIN = 0.02  # seconds
COMES_WITHIN = 75.0  # seconds; what a killed process had claimed is sent a minute later
CODE = re.compile(r"(?<!\S)(\d{6,8})(?!\S)")  # alone: links in other mails hold digits too


@dataclass(frozen=True)
class Code:
    """A code, and the order of its arrival: (when it was written, when the file was)."""

    arrived: tuple[float, int]
    digits: str


@dataclass
class Mailbox:
    """The mail folder, read once per file. Safe to share between threads."""

    folder: Path
    _read: set[str] = field(default_factory=set)
    _newest: dict[str, Code] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def newest(self, address: str) -> Code | None:
        """The latest code that was mailed to that address; None if there is none."""
        with self._lock:
            self._look()
            return self._newest.get(address.casefold())

    def await_code(
        self,
        address: str,
        after: Code | None,
        within: float = COMES_WITHIN,
        pause: Callable[[float], None] = time.sleep,
    ) -> str | None:
        """The digits of a code that came after that one; the latest there is if none comes."""
        deadline = time.monotonic() + within
        while (found := self.newest(address)) == after and time.monotonic() < deadline:
            pause(LOOK_AGAIN)
        return found.digits if found else None

    def _look(self) -> None:
        for path in self.folder.glob("*.eml"):
            if path.name not in self._read:
                self._read.add(path.name)
                self._keep(path)

    def _keep(self, path: Path) -> None:
        mail = message_from_bytes(path.read_bytes(), _class=EmailMessage, policy=policy.default)
        found = CODE.search(mail.get_content())
        if not found:
            return
        sent = parsedate_to_datetime(mail["Date"]).timestamp() if mail["Date"] else 0.0
        code = Code((sent, path.stat().st_mtime_ns), found[1])
        address = str(mail["To"]).casefold()
        known = self._newest.get(address)
        if known is None or known.arrived < code.arrived:
            self._newest[address] = code
