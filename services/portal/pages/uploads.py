"""Uploads stay in memory: a list of contacts is never written to a temporary file.

A page takes a megabyte, and one that says `@accepts(…, max_bytes=…)` as much as that.
"""

from __future__ import annotations

from io import BytesIO
from typing import IO

from flask import Flask, Request, request

from shared.web.operations import accepted_here

FORM, FILE = "application/x-www-form-urlencoded", "multipart/form-data"


class InMemoryRequest(Request):
    """As Flask's, but without files on disk."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()


def bound_uploads(app: Flask) -> None:
    """Let each page of this app take as much as it says, before anything reads it."""
    app.before_request(_bound)


def _bound() -> None:
    if request.endpoint is not None:
        most = accepted_here().max_bytes
        request.max_content_length = request.max_form_memory_size = most
