"""A list as long as LinkedIn keeps one is taken in by the page; a longer one is refused by it."""

from __future__ import annotations

import re

from urllib3 import encode_multipart_formdata
from werkzeug.test import TestResponse

from services.portal.pages.imports import LARGEST_LIST
from shared.web.operations import MEGABYTE
from tests.support.portal_house import Browser
from tests.support.portal_town import ADA, BEA, Town

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
MOST_ROWS = 30_000


def row(number: int) -> str:
    name = f"Nobody{number}"
    link = f"https://www.linkedin.com/in/{name}-{number:08}"
    return f"{name},Here,{link},{name}@mail.example,Some Company Ltd,Carpenter,01 Jan 2020\n"


def compare(browser: Browser, content: bytes) -> TestResponse:
    """Send the form with that file. The body is put together here: Flask's client would write one
    that is so long to a temporary file.
    """
    browser.open("/import")
    file = ("Connections.csv", content, "text/csv")
    body, kind = encode_multipart_formdata({**dict(browser.hidden()), "file": file})
    return browser._client.post("/import", data=body, content_type=kind)


def test_the_longest_list_of_linkedin_is_compared(town: Town) -> None:
    bea = f"Bea,Santos,,{town.house.member(BEA).mail},,,01 Jan 2020\n"
    content = (HEADER + bea + "".join(row(each) for each in range(MOST_ROWS - 1))).encode()
    assert len(content) > 3 * MEGABYTE
    ada = town.house.browser(ADA)

    answer = compare(ada, content)

    assert answer.status_code == 200
    assert BEA in answer.text
    assert re.search(r"30,?000 rows, 1 member", answer.text)


def test_a_larger_file_is_refused_and_said_so(town: Town) -> None:
    ada = town.house.browser(ADA)

    answer = compare(ada, b"x" * (LARGEST_LIST + 1))

    assert answer.status_code == 413
    assert "Send something smaller." in answer.text


def test_other_pages_still_take_a_megabyte_at_most(town: Town) -> None:
    ada = town.house.browser(ADA)
    ada.open("/me")

    fields = [*ada.hidden(), ("name", "x" * (MEGABYTE + 1))]

    assert ada.send("/me/presentation", fields) == 413
