"""The words for what services say in codes; one table for each kind of code."""

from __future__ import annotations

from collections.abc import Mapping

from services.portal.language import counted, marked

REASONS: Mapping[str, str] = {
    "listed": marked("on each other’s lists"),
    "worked_together": marked("worked together"),
    "past_introduction": marked("an introduction that went well"),
    "same_school": marked("same school"),
    "same_association": marked("same association"),
    "shared_contacts": marked("contacts in common"),
}
COUNTED_REASONS = {
    "messages": counted("%(num)s message", "%(num)s messages"),
    "meetings": counted("%(num)s meeting", "%(num)s meetings"),
}
CHANCES = {
    "likely": marked("likely"),
    "possible": marked("possible"),
    "long_shot": marked("long shot"),
}
ENDS = {
    "hiring_manager": marked("The hiring manager"),
    "referrer": marked("Someone who can refer you"),
    "person": marked("The person you look for"),
}
STRENGTHS = {"weak": marked("weak"), "fair": marked("fair"), "strong": marked("strong")}
OWN_ANSWERS = {
    "met": marked("We have met"),
    "know": marked("I know them"),
    "well": marked("I know them well"),
    "would_vouch": marked("I would vouch for them"),
}
ASKS_YOU = {
    "referral": marked("%(name)s asks you for a referral"),
    "advice": marked("%(name)s asks you for advice"),
    "open_ask": marked("%(name)s asks whether you know someone there"),
}
ASKS = {
    "referral": marked("%(name)s asks for a referral"),
    "advice": marked("%(name)s asks for advice"),
    "open_ask": marked("%(name)s asks who knows someone there"),
}
YOU_ASKED = {
    "referral": marked("You asked for a referral"),
    "advice": marked("You asked for advice"),
    "open_ask": marked("You asked whether they know someone there"),
}
RULES = {
    "never_through_people_or_employers_you_avoid": marked(
        "Never through people or employers you avoid."
    ),
    "nobody_is_asked_again_who_did_not_say_yes": marked(
        "Nobody who did not say yes is asked again."
    ),
    "a_new_first_contact_only_with_your_ok": marked("A new first contact only with your OK."),
    "the_same_target_on_every_path": marked("The same person at the end, whichever way it goes."),
    "nobody_beyond_their_own_caps": marked("Nobody is asked more often than they allow."),
}
EMPLOYMENT_TYPES = {
    "full_time": marked("full time"),
    "part_time": marked("part time"),
    "contractor": marked("contractor"),
    "temporary": marked("temporary"),
    "intern": marked("internship"),
    "volunteer": marked("volunteering"),
    "per_diem": marked("by the day"),
    "other": marked("other"),
}
AUDIENCES = {
    "public": marked("Everybody, also on the open web"),
    "members": marked("Members"),
    "network": marked("Only people whom few introducers separate from it"),
    "unlisted": marked("Members who have the link"),
}
OPENING_STATES = {
    "draft": marked("a draft"),
    "published": marked("published"),
    "paused": marked("paused"),
    "filled": marked("filled"),
    "closed": marked("closed"),
    "expired": marked("over"),
}
REQUEST_STATES = {
    "asking": marked("under way"),
    "new_contact": marked("needs your OK"),
    "met": marked("you meet"),
    "exhausted": marked("no way was found"),
    "withdrawn": marked("withdrawn"),
    "opening_closed": marked("the opening is over"),
}
ASK_STATES = {
    "asked": marked("waits for you"),
    "passed_on": marked("you passed it on"),
    "met": marked("they meet"),
    "not_met": marked("it came to nothing"),
    "declined": marked("you declined"),
}
REFERRAL_STATES = {
    "submitted": marked("waits for consent"),
    "consented": marked("agreed"),
    "in_review": marked("in review"),
    "interviewing": marked("interviewing"),
    "offered": marked("has an offer"),
    "hired": marked("hired"),
    "retained": marked("still there"),
    "not_consented": marked("not agreed"),
    "duplicate": marked("referred before by somebody else"),
    "withdrawn": marked("withdrawn"),
    "rejected": marked("rejected"),
    "expired": marked("the time for it is over"),
    "opening_closed": marked("the opening is over"),
}
MOVERS = {
    "candidate": marked("said by the candidate"),
    "referrer": marked("by the referrer"),
    "recruiter": marked("by the recruiter"),
    "ats": marked("from the employer’s system"),
    "time": marked("by itself"),
}
MOVE_REASONS = {
    "none_given": marked("no reason given"),
    "skills": marked("skills"),
    "experience": marked("experience"),
    "terms": marked("terms"),
    "filled": marked("somebody else was chosen"),
    "changed_mind": marked("changed their mind"),
    "other": marked("another reason"),
}
MOVES = {
    "taken_up": marked("We look at it"),
    "interview": marked("We invite them"),
    "offer": marked("We made an offer"),
    "hire": marked("They accepted: hired"),
    "hire_confirmed": marked("We confirm the hire"),
    "rejected": marked("Rejected"),
}
OWN_MOVES = {
    "interview": marked("They invited me"),
    "offer": marked("I have an offer"),
    "hire": marked("I accepted it: I am hired"),
}
RELATIONS = {
    "": marked("I would rather not say"),
    "worked_together": marked("We worked together"),
    "studied_together": marked("We studied together"),
    "community": marked("From a community"),
    "friend": marked("A friend"),
    "family": marked("Family"),
    "other": marked("Otherwise"),
}
BASES = {
    "mail": marked("same address"),
    "profile_url": marked("same profile"),
    "name_and_employer": marked("same name and employer: perhaps somebody else"),
}
WEEKDAYS = {
    "monday": marked("Monday"),
    "tuesday": marked("Tuesday"),
    "wednesday": marked("Wednesday"),
    "thursday": marked("Thursday"),
    "friday": marked("Friday"),
    "saturday": marked("Saturday"),
    "sunday": marked("Sunday"),
}
PARTS = {
    "candidate": marked("candidate"),
    "introducer": marked("introducer"),
    "referrer": marked("referrer"),
}
MEMBERSHIP_KINDS = {
    "association": marked("an association"),
    "event": marked("an event"),
    "volunteer_group": marked("a group of volunteers"),
}
GROUP_KINDS = {
    "class": marked("a class"),
    "association": marked("an association"),
    "event": marked("an event"),
    "company": marked("a company"),
}
ANSWERS = {
    "introduce": marked("you introduced"),
    "use_my_name": marked("you lent your name"),
    "someone_better": marked("you named someone better"),
    "agree": marked("you agreed"),
    "pass": marked("you passed"),
}
SERVICES_DO = {
    "profiles": marked("Signing in, names, your network and your data"),
    "postings": marked("Searching, posting and managing openings"),
    "referrals": marked("Paths, requests, asks and referrals"),
}
"""What does not work while a service is away."""
WORDS: Mapping[str, Mapping[str, str]] = {
    "reason": REASONS,
    "chance": CHANCES,
    "end": ENDS,
    "strength": STRENGTHS,
    "own_answer": OWN_ANSWERS,
    "asks_you": ASKS_YOU,
    "asks": ASKS,
    "you_asked": YOU_ASKED,
    "rule": RULES,
    "employment_type": EMPLOYMENT_TYPES,
    "audience": AUDIENCES,
    "opening_state": OPENING_STATES,
    "request_state": REQUEST_STATES,
    "ask_state": ASK_STATES,
    "answer": ANSWERS,
    "referral_state": REFERRAL_STATES,
    "mover": MOVERS,
    "move_reason": MOVE_REASONS,
    "move": MOVES,
    "own_move": OWN_MOVES,
    "relation": RELATIONS,
    "basis": BASES,
    "part": PARTS,
    "group_kind": GROUP_KINDS,
    "membership_kind": MEMBERSHIP_KINDS,
    "weekday": WEEKDAYS,
}
