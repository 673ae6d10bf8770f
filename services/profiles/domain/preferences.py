"""What a person decided about being found, asked and referred."""

from __future__ import annotations

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from services.profiles.domain.rhythm import DAYS, MOST_QUIET_DAYS, Rhythm
from shared.errors import Invalid

MOST_PER_WEEK = 50
MOST_TOPICS = 20
_TOPIC = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_TOPIC = 40


@dataclass(frozen=True, kw_only=True)
class Settings:
    """A person's choices. `findable` has no preset: it is asked at sign-up.

    `weekly_cap` and `open_ask_cap` bound what introducers are asked (`design/domain.md`, "Caps"),
    `weekly_intros` what reaches a hiring manager. `topics` are codes, because they travel.
    No mail but codes comes on `quiet_days`, at most two a week, as it is in `time_zone`.
    """

    findable: bool
    open_to_introduce: bool = True
    weekly_cap: int = 2
    open_ask_cap: int = 3
    topics: tuple[str, ...] = ()
    willing_to_refer: bool = False
    open_to_intros: bool = False
    weekly_intros: int = 2
    open_to_openings: bool = False
    avoid_own_employers: bool = True
    quiet_days: tuple[str, ...] = ()
    time_zone: str = "UTC"
    weekly_digest: bool = True

    @property
    def rhythm(self) -> Rhythm:
        """A zone that the world has given up since it was chosen stops nobody's mail."""
        try:
            zone = ZoneInfo(self.time_zone)
        except (KeyError, ValueError, OSError):
            zone = ZoneInfo("UTC")
        return Rhythm(frozenset(self.quiet_days), zone)

    def checked(self) -> Settings:
        """Itself.

        Raises Invalid: cap_out_of_range, items_too_many, topic_invalid, quiet_day_unknown,
        time_zone_unknown.
        """
        for name in ("weekly_cap", "open_ask_cap", "weekly_intros"):
            _check_cap(name, getattr(self, name))
        _check_topics(self.topics)
        _check_quiet_days(self.quiet_days)
        _check_time_zone(self.time_zone)
        return self


def _check_cap(name: str, value: int) -> None:
    if not 0 <= value <= MOST_PER_WEEK:
        raise Invalid(
            "cap_out_of_range",
            f"{name} must be between 0 and {MOST_PER_WEEK}.",
            {name: [f"must be between 0 and {MOST_PER_WEEK}"]},
        )


def _check_topics(topics: tuple[str, ...]) -> None:
    if len(topics) > MOST_TOPICS:
        raise Invalid(
            "items_too_many",
            f"topics may have at most {MOST_TOPICS} entries.",
            {"topics": [f"has {len(topics)} entries, at most {MOST_TOPICS} are allowed"]},
        )
    if any(len(topic) > _LONGEST_TOPIC or not _TOPIC.fullmatch(topic) for topic in topics):
        raise Invalid(
            "topic_invalid",
            "A topic is a code of lower-case letters, digits and hyphens, like data-science.",
            {"topics": [f"must be codes of at most {_LONGEST_TOPIC} characters"]},
        )


def _check_quiet_days(days: tuple[str, ...]) -> None:
    if not set(days) <= set(DAYS):
        raise Invalid(
            "quiet_day_unknown",
            "quiet_days are days of the week, like saturday.",
            {"quiet_days": ["must be days of the week"]},
        )
    if len(days) > MOST_QUIET_DAYS:
        raise Invalid(
            "items_too_many",
            f"At most {MOST_QUIET_DAYS} days a week can be quiet: asks wait only so long.",
            {"quiet_days": [f"at most {MOST_QUIET_DAYS} are allowed"]},
        )


def _check_time_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise Invalid(
            "time_zone_unknown",
            "A time zone is a name like Europe/Berlin.",
            {"time_zone": ["is not the name of a time zone"]},
        ) from None
