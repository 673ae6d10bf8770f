"""Mail as a whole: noted by a reaction, written by whoever is first, sent once, ended by a link."""

from __future__ import annotations

import re
from contextlib import ExitStack
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest

from services.profiles.bootstrap import jobs, wire
from services.profiles.domain.preferences import Settings
from shared.contracts.referrals import NoticeRequested
from shared.ids import new_id
from tests.support.profiles import Member, ProfilesHome, code_of, profiles_settings
from tests.support.smtp_servers import SENDER, Postbox, smtp_server
from tests.support.web import Visitor

OFF = "/v1/weekly-digest/off"
PROFILES = "http://profiles.example"
WEEK = timedelta(days=7)


@pytest.fixture
def home(tmp_path: Path) -> Any:
    with ExitStack() as closing:
        yield ProfilesHome(tmp_path, closing, public_urls={"profiles": PROFILES})


def propose(home: ProfilesHome, by: Member, to: Member) -> None:
    answer = by.visitor.post("/v1/ties", {"mail": to.mail, "lend": True})
    assert answer.status_code == 202, answer.text


def chosen(home: ProfilesHome, member: Member) -> Settings:
    with home.container.units.read() as uow:
        return uow.people.get(member.id).settings


def decide(member: Member, **settings: Any) -> Any:
    tag = member.visitor.get("/v1/people/me/settings").headers["ETag"]
    return member.visitor.patch("/v1/people/me/settings", settings, if_match=tag)


def link_in(mail: str) -> str:
    found = re.search(re.escape(PROFILES) + r"(\S+)", mail)
    assert found is not None, mail
    return found[1]


def test_the_weekly_mail_is_ended_by_its_link_and_only_by_a_post(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    propose(home, ana, bea)
    home.clock.advance(WEEK)
    home.run_jobs()
    (mail,) = home.mails_to(bea.mail)
    link = link_in(mail)

    for _ in range(2):
        assert home.nobody.get(link).json == {"weekly_digest": True}
    assert chosen(home, bea).weekly_digest is True
    one_click = {"data": "List-Unsubscribe=One-Click"}
    kind = "application/x-www-form-urlencoded"
    assert home.nobody.post(link, **one_click, content_type=kind).json == {"weekly_digest": False}
    assert chosen(home, bea).weekly_digest is False
    assert chosen(home, ana).weekly_digest is True
    again = home.nobody.post(link)
    assert (again.status_code, again.json) == (200, {"weekly_digest": False})


def test_the_page_behind_the_link_has_one_button_and_loads_nothing(
    home: ProfilesHome, bea: Member
) -> None:
    link = f"{OFF}?link={home.container.secrets.digest_link(bea.id)}"
    browser = Visitor(home.app, {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})

    page = browser.get(link)
    assert page.mimetype == "text/html"
    assert page.text.count("<button") == 1
    assert f'<form method="post" action="{link}">' in page.text
    assert "<script" not in page.text
    assert "form-action 'self'" in page.headers["Content-Security-Policy"]
    assert "No more of it" in browser.post(link).text
    assert chosen(home, bea).weekly_digest is False


@pytest.mark.parametrize("link", ["x", "A" * 64, "é" * 60, "%00", "A" * 200])
def test_a_link_that_is_none_of_ours_does_nothing(
    home: ProfilesHome, bea: Member, link: str
) -> None:
    for answer in (home.nobody.get(f"{OFF}?link={link}"), home.nobody.post(f"{OFF}?link={link}")):
        assert code_of(answer) == (404, "digest_link_unknown")
    assert chosen(home, bea).weekly_digest is True


def test_the_link_of_whoever_left_says_the_same(home: ProfilesHome, bea: Member) -> None:
    link = f"{OFF}?link={home.container.secrets.digest_link(bea.id)}"
    assert bea.visitor.delete("/v1/people/me").status_code == 204

    assert home.nobody.get(link).json == {"weekly_digest": True}
    assert home.nobody.post(link).json == {"weekly_digest": False}


def test_quiet_days_are_a_setting_of_at_most_two_days(home: ProfilesHome, bea: Member) -> None:
    assert decide(bea, quiet_days=["saturday", "sunday"], time_zone="Asia/Tokyo").status_code == 200
    assert chosen(home, bea).quiet_days == ("saturday", "sunday")
    three = decide(bea, quiet_days=["friday", "saturday", "sunday"])
    assert code_of(three) == (422, "items_too_many")
    assert code_of(decide(bea, quiet_days=["someday"])) == (422, "input_invalid")
    assert code_of(decide(bea, time_zone="Tokyo Tower")) == (422, "time_zone_unknown")
    assert chosen(home, bea).time_zone == "Asia/Tokyo"


def test_a_code_comes_on_a_quiet_day_too(home: ProfilesHome, bea: Member) -> None:
    assert decide(bea, quiet_days=["monday"]).status_code == 200

    assert home.sign_in(bea.mail).id == bea.id


def test_what_waits_survives_a_restart_and_is_sent_by_smtp_from_the_worker_alone(
    home: ProfilesHome, bea: Member, tmp_path: Path
) -> None:
    notice = NoticeRequested(
        subject=new_id(), recipient_id=bea.id, template="introduction_agreed", about_id=new_id()
    )
    home.hears(notice)
    assert home.mails_to(bea.mail) == []
    home.clock.advance(timedelta(minutes=15))

    postbox = Postbox()
    with smtp_server(postbox) as server:
        settings = profiles_settings(
            tmp_path, mail_url=server.url("tls=none&timeout=5"), mail_from=SENDER
        )
        other = wire(settings, home.clock)
        other.mailroom.after_commit()
        assert postbox.came == [], "written, but nobody who asks for a page waits for a server"
        work = {job.name: job.function for job in jobs(other)}["send_mail"]
        assert [work(), work()] == [1, 0]
        other.close()

    assert postbox.recipients == [bea.mail]
    assert postbox.came[0]["Message-ID"] == f"<{notice.subject}@warmpath.example>"
    assert list(home.mail_folder.glob("*.eml")) == []


def test_a_mail_in_the_folder_has_what_a_mail_program_looks_for(
    home: ProfilesHome, ana: Member, bea: Member
) -> None:
    propose(home, ana, bea)
    home.clock.advance(WEEK)
    home.run_jobs()
    (path,) = home.mail_folder.glob("*.eml")

    mail = message_from_bytes(path.read_bytes())
    link = link_in(str(mail.get_payload()))
    assert mail["List-Unsubscribe"] == f"<{PROFILES}{link}>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "text/plain"
