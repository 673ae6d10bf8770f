"""Wakes those who wait for news of a store or a log, in any process of the same user.

Each listener has a datagram socket in a folder that only this user can enter; a poke sends one
byte to every socket in it. Pokes only save time: whoever waits also looks every 250 ms, so a lost
poke, a full buffer, or a machine without such sockets never matters.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import socket
import stat
import tempfile
import time
from pathlib import Path
from typing import Protocol

POLL_EVERY = 0.25  # seconds
LONGEST_PATH = 100  # bytes; AF_UNIX takes 104 to 108


class Listening(Protocol):
    """Hears the pokes of one channel."""

    def wait(self, timeout: float) -> bool:
        """Whether a poke came, now or since the last wait, within `timeout` seconds."""

    def close(self) -> None:
        """Stop hearing."""


class Channel:
    """Everybody who names the same URL shares a channel."""

    def __init__(self, url: str) -> None:
        name = hashlib.sha256(url.encode()).hexdigest()[:16]
        self._folder = Path(tempfile.gettempdir()) / f"warmpath-{os.getuid()}" / name

    def poke(self) -> None:
        """Wake every listener. Never raises and never waits."""
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
            out.setblocking(False)
            for path in self._folder.iterdir():
                _send(out, path)

    def listen(self) -> Listener:
        """Start to hear pokes; where that cannot be, `wait` just waits."""
        path = self._folder / secrets.token_hex(4)
        if len(os.fsencode(path)) > LONGEST_PATH or not _is_private(self._folder):
            return Listener(None, path)
        ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            ear.bind(str(path))
        except OSError:
            ear.close()
            return Listener(None, path)
        return Listener(ear, path)


class Listener:
    """See Listening. Without an ear, `wait` just waits."""

    def __init__(self, ear: socket.socket | None, path: Path) -> None:
        self._ear = ear
        self._path = path

    def wait(self, timeout: float) -> bool:
        if self._ear is None:
            time.sleep(timeout)
            return False
        try:
            self._ear.settimeout(timeout or 1e-6)
            self._ear.recv(1)
            self._drain(self._ear)
        except OSError:
            return False
        return True

    def close(self) -> None:
        if self._ear is not None:
            self._ear.close()
            self._path.unlink(missing_ok=True)

    def _drain(self, ear: socket.socket) -> None:
        ear.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            while True:
                ear.recv(1)


def _send(out: socket.socket, path: Path) -> None:
    try:
        out.sendto(b"!", str(path))
    except ConnectionRefusedError:
        path.unlink(missing_ok=True)  # its listener was killed
    except OSError:
        return  # a full buffer: that listener has news already


def _is_private(folder: Path) -> bool:
    """Whether the folder, made if need be, is this user's alone; both levels of it."""
    try:
        for path in (folder.parent, folder):
            path.mkdir(mode=0o700, exist_ok=True)
            found = path.lstat()
            if found.st_uid != os.getuid() or stat.S_IMODE(found.st_mode) != 0o700:
                return False
    except OSError:
        return False
    return True
