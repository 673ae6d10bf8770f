"""Notes become mails: asks alone, news gathered, ties once a week; and none on a quiet day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.profiles.adapters.store.unit import Unit
from services.profiles.commands.invitations import invite
from services.profiles.commands.publication import save_person, save_tie
from services.profiles.commands.ties import ProposeTie, propose_tie
from services.profiles.domain.notices import LETTERS
from services.profiles.domain.person import Person
from services.profiles.mail_ports import Mail
from services.profiles.reactions import forget_ask, remember_introduction, write
from shared.clock import SetClock
from shared.contracts.referrals import (
    IntroductionEnded,
    IntroductionStepAnswered,
    NoticeRequested,
)
from shared.ids import new_id, tie_id
from tests.support.letters import SECRETS, WITH_LINKS, mails_now
from tests.support.profiles import NOON

ANA, BEA, CAI = (UUID(int=number) for number in range(1, 4))
ONE, OTHER = UUID(int=90), UUID(int=91)
DAY, QUARTER = timedelta(days=1), timedelta(minutes=15)
ANSWERS = ["introduce", "pass", "someone_better", "use_my_name"]
# The house's noon is on a Monday.
NEXT_DIGEST = datetime(2026, 11, 30, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def people(uow: Unit, clock: SetClock) -> None:
    for person_id, name in ((ANA, "Ana Reyes"), (BEA, "Bea Holm"), (CAI, "Cai Lund")):
        mail = f"{name.split(maxsplit=1)[0].lower()}@mail.example"
        save_person(Person.signed_up(person_id, mail, name, findable=True), uow, clock)


def bea_wants(uow: Unit, clock: SetClock, **chosen: Any) -> None:
    person = uow.people.get(BEA)
    person.decide(replace(person.settings, **chosen))
    save_person(person, uow, clock)


def told(uow: Unit, template: str, about: UUID = ONE, to: UUID = BEA, **said: Any) -> UUID:
    """referrals asks that this be told; the notice's id."""
    number = new_id()
    people = said.pop("people", [ANA])
    notice = NoticeRequested(
        subject=number, recipient_id=to, template=template, about_id=about, people=people, **said
    )
    write(notice, uow)
    return number


def asked(uow: Unit, clock: SetClock, template: str = "introduction_asked") -> UUID:
    return told(uow, template, answers=ANSWERS, answer_by=clock.now() + 4 * DAY)


def subjects(mails: Sequence[Mail]) -> list[str]:
    return [mail.subject for mail in mails]


def test_an_ask_is_written_at_once_with_its_deadline_and_is_of_no_use_after_it(
    uow: Unit, clock: SetClock
) -> None:
    number = asked(uow, clock)

    (mail,) = mails_now(uow, clock)
    assert mail.id == number
    assert "Until Friday 27 November, 12:00 (UTC) it waits" in mail.body
    assert "You answer in Warmpath." in mail.body
    assert mail.good_until == NOON + 4 * DAY
    assert mails_now(uow, clock) == []


def test_an_ask_holds_a_link_for_each_answer_of_one_tap(uow: Unit, clock: SetClock) -> None:
    asked(uow, clock)

    (mail,) = mails_now(uow, clock, WITH_LINKS)
    base = f"https://referrals.example/v1/answer-links?link={BEA.int}.{ONE.int}.27&answer="
    found = [line.removeprefix(base) for line in mail.body.splitlines() if line.startswith(base)]
    assert found == ["introduce", "use_my_name", "pass"]


def test_somebody_better_is_named_on_the_page_of_the_ask(uow: Unit, clock: SetClock) -> None:
    asked(uow, clock)

    (mail,) = mails_now(uow, clock, WITH_LINKS)
    page = f"https://warmpath.example/asked/{ONE}"
    assert f"could help better, in Warmpath:\n{page}\n" in mail.body


def test_without_an_address_of_the_pages_it_is_said_in_words(uow: Unit, clock: SetClock) -> None:
    asked(uow, clock)
    told(uow, "introduction_met")

    ask, met = mails_now(uow, clock)
    assert "could help better, in Warmpath.\n" in ask.body
    assert "You find it in Warmpath under introductions." in met.body
    assert "http" not in ask.body + met.body


@pytest.mark.parametrize("template", sorted(LETTERS.keys() - {"referral_asked"}))
def test_every_mail_leads_to_the_very_page_and_signing_in_first_loses_nothing_of_it(
    uow: Unit, clock: SetClock, template: str
) -> None:
    told(uow, template)
    clock.advance(NEXT_DIGEST - NOON)

    (mail,) = mails_now(uow, clock, WITH_LINKS)
    page = LETTERS[template].address.format(about=ONE)
    assert f"https://warmpath.example{page}\n" in mail.body
    assert "#" not in page


def test_each_of_several_news_leads_to_its_own_page(uow: Unit, clock: SetClock) -> None:
    told(uow, "introduction_agreed")
    told(uow, "referral_news", OTHER)
    clock.advance(QUARTER)

    (mail,) = mails_now(uow, clock, WITH_LINKS)
    pages = [line for line in mail.body.splitlines() if line.startswith("https://warmpath")]
    base = "https://warmpath.example"
    assert pages == [f"{base}/introductions/{ONE}", f"{base}/referrals/{OTHER}"]


