"""Debian's Chromium, without a window."""

from __future__ import annotations

import shutil

SHELL, WHOLE = "chromium-headless-shell", "chromium"
"""The same engine alone, and with all that a browser draws around a page, which nobody sees here
and which takes as long again.
"""
ARGUMENTS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


def chromium_program() -> str | None:
    """The shell where it is installed, else the whole; None where neither is."""
    return shutil.which(SHELL) or shutil.which(WHOLE)
