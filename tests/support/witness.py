"""Connections that note every answer, and services that are called through them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from shared.cli.client import Services
from shared.cli.kept_connections import KeptConnections, Response

NOT_NOW = frozenset({425, 429, 503})


class Witness(KeptConnections):
    """How often each status was answered, and what no client should ever be told."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: Counter[int] = Counter()
        self.unadvised: list[str] = []
        """Refusals for now that did not say when to come back."""
        self.faults: list[str] = []

    def request(
        self,
        method: str,
        url: str,
        params: Mapping[str, Any],
        headers: Mapping[str, str],
        body: bytes | None,
    ) -> Response:
        response = super().request(method, url, params, headers, body)
        told = f"{response.status} to {method} {url}: {response.content[:200]!r}"
        self.answers[response.status] += 1
        if response.status in NOT_NOW and "Retry-After" not in response.headers:
            self.unadvised.append(told)
        if response.status >= 500 and response.status not in NOT_NOW:
            self.faults.append(told)
        return response


class WitnessedServices(Services):
    """Services whose every answer is noted."""

    def __init__(self, urls: Mapping[str, str], patience: float, witness: Witness) -> None:
        super().__init__(urls, patience)
        self._connections = witness