def test_whoever_was_named_by_an_address_learns_where_to_sign_in(
    uow: Unit, clock: SetClock
) -> None:
    made = invite(ANA, "Newt Ono", "newt@mail.example", uow, clock, SECRETS)
    uow.portal = "https://warmpath.example"
    told(uow, "referral_asked", to=made.id)

    (mail,) = mails_now(uow, clock)
    assert mail.recipient == "newt@mail.example"
    assert f"https://warmpath.example/referrals/{ONE}\n" in mail.body


def test_news_of_a_short_while_are_one_mail(uow: Unit, clock: SetClock) -> None:
    told(uow, "introduction_agreed")
    clock.advance(QUARTER / 2)
    told(uow, "referral_news", OTHER)
    assert mails_now(uow, clock) == []
    clock.advance(QUARTER / 2)

    (mail,) = mails_now(uow, clock)
    assert mail.subject == "2 things are new at Warmpath"
    assert mail.body.index("Ana Reyes passes your ask on") < mail.body.index("has moved on")
    assert "under introductions and referrals." in mail.body
    clock.advance(QUARTER)
    assert mails_now(uow, clock) == []


def test_an_ask_does_not_wait_for_news_nor_news_for_other_peoples(
    uow: Unit, clock: SetClock
) -> None:
    told(uow, "introduction_agreed")
    told(uow, "introduction_agreed", to=CAI)
    asked(uow, clock)

    assert subjects(mails_now(uow, clock)) == ["Ana Reyes asks you for an introduction"]
    clock.advance(QUARTER)
    mails = mails_now(uow, clock)
    assert sorted(mail.recipient for mail in mails) == ["bea@mail.example", "cai@mail.example"]
    assert set(subjects(mails)) == {"Ana Reyes passes your ask on"}


def test_mails_of_one_thing_are_a_thread_that_tells_nobody_else_of_what(
    uow: Unit, clock: SetClock
) -> None:
    asked(uow, clock)
    told(uow, "introduction_met")
    told(uow, "introduction_met", OTHER)
    told(uow, "introduction_met", to=CAI)

    threads = sorted(mail.thread for mail in mails_now(uow, clock))
    asked_in = SECRETS.thread(BEA, ONE)
    others = [SECRETS.thread(BEA, OTHER), SECRETS.thread(CAI, ONE)]
    assert threads == sorted([asked_in, asked_in, *others])
    assert str(ONE) not in asked_in
    assert ONE.hex not in asked_in


def test_on_a_quiet_day_everything_waits_and_comes_when_it_is_over(
    uow: Unit, clock: SetClock
) -> None:
    bea_wants(uow, clock, quiet_days=("monday",))
    asked(uow, clock)
    told(uow, "introduction_agreed")
    assert mails_now(uow, clock) == []
    clock.advance(timedelta(hours=12))

    assert sorted(subjects(mails_now(uow, clock))) == [
        "Ana Reyes asks you for an introduction",
        "Ana Reyes passes your ask on",
    ]


def test_a_quiet_day_that_is_chosen_later_counts_too(uow: Unit, clock: SetClock) -> None:
    told(uow, "introduction_agreed")
    bea_wants(uow, clock, quiet_days=("monday",))
    clock.advance(QUARTER)

    assert mails_now(uow, clock) == []
    clock.advance(DAY)
    assert len(mails_now(uow, clock)) == 1


def test_what_is_answered_on_the_page_meanwhile_is_not_asked_any_more(
    uow: Unit, clock: SetClock
) -> None:
    bea_wants(uow, clock, quiet_days=("monday",))
    asked(uow, clock)
    answered = IntroductionStepAnswered(
        subject=ONE, time=NOON + QUARTER, step=1, person_id=BEA, answer="introduce"
    )
    forget_ask(replace(answered, person_id=CAI), uow)
    forget_ask(replace(answered, subject=OTHER), uow)
    forget_ask(replace(answered, time=NOON), uow)
    clock.advance(DAY)
    assert len(mails_now(uow, clock)) == 1, "none of these was the answer to it"

    bea_wants(uow, clock, quiet_days=("tuesday",))
    told(uow, "introduction_asked", answers=ANSWERS, answer_by=NOON + 4 * DAY)
    forget_ask(answered, uow)
    clock.advance(DAY)
    assert mails_now(uow, clock) == []


def test_of_what_is_over_nobody_is_asked_but_everybody_is_told(uow: Unit, clock: SetClock) -> None:
    bea_wants(uow, clock, quiet_days=("monday",))
    asked(uow, clock)
    told(uow, "introduction_outcome_met")
    remember_introduction(IntroductionEnded(subject=ONE, time=NOON, outcome="met"), uow)
    clock.advance(DAY)

    assert subjects(mails_now(uow, clock)) == ["What you helped with came about"]


