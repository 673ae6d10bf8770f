"""A long list keeps nobody else waiting, and an endless one is refused."""

from __future__ import annotations

from io import BytesIO

from services.profiles.commands.imports import ImportList, compare_list
from services.profiles.domain.contact_lists import Source
from tests.support.profiles import Member, ProfilesHome, code_of


class WritesMeanwhile(BytesIO):
    """A list during whose reading somebody else saves something."""

    def __init__(self, content: bytes, home: ProfilesHome) -> None:
        super().__init__(content)
        self.home = home

    def readline(self, size: int | None = -1, /) -> bytes:
        self.home.member("Dora Ek", f"{self.tell()}@mail.example")
        return super().readline(size)


def test_a_list_is_compared_while_others_write(home: ProfilesHome, ana: Member) -> None:
    """Comparing a long one takes seconds, for which nobody else's write may wait."""
    content = WritesMeanwhile(b"First Name,Last Name\nBea,Holm\n", home)

    with home.container.units.read() as uow:
        command = ImportList(ana.id, Source.LINKEDIN, content)
        assert compare_list(command, uow, home.clock).preview.summary.rows == 1


def test_a_flood_of_blank_lines_is_refused(home: ProfilesHome, ana: Member) -> None:
    flood = b"First Name,Last Name\n" + b"\n" * 1_000_001
    answer = ana.visitor.post("/v1/imports?source=linkedin", data=flood, content_type="text/csv")

    assert code_of(answer) == (422, "import_too_large")
