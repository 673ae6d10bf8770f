"""The services over real HTTP, on connections that are kept and shared by all threads."""

from __future__ import annotations

from collections.abc import Mapping

import urllib3
from urllib3.exceptions import HTTPError

from services.portal.api_client import Away, Request, Response

CONNECTED_WITHIN = 2.0  # seconds
ANSWERED_WITHIN = 20.0  # seconds: an import of a long list takes a few
KEPT = 32  # connections to each service: a page asks several things at once


class HttpTransport:
    """Keeps `api_client.Transport`. Follows no redirect and repeats nothing."""

    def __init__(self, urls: Mapping[str, str]) -> None:
        self._urls = urls
        self._pool = urllib3.PoolManager(
            maxsize=KEPT,
            timeout=urllib3.Timeout(connect=CONNECTED_WITHIN, read=ANSWERED_WITHIN),
            retries=False,
        )

    def send(self, request: Request) -> Response:
        """Raises Away."""
        try:
            answer = self._pool.request(
                request.method,
                self._urls[request.service] + request.target,
                body=request.content,
                headers=dict(request.headers),
                redirect=False,
            )
        except HTTPError as error:
            raise Away(request.service) from error
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Response(answer.status, headers, answer.data)

    def close(self) -> None:
        """Close every kept connection."""
        self._pool.clear()
