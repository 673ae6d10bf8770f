"""An employer's own system (ATS) as it sends to referrals: files, and signed deliveries."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID

from werkzeug.test import TestResponse

from services.referrals.domain.ats_hook import signature
from shared.ids import new_id
from tests.support.referrals import Referrals
from tests.support.referring_house import JOB, REC

Row = tuple[object, ...]


def csv_of(*rows: Row) -> bytes:
    """A file with these rows: whom, what, then reason, hold and first day as far as given."""
    lines = ["referral_id,what,reason,hold,started"]
    return "\n".join([*lines, *(",".join(map(str, row)) for row in rows)]).encode()


def number_of(where: str) -> str:
    """The id of the referral that is there."""
    return where.rpartition("/")[2]


def uploads(
    house: Referrals,
    *rows: Row,
    by: UUID = REC,
    opening: object = JOB,
    preview: bool = False,
    data: bytes | None = None,
    **options: Any,
) -> TestResponse:
    """Somebody uploads a file for an opening."""
    where = f"/v1/openings/{opening}/stages{'/preview' if preview else ''}"
    sent = csv_of(*rows) if data is None else data
    return house.asked_by(by).post(where, data=sent, content_type="text/csv", **options)


def uploads_form(house: Referrals, name: str, *rows: Row) -> TestResponse:
    """As a form does it."""
    form = {name: (BytesIO(csv_of(*rows)), "stages.csv")}
    return house.asked_by(REC).post(
        f"/v1/openings/{JOB}/stages", data=form, content_type="multipart/form-data"
    )


def told(answer: TestResponse) -> list[tuple[int, str, str | None]]:
    """Line, outcome, and the state or why not."""
    assert answer.status_code == 200, answer.text
    said = answer.json or {}
    lines = said["lines"]
    for outcome in ("moved", "unchanged", "refused"):
        assert said[outcome] == sum(each["outcome"] == outcome for each in lines)
    return [(each["line"], each["outcome"], each["code"] or each["state"]) for each in lines]


@dataclass
class Sender:
    """A system that has been given a secret."""

    house: Referrals
    path: str
    secret: str

    def sends(
        self,
        *stages: dict[str, Any],
        delivery: str = "",
        body: bytes | None = None,
        late: int = 0,
        path: str = "",
    ) -> TestResponse:
        """One delivery, signed `late` seconds ago."""
        sent = json.dumps({"stages": list(stages)}).encode() if body is None else body
        number = delivery or str(new_id())
        time = str(int(self.house.clock.now().timestamp()) - late)
        made = b64encode(signature(self.secret, number, time, sent)).decode()
        headers = {
            "webhook-id": number,
            "webhook-timestamp": time,
            "webhook-signature": f"v1,{made}",
        }
        return self.house.asked_by_nobody().post(
            path or self.path, data=sent, content_type="application/json", headers=headers
        )


def opens_hook(house: Referrals, by: UUID = REC, opening: object = JOB) -> Sender:
    """Somebody who runs the opening lets their system in."""
    made = house.asked_by(by).post(f"/v1/openings/{opening}/ats-hook")
    assert made.status_code == 201, made.text
    said = made.json or {}
    return Sender(house, said["path"], said["secret"])


def stage(where: str, what: str, **said: Any) -> dict[str, Any]:
    return {"referral_id": number_of(where), "what": what, **said}
