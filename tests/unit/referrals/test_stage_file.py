"""Files of stages: found by name, told by line, and nothing that is none is taken for one."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.referrals.domain.referral_moves import Reason
from services.referrals.domain.referral_states import Happening
from services.referrals.domain.stage_file import read_stages
from services.referrals.domain.stages import MOST_STAGES, Stage, Unreadable
from tests.support.introductions import refusal

ONE = UUID("01890000-0000-7000-8000-000000000001")
HEADER = "referral_id,what,reason,hold,started,address_hash\n"


def read(text: str) -> list[Any]:
    return read_stages(text.encode())


def fault(row: str) -> str:
    (found,) = read(HEADER + row)
    assert isinstance(found, Unreadable)
    return found.fault.detail


def test_columns_are_found_by_name_in_any_order_and_case_among_others() -> None:
    text = f"Job;WHAT;Referral_ID;Started\nCook;hire;{ONE};2026-12-01\n"

    assert read(text) == [
        Stage(line=2, what=Happening.HIRE, referral_id=ONE, started=date(2026, 12, 1))
    ]


def test_what_is_not_said_is_left_out_and_spaces_do_not_count() -> None:
    rejected = Stage(line=2, what=Happening.REJECTED, referral_id=ONE, reason=Reason.SKILLS, hold=2)

    assert read(f"{HEADER}{ONE}, Rejected ,skills,2\n") == [rejected]
    assert read(f"\ufeff{HEADER}{ONE}, Rejected ,skills,2,,\r\n") == [rejected]


def test_an_address_can_stand_for_the_id() -> None:
    assert read(f"{HEADER},offer,,,,abc\n") == [
        Stage(line=2, what=Happening.OFFER, address_hash="abc")
    ]


def test_lines_are_those_of_the_file_whatever_lies_between() -> None:
    text = f'{HEADER}\n{ONE},interview\n,,\n"{ONE}\n",offer\n{ONE},nonsense\n'

    assert [row.line for row in read(text)] == [3, 6, 7]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",offer,,,,", "referral_id: say whom"),
        (f"{ONE},offer,,,,abc", "referral_id: say whom"),
        ("=1+1,offer", "referral_id: is no id"),
        (f"{ONE},", "what: is one of taken_up"),
        (f"{ONE},withdrawn", "what: is one of"),
        (f"{ONE},rejected,ugly", "reason: is one of"),
        (f"{ONE},rejected,skills,many", "hold: is a number"),
        (f"{ONE},rejected,skills,-1", "hold: is a number"),
        (f"{ONE},hire,,,tomorrow", "started: is a day"),
        (",offer,,,,a\x00b", "address_hash: is none"),
        (f",offer,,,,{'x' * 65}", "address_hash: is none"),
    ],
)
def test_a_row_that_says_nothing_is_told_by_its_column(row: str, said: str) -> None:
    assert fault(row).startswith(said)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "stages_no_header"),
        (b"PK\x03\x04\xff\xfe", "stages_not_utf8"),
        ("referral_id,what\n".encode("utf-16"), "stages_not_utf8"),
        (b"First Name,Last Name\nA,B\n", "stages_no_header"),
        (b"what,reason\noffer,\n", "stages_no_header"),
        (b"referral_id,what,what\n", "stages_no_header"),
        (HEADER.encode() + b'"open', "stages_broken"),
        (HEADER.encode() + b"x" * 200_000, "stages_broken"),
        (HEADER.encode() + b"x,offer\n" * (MOST_STAGES + 1), "stages_too_many"),
    ],
)
def test_a_file_that_is_none_is_refused_whole(data: bytes, code: str) -> None:
    assert refusal(lambda: read_stages(data)) == code


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: (HEADER + text).encode()))
def test_any_bytes_give_rows_or_a_clear_refusal(data: bytes) -> None:
    found: list[Any] = []
    code = refusal(lambda: found.extend(read_stages(data)))

    assert code == "done" or code.startswith("stages_")
    assert all(isinstance(row, Stage | Unreadable) and row.line > 1 for row in found)
