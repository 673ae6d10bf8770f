"""What profiles writes for referrals, and what a meeting says of the ties it came along."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args
from uuid import UUID

import pytest

from services.profiles.adapters.message import Sender, for_folder
from services.profiles.adapters.store.unit import Unit
from services.profiles.commands.publication import save_person, save_tie
from services.profiles.domain.notices import LETTERS
from services.profiles.domain.person import Person
from services.profiles.mail_ports import NO_REPLY
from services.profiles.reactions import remember_introduction, write
from services.referrals.domain.introduction_told import Template
from services.referrals.domain.referral_told import ReferralTemplate
from shared.clock import SetClock
from shared.contracts.profiles import TieChanged
from shared.contracts.referrals import Introduced, IntroductionEnded, NoticeRequested
from shared.ids import in_order, new_id, tie_id
from tests.support.letters import mails_now

ANA, BEA, CAI, GONE = (UUID(int=number) for number in range(1, 5))
NOTICE = NoticeRequested(
    subject=UUID(int=77),
    recipient_id=BEA,
    template="introduction_asked",
    about_id=UUID(int=9),
    people=[ANA],
)


@pytest.fixture
def people(uow: Unit, clock: SetClock) -> None:
    """Ana, Bea and Cai; Ana and Bea know each other."""
    for person_id, name in ((ANA, "Ana"), (BEA, "Bea"), (CAI, "Cai")):
        mail = f"{name.lower()}@mail.example"
        save_person(Person.signed_up(person_id, mail, name, findable=True), uow, clock)
    tie = uow.ties.between(ANA, BEA)
    tie.propose(ANA, lend=True)
    tie.confirm(BEA, lend=True)
    save_tie(tie, uow, clock)
    uow.emitted.clear()


TEMPLATES = {*get_args(Template), *get_args(ReferralTemplate)}


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_every_notice_that_referrals_asks_for_has_a_letter(
    uow: Unit, clock: SetClock, people: None, template: str
) -> None:
    write(replace(NOTICE, template=template), uow)
    clock.advance(timedelta(days=7))

    (mail,) = mails_now(uow, clock)
    assert mail.recipient == "bea@mail.example"
    assert "{" not in mail.subject + mail.body
    assert mail.body.endswith("is yours to set.\n")
    assert set(LETTERS) == TEMPLATES


def test_the_page_about_mail_tells_each_letter_and_how_soon_it_comes() -> None:
    page = (Path(__file__).parents[3] / "docs" / "reference" / "mail.md").read_text()

    for template, letter in LETTERS.items():
        pace = letter.pace.replace("_", " ")
        assert f"| `{template}` | {letter.subject} | {pace} |\n" in page
    assert page.count("| `introduction_") + page.count("| `referral_") == len(LETTERS)


def test_names_are_put_in_here_and_nobody_else_is_named(
    uow: Unit, clock: SetClock, people: None
) -> None:
    write(NOTICE, uow)

    (mail,) = mails_now(uow, clock)
    assert mail.subject == "Ana asks you for an introduction"
    assert "Cai" not in mail.body


def test_whoever_left_is_somebody_in_a_letter(uow: Unit, clock: SetClock, people: None) -> None:
    write(replace(NOTICE, people=[GONE]), uow)

    (mail,) = mails_now(uow, clock)
    assert mail.subject == "Somebody asks you for an introduction"


def test_nothing_is_written_to_whoever_left(uow: Unit, clock: SetClock, people: None) -> None:
    write(replace(NOTICE, recipient_id=GONE), uow)

    assert mails_now(uow, clock) == []


def test_a_mail_keeps_its_message_id_however_often_it_is_sent(
    uow: Unit, clock: SetClock, people: None
) -> None:
    write(NOTICE, uow)

    (mail,) = mails_now(uow, clock)
    message = for_folder(mail, Sender.read(NO_REPLY))
    assert message["Message-ID"] == f"<{NOTICE.subject}@warmpath.invalid>"
    assert mail.person_id == BEA


def met(*pairs: tuple[UUID, UUID]) -> IntroductionEnded:
    return IntroductionEnded(
        subject=new_id(),
        time=datetime(2026, 11, 20, 9, tzinfo=UTC),
        outcome="met",
        along=[Introduced(*in_order(*pair)) for pair in pairs],
    )


def test_a_meeting_makes_the_ties_it_came_along_warmer(
    uow: Unit, clock: SetClock, people: None
) -> None:
    remember_introduction(met((ANA, BEA)), uow)

    tie = uow.ties.get(tie_id(ANA, BEA))
    assert tie.introduced_on == datetime(2026, 11, 20, tzinfo=UTC).date()
    (told,) = (event for event in uow.emitted if isinstance(event, TieChanged))
    assert "past_introduction" in {reason.code for reason in told.reasons}


def test_a_volunteers_first_step_is_no_tie_and_becomes_none(
    uow: Unit, clock: SetClock, people: None
) -> None:
    remember_introduction(met((BEA, CAI), (ANA, GONE)), uow)

    assert uow.emitted == []


def test_a_tie_that_ended_meanwhile_stays_ended(uow: Unit, clock: SetClock, people: None) -> None:
    tie = uow.ties.get(tie_id(ANA, BEA))
    tie.withdraw(ANA)
    save_tie(tie, uow, clock)
    uow.emitted.clear()

    remember_introduction(met((ANA, BEA)), uow)

    assert uow.emitted == []
    assert not uow.ties.get(tie_id(ANA, BEA)).is_live
