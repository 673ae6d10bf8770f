"""A file that was uploaded, as the body or as the form's `file`."""

from __future__ import annotations

from io import BytesIO

from flask import request
from werkzeug.formparser import FormDataParser

from shared.errors import Invalid
from shared.web.operations import accepted_here

FORM = "multipart/form-data"


def uploaded_file(missing_code: str) -> BytesIO:
    """What was uploaded, in memory: a form parser's usual temporary file would be a copy on disk.

    Raises Invalid with the code `missing_code` if the form has no file.
    """
    body = request.get_data(cache=True)
    if request.mimetype != FORM:
        return BytesIO(body)
    parser = FormDataParser(
        stream_factory=lambda *_, **__: BytesIO(),
        max_form_memory_size=accepted_here().max_bytes,
        max_form_parts=10,
    )
    parsed = parser.parse(BytesIO(body), FORM, len(body), request.mimetype_params)
    file = parsed[2].get("file")
    if file is None:
        raise Invalid(
            missing_code, "Send the file as `file` of the form.", {"file": ["is missing"]}
        )
    return BytesIO(file.stream.read())
