"""The questions of one member at referrals, with the names that profiles gives for the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.cli.client import Answer, Services
from shared.cli.sign_in import SignedIn

Json = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """What referrals answered: its rows, how many there are in all, and who may be named how.

    `total` is a number, or "a few". `names` goes from a person's id to their name.
    """

    rows: list[Json]
    total: int | str
    names: Mapping[str, str]
    stale_since: str | None = None

    def name_of(self, row: Json) -> str:
        """The name of the contact to ask first."""
        return self.names.get(contact_of(row), "somebody you know")


def contact_of(row: Json) -> str:
    """The id of whom to ask first; a row is a path, or an opening with its path."""
    person: str = row.get("path", row)["contact"]["person_id"]
    return person


@dataclass(frozen=True)
class Asker:
    """A member who asks."""

    services: Services
    session: SignedIn

    def reachable_openings(self, **filters: Any) -> Found:
        """The openings that the member can reach, each with its best path."""
        return self._found("/v1/reachable-openings", "openings", filters)

    def who_can_refer(self, opening: str, seen: str | None = None, **options: Any) -> Found:
        """The best path to each person who can refer the member for that opening.

        `seen` is the token of a write that the answer has to know of.
        """
        return self._found(f"/v1/openings/{opening}/who-can-refer", "paths", options, seen)

    def opening(self, opening: str) -> Json:
        """The opening as referrals knows it. Raises Refused (404) if the member may not see it."""
        shown: Json = self._get("referrals", f"/v1/openings/{opening}", {}).body
        return shown

    def employers_called(self, name: str) -> list[Json]:
        """Employers that postings finds for a name, those with exactly that name first."""
        found: list[Json] = self._get("postings", "/v1/employers", {"q": name}).body["employers"]
        return sorted(found, key=lambda each: each["name"].casefold() != name.casefold())

    def _found(
        self, path: str, rows: str, options: Mapping[str, Any], seen: str | None = None
    ) -> Found:
        asked = {name: _spelt(value) for name, value in options.items() if value is not None}
        body = self._get("referrals", path, asked, seen).body
        names = self.names(body["grant"]) if body[rows] else {}
        return Found(body[rows], body.get("total", len(body[rows])), names, body["stale_since"])

    def names(self, grant: str) -> dict[str, str]:
        """The names that the grant allows this member to know."""
        answer = self.services.call(
            "profiles",
            "POST",
            "/v1/names",
            body={"grant": grant},
            bearer=self.session.access_token,
        )
        return {person: known["name"] for person, known in answer.body["names"].items()}

    def _get(
        self, service: str, path: str, params: Mapping[str, Any], seen: str | None = None
    ) -> Answer:
        bearer = self.session.access_token
        return self.services.call(service, "GET", path, params=params, bearer=bearer, seen=seen)


def _spelt(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value
