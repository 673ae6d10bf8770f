"""Whose language a page is in, and texts in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.portal import times
from services.portal.language import (
    LANGUAGES,
    ForTemplates,
    gettext,
    ngettext,
    pgettext,
    reader,
    reader_of,
    with_markup,
)
from services.portal.settings import UNNAMED_OPERATOR
from services.portal.wording import operated_by
from shared.cli.home import Home
from shared.cli.processes import portal_settings
from tests.support.readers import reading


@pytest.mark.parametrize(
    ("accepted", "chosen", "language", "locale"),
    [
        ([], "", "en", "en_GB"),
        (["de"], "", "de", "de_DE"),
        (["de-AT", "en"], "", "de", "de_AT"),
        (["DE-ch"], "", "de", "de_CH"),
        (["fr", "de;nonsense", "de"], "", "de", "de_DE"),
        (["fr", "pt-BR"], "", "en", "en_GB"),
        (["en-US", "de"], "", "en", "en_US"),
        (["en-US", "de-AT"], "de", "de", "de_AT"),
        (["de"], "en", "en", "en_GB"),
        (["de"], "klingon", "de", "de_DE"),
        (["*"], "", "en", "en_GB"),
    ],
)
def test_what_somebody_chose_comes_before_what_their_browser_asks_for(
    accepted: list[str], chosen: str, language: str, locale: str
) -> None:
    found = reader_of(accepted, chosen)

    assert (found.language.code, str(found.locale)) == (language, locale)


def test_of_no_page_texts_are_english() -> None:
    assert reader().language is LANGUAGES[0]
    assert gettext("Ask %(name)s", name="Bea") == "Ask Bea"
    assert ngettext("%(num)s year", "%(num)s years", 2) == "2 years"
    assert pgettext("next page", "More") == "More"


def test_who_runs_it_is_said_in_the_readers_language_where_nobody_was_named(
    tmp_path: Path,
) -> None:
    with reading("de"):
        for name in (UNNAMED_OPERATOR, portal_settings(Home(tmp_path), 8080)["OPERATED_BY"]):
            assert operated_by(name) != name
        assert operated_by("Alumni der FEUP") == "Alumni der FEUP"


def test_the_reader_is_who_it_was_before_once_a_page_is_made() -> None:
    with reading("de"):
        assert reader().language.code == "de"
        with reading("en"):
            assert reader().language.code == "en"
        assert reader().language.code == "de"

    assert reader().language.code == "en"


def test_what_people_wrote_is_no_markup_in_a_text_that_holds_some() -> None:
    told = with_markup("%(name)s decides", name="<b>Bea</b>")

    assert told == "&lt;b&gt;Bea&lt;/b&gt; decides"
    assert with_markup("until %(when)s", when=times.day_shown("2026-11-27")) == (
        'until <time datetime="2026-11-27">Fri, 27 November 2026</time>'
    )


@pytest.mark.parametrize(
    ("accepted", "day", "moment"),
    [
        ("en-US", "Fri, November 27, 2026", "Fri, November 27, 2026, 3:05\u202fPM UTC"),
        ("en-GB", "Fri, 27 November 2026", "Fri, 27 November 2026, 15:05 UTC"),
    ],
)
def test_days_and_times_are_written_as_where_the_reader_is(
    accepted: str, day: str, moment: str
) -> None:
    with reading(accepted):
        assert times.day("2026-11-27") == day
        assert times.moment("2026-11-27T16:05:00+01:00") == moment


def test_a_moment_names_itself_for_programs_in_utc() -> None:
    shown = times.moment_shown("2026-11-28T00:05:30+01:00")

    assert shown.startswith('<time datetime="2026-11-27T23:05+00:00" title="Coordinated')
    assert times.day_shown(None) == ""


@pytest.mark.parametrize(
    ("accepted", "zone", "day", "moment", "called"),
    [
        ("en-GB", "Europe/Berlin", "Sat, 28 Nov", "28 November 2026, 00:05", "Central European"),
        ("de-DE", "Europe/Berlin", "Sa., 28. Nov", "2026, 00:05", "Mitteleuropäische Normalzeit"),
        ("en-US", "America/New_York", "Fri, Nov", "2026, 6:05\u202fPM", "Eastern Standard Time"),
        ("en-GB", "Asia/Kathmandu", "Sat, 28 Nov", "2026, 04:50", "Nepal Time"),
        ("en-GB", "../../etc/passwd", "Fri, 27 Nov", "2026, 23:05 UTC", "Coordinated"),
        ("en-GB", "", "Fri, 27 Nov", "2026, 23:05 UTC", "Coordinated"),
    ],
)
def test_a_moment_is_told_by_the_readers_clock(
    accepted: str, zone: str, day: str, moment: str, called: str
) -> None:
    told = "2026-11-27T23:05:30+00:00"
    with reading(accepted, zone=zone):
        assert times.day(told).startswith(day)
        assert times.moment(told).endswith(moment)
        shown = times.moment_shown(told)
        assert shown.startswith(f'<time datetime="2026-11-27T23:05+00:00" title="{called}')
        assert times.day("2026-11-27") in times.day_shown("2026-11-27")
        assert 'datetime="2026-11-27"' in times.day_shown("2026-11-27")


def test_the_day_of_summer_time_is_the_one_of_that_day() -> None:
    with reading("en-GB", zone="Europe/Berlin"):
        assert times.moment("2026-07-01T10:00:00+00:00").endswith("12:00")
        assert times.moment("2026-12-01T10:00:00+00:00").endswith("11:00")


def test_a_count_is_written_as_the_reader_does_wherever_it_stands() -> None:
    counted = ("%(num)s row", "%(num)s rows", 30000)

    assert ngettext(*counted) == ForTemplates().ngettext(*counted) == "30,000 rows"
    with reading("de"):
        assert ngettext(*counted) == ForTemplates().ngettext(*counted) == "30.000 Zeilen"
