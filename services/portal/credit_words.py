"""Why a line of credit is there: the reasons that referrals works out, in words for people."""

from __future__ import annotations

import re
from typing import Any

from services.portal.language import marked
from services.portal.money import money, percent
from services.portal.patterns import Patterns, meant
from services.portal.times import count_months, day

Json = dict[str, Any]
POLICY = r"by version (?P<version>\d+) of the policy\."
BONUS = r"(?P<share>\d+) % of the bonus of (?P<bonus>\d+) (?P<currency>[A-Z]{3})"
DAY = r"\d{4}-\d\d-\d\d"
NO_BONUS = r"gets no bonus for a referral"
REASONS: Patterns = (
    (
        rf"The candidate was hired: {BONUS}, {POLICY}",
        marked("They were hired: %(share)s of the bonus of %(bonus)s (policy %(version)s)."),
    ),
    (
        rf"Employed for (?P<months>\d+) months?: {BONUS}, {POLICY}",
        marked("Employed for %(time)s: %(share)s of the bonus of %(bonus)s (policy %(version)s)."),
    ),
    (
        r"The opening had no referral policy\.",
        marked("The opening came without a bonus for referrals."),
    ),
    (
        rf"Whoever decides on the opening {NO_BONUS} \(hiring_manager\)\.",
        marked("Whoever decides on an opening gets no bonus for a referral to it."),
    ),
    (
        rf"Whoever runs its process {NO_BONUS} \(recruiter\)\.",
        marked("Whoever runs the process of an opening gets no bonus for a referral to it."),
    ),
    (
        rf"Whoever works in human resources {NO_BONUS} \(hr\)\.",
        marked("Whoever works in human resources gets no bonus for a referral."),
    ),
    (
        rf"Whoever is left out by version (?P<version>\d+) of the policy {NO_BONUS} "
        r"\((?P<role>[a-z_]+)\)\.",
        marked("The policy gives no bonus to this role: %(role)s (policy %(version)s)."),
    ),
    (
        rf"The employment ended on {DAY} before the first day\.",
        marked("The employment ended on %(day)s, before its first day."),
    ),
    (
        rf"The employment ended on {DAY} before (?P<months>\d+) months?\.",
        marked("The employment ended on %(day)s, before %(time)s were over."),
    ),
)


def credit_reason(line: Json) -> str:
    """Why a line of credit is there; what somebody wrote stays as they wrote it."""
    why = str(line["why"])
    return why if line["by"] is not None else meant(why, REASONS, _told(line, why))


def _told(line: Json, why: str) -> dict[str, str]:
    told = {"time": count_months(line["months"] or 0)}
    bonus, ended = re.search(BONUS, why), re.search(DAY, why)
    if bonus:
        told["bonus"] = money(int(bonus["bonus"]), bonus["currency"])
        told["share"] = percent(int(bonus["share"]))
    if ended:
        told["day"] = day(ended[0])
    return told