def propose(uow: Unit, clock: SetClock, by: UUID = ANA) -> None:
    propose_tie(ProposeTie(by, "bea@mail.example", lend=True), uow, clock, SECRETS)


def weekly(uow: Unit, clock: SetClock) -> list[Mail]:
    clock.advance(NEXT_DIGEST - NOON)
    return mails_now(uow, clock, WITH_LINKS)


def test_proposed_ties_and_news_that_ask_nothing_come_once_a_week(
    uow: Unit, clock: SetClock
) -> None:
    propose(uow, clock)
    propose(uow, clock)
    propose(uow, clock, CAI)
    told(uow, "introduction_outcome_not_met", people=[])
    clock.advance(DAY)
    assert mails_now(uow, clock) == []
    clock.advance(-DAY)

    (mail,) = weekly(uow, clock)
    assert mail.subject == "Your week at Warmpath"
    assert mail.body.count("- Ana Reyes") == mail.body.count("- Cai Lund") == 1
    assert "ended without a meeting" in mail.body
    off = f"https://profiles.example/v1/weekly-digest/off?link={SECRETS.digest_link(BEA)}"
    assert "https://warmpath.example/network\n" in mail.body
    assert f"https://warmpath.example/introductions/{ONE}\n" in mail.body
    assert mail.unsubscribe == off
    assert off in mail.body
    assert mail.thread == ""
    clock.advance(7 * DAY)
    assert mails_now(uow, clock) == [], "a proposal is told once"


@pytest.mark.parametrize("what", ["confirm", "deny", "withdraw"])
def test_a_proposal_that_does_not_stand_any_more_is_not_told(
    uow: Unit, clock: SetClock, what: str
) -> None:
    propose(uow, clock)
    tie = uow.ties.get(tie_id(ANA, BEA))
    if what == "confirm":
        tie.confirm(BEA, lend=True)
    elif what == "deny":
        tie.deny(BEA)
    else:
        tie.withdraw(ANA)
    save_tie(tie, uow, clock)

    assert weekly(uow, clock) == []


def test_whoever_denied_a_tie_is_not_asked_about_it_again(uow: Unit, clock: SetClock) -> None:
    propose(uow, clock)
    tie = uow.ties.get(tie_id(ANA, BEA))
    tie.deny(BEA)
    save_tie(tie, uow, clock)
    propose(uow, clock)

    assert weekly(uow, clock) == []


def test_without_a_weekly_mail_its_news_come_soon_and_ties_wait_on_the_page(
    uow: Unit, clock: SetClock
) -> None:
    bea_wants(uow, clock, weekly_digest=False)
    propose(uow, clock)
    told(uow, "referral_no_news")
    clock.advance(QUARTER)

    assert subjects(mails_now(uow, clock)) == ["No news of a referral"]
    assert weekly(uow, clock) == []


def test_only_twenty_are_named_in_a_weekly_mail(uow: Unit, clock: SetClock) -> None:
    for number in range(22):
        person = Person.signed_up(
            UUID(int=500 + number), f"p{number}@mail.example", f"Person {number}", findable=True
        )
        save_person(person, uow, clock)
        propose(uow, clock, person.id)

    (mail,) = weekly(uow, clock)
    assert mail.body.count("- Person") == 20
    assert "- and 2 more" in mail.body


def test_a_clock_that_went_back_delays_nothing_for_long(uow: Unit, clock: SetClock) -> None:
    clock.advance(30 * DAY)
    told(uow, "introduction_agreed")
    asked(uow, clock)
    clock.advance(-30 * DAY)

    assert subjects(mails_now(uow, clock)) == ["Ana Reyes asks you for an introduction"]
    clock.advance(QUARTER)
    assert subjects(mails_now(uow, clock)) == ["Ana Reyes passes your ask on"]


def test_nothing_waits_for_whoever_leaves(uow: Unit, clock: SetClock) -> None:
    told(uow, "introduction_agreed")
    propose(uow, clock)
    propose(uow, clock, CAI)
    uow.people.forget(ANA)
    clock.advance(QUARTER)
    assert subjects(mails_now(uow, clock)) == ["Somebody passes your ask on"]

    uow.people.forget(BEA)
    assert weekly(uow, clock) == []
    assert uow.notes.of(BEA) == []


def test_a_zone_that_there_is_no_more_stops_nobodys_mail(uow: Unit, clock: SetClock) -> None:
    person = uow.people.get(BEA)
    person.settings = replace(person.settings, time_zone="Atlantis/Capital")
    save_person(person, uow, clock)
    asked(uow, clock)

    (mail,) = mails_now(uow, clock)
    assert "12:00 (UTC)" in mail.body


def test_only_what_is_due_at_once_is_looked_after_at_once(uow: Unit, clock: SetClock) -> None:
    """Thousands of ties are proposed by one import; none of them is anybody's business today."""
    propose(uow, clock)
    told(uow, "introduction_agreed")
    assert uow.notes.due == 0

    asked(uow, clock)
    assert uow.notes.due == 1
