"""What the fields of forms are called where a list says what is wrong with which of them."""

from __future__ import annotations

from collections.abc import Mapping

from services.portal.language import gettext, marked

EMPLOYER = marked("Employer")
FIRST_DAY = marked("First day")
LAST_DAY = marked("Last day")
HIRING_MANAGER = marked("Who decides")
MAIL = marked("Mail address")
OPENING = marked("Opening")
SALARY = marked("Pay")
SPEAKS = marked("Who speaks for it")
WHY = marked("Why")
WHOM = marked("Whom")
LABELS: Mapping[str, str] = {
    "aliases": marked("Other names"),
    "amount": marked("How much"),
    "answer": marked("Answer"),
    "apply_url": marked("Where one applies without a referral"),
    "audience": marked("Who sees it"),
    "avoid_own_employers": marked("A discreet search"),
    "better": marked("Whom you know"),
    "blurb": marked("What you want to say"),
    "bonus": marked("Bonus"),
    "candidate": WHOM,
    "code": marked("Code"),
    "contact": WHOM,
    "countries": marked("Countries"),
    "course": marked("What I studied"),
    "currency": marked("Currency"),
    "delegate": HIRING_MANAGER,
    "description": marked("What one does there"),
    "discreet": marked("Discreetly"),
    "domains": marked("Mail domains"),
    "employer": EMPLOYER,
    "employer_id": EMPLOYER,
    "employment_type": marked("Employment"),
    "ended": LAST_DAY,
    "file": marked("File"),
    "findable": marked("Whether you may be found"),
    "first_year": marked("First year"),
    "headcount": marked("How many work there"),
    "headline": marked("In one line"),
    "high": SALARY,
    "hiring_manager": HIRING_MANAGER,
    "hold": marked("If rejected: tell them after"),
    "industry": marked("Industry"),
    "introduction": WHOM,
    "join_token": marked("Link of the group"),
    "kind": marked("What it is"),
    "languages": marked("Languages"),
    "last_on": LAST_DAY,
    "last_year": marked("Last year"),
    "lend": marked("Introductions through these ties"),
    "line": marked("Your line"),
    "link": marked("Link"),
    "links": marked("Links"),
    "low": SALARY,
    "mail": MAIL,
    "max_introducers": marked("At most so many introducers"),
    "may_be_named": marked("Whether you may be named"),
    "milestones": marked("When the bonus is paid"),
    "months": marked("Months"),
    "name": marked("Name"),
    "not_eligible": marked("Who gets no bonus"),
    "open_ask_cap": marked("At most so many open at once"),
    "open_to_intros": marked("Introductions to candidates"),
    "open_to_introduce": marked("Being asked to introduce"),
    "open_to_openings": marked("Being open to openings"),
    "opening_id": OPENING,
    "ownership_days": marked("How long a referral counts"),
    "person": WHOM,
    "place": marked("Place"),
    "q": marked("What you look for"),
    "quiet_day": marked("Quiet days"),
    "quiet_days": marked("Quiet days"),
    "reason": WHY,
    "recruiter": marked("Recruiter"),
    "recruiter_added": marked("Recruiter"),
    "recruiters": marked("Recruiters"),
    "relation": marked("How you know them"),
    "remote": marked("Remote"),
    "salary": SALARY,
    "school": marked("School or university"),
    "show_name": marked("Whether members see your name"),
    "skills": marked("Skills"),
    "share": marked("Share"),
    "started": FIRST_DAY,
    "steward": SPEAKS,
    "steward_contact": SPEAKS,
    "stewards": SPEAKS,
    "sure": marked("Your word that you mean it"),
    "team": marked("Team"),
    "text": marked("Words"),
    "tick": WHOM,
    "time_zone": marked("My time zone"),
    "title": marked("Title"),
    "topic": marked("Topic of the conversation"),
    "topics": marked("What you like to be asked about"),
    "use_policy": marked("Bonus"),
    "valid_through": LAST_DAY,
    "volunteer": marked("Volunteering"),
    "vouch": marked("Why you think of them"),
    "weekly_cap": marked("At most so many asks a week"),
    "weekly_digest": marked("A mail once a week"),
    "weekly_intros": marked("At most so many introductions a week"),
    "what": marked("What happened"),
    "why": WHY,
    "why_corrected": WHY,
    "why_reversed": WHY,
    "willing_to_refer": marked("Referring people"),
    "year": marked("In which year"),
}


def label(name: str) -> str:
    """In the reader's language: of `salary.low` that of its innermost part that has one, of
    `share_2` that of each row.
    """
    parts = [part for part in name.split(".") if not part.isdigit()]
    for part in reversed(parts):
        known = _of(part)
        if known:
            return gettext(known)
    return name.replace("_", " ")


def _of(part: str) -> str | None:
    return LABELS.get(part) or LABELS.get(part.rstrip("_0123456789").removesuffix("_id"))
