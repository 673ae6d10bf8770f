"""The words for what services say in codes; one table for each kind of code."""

from __future__ import annotations

from collections.abc import Mapping

REASONS: Mapping[str, str] = {
    "listed": "on each other’s lists",
    "worked_together": "worked together",
    "messages": "{amount} messages",
    "meetings": "{amount} meetings",
    "past_introduction": "an introduction that went well",
    "same_school": "same school",
    "same_association": "same association",
    "shared_contacts": "contacts in common",
}
CHANCES = {"likely": "likely", "possible": "possible", "long_shot": "long shot"}
ENDS = {
    "hiring_manager": "The hiring manager",
    "referrer": "Someone who can refer you",
    "person": "The person you look for",
}
STRENGTHS = {"weak": "weak", "fair": "fair", "strong": "strong"}
OWN_ANSWERS = {
    "met": "We have met",
    "know": "I know them",
    "well": "I know them well",
    "would_vouch": "I would vouch for them",
}
KINDS_OF_ASK = {
    "referral": "a referral",
    "advice": "advice",
    "open_ask": "whether you know someone there",
}
RULES = {
    "never_through_people_or_employers_you_avoid": "Never through people or employers you avoid.",
    "nobody_is_asked_again_who_did_not_say_yes": "Nobody who did not say yes is asked again.",
    "a_new_first_contact_only_with_your_ok": "A new first contact only with your OK.",
    "the_same_target_on_every_path": "The same person at the end, whichever way it goes.",
    "nobody_beyond_their_own_caps": "Nobody is asked more often than they allow.",
}
EMPLOYMENT_TYPES = {
    "full_time": "full time",
    "part_time": "part time",
    "contractor": "contractor",
    "temporary": "temporary",
    "intern": "internship",
    "volunteer": "volunteering",
    "per_diem": "by the day",
    "other": "other",
}
AUDIENCES = {
    "public": "Everybody, also on the open web",
    "members": "Members",
    "network": "Only people whom few introducers separate from it",
    "unlisted": "Members who have the link",
}
OPENING_STATES = {
    "draft": "a draft",
    "published": "published",
    "paused": "paused",
    "filled": "filled",
    "closed": "closed",
    "expired": "over",
}
REQUEST_STATES = {
    "asking": "under way",
    "new_contact": "needs your OK",
    "met": "you meet",
    "exhausted": "no way was found",
    "withdrawn": "withdrawn",
    "opening_closed": "the opening is over",
}
ASK_STATES = {
    "asked": "waits for you",
    "passed_on": "you passed it on",
    "met": "they meet",
    "not_met": "it came to nothing",
    "declined": "you declined",
}
REFERRAL_STATES = {
    "submitted": "waits for consent",
    "consented": "agreed",
    "in_review": "in review",
    "interviewing": "interviewing",
    "offered": "has an offer",
    "hired": "hired",
    "retained": "still there",
    "not_consented": "not agreed",
    "duplicate": "referred before by somebody else",
    "withdrawn": "withdrawn",
    "rejected": "rejected",
    "expired": "the time for it is over",
    "opening_closed": "the opening is over",
}
MOVERS = {
    "candidate": "said by the candidate",
    "referrer": "by the referrer",
    "recruiter": "by the recruiter",
    "ats": "from the employer’s system",
    "time": "by itself",
}
MOVE_REASONS = {
    "none_given": "no reason given",
    "skills": "skills",
    "experience": "experience",
    "terms": "terms",
    "filled": "somebody else was chosen",
    "changed_mind": "changed their mind",
    "other": "another reason",
}
MOVES = {
    "taken_up": "We look at it",
    "interview": "We invite them",
    "offer": "We made an offer",
    "hire": "They accepted: hired",
    "hire_confirmed": "We confirm the hire",
    "rejected": "Rejected",
}
RELATIONS = {
    "": "I would rather not say",
    "worked_together": "We worked together",
    "studied_together": "We studied together",
    "community": "From a community",
    "friend": "A friend",
    "family": "Family",
    "other": "Otherwise",
}
BASES = {
    "mail": "same address",
    "profile_url": "same profile",
    "name_and_employer": "same name and employer: perhaps somebody else",
}
WEEKDAYS = {
    "monday": "Monday",
    "tuesday": "Tuesday",
    "wednesday": "Wednesday",
    "thursday": "Thursday",
    "friday": "Friday",
    "saturday": "Saturday",
    "sunday": "Sunday",
}
TIE_STATES = {"proposed": "proposed", "confirmed": "confirmed"}
GROUP_KINDS = {
    "class": "a class",
    "association": "an association",
    "event": "an event",
    "company": "a company",
}
ANSWERS = {
    "introduce": "you introduced",
    "use_my_name": "you lent your name",
    "someone_better": "you named someone better",
    "agree": "you agreed",
    "pass": "you passed",
}
DONE: Mapping[str, str] = {
    "signed-in": "You are signed in.",
    "signed-out": "You are signed out.",
    "signed-out-everywhere": "You are signed out everywhere.",
    "asked": "It is on its way. You hear by mail, and see it here.",
    "withdrawn": "Taken back. Whoever had it on their list no longer does.",
    "agreed": "The new first contact is being asked.",
    "answered": "Your answer is noted.",
    "published": "Published. Its audience sees it from now on.",
    "drafted": "Kept as a draft. Nobody is told before you publish it.",
    "not-published": "Kept as a draft; it could not be published as it is.",
    "saved": "Saved.",
    "moved": "Noted.",
    "role": "Noted.",
    "referred": "They are asked whether they agree.",
    "consented": "You agreed. From here on recruiters see you.",
    "refused": "Noted. To whoever referred you it looks like silence.",
    "referral-withdrawn": "Taken back.",
    "link-made": "Your link is ready below. It holds while the opening is out and you work there.",
    "link-taken-back": "It leads nowhere from now on. Who was referred by it stays referred.",
    "hook-taken-back": "No secret holds any more.",
    "credit-noted": "Noted, by a further line.",
    "released": "Those who introduced you are told.",
    "claimed": "Referrals to your addresses wait for you below.",
    "nothing-to-claim": "No referral waits for one of your addresses.",
    "joined": "You are in.",
    "left-group": "You left the group.",
    "ticked": "Proposed. A tie stands once both confirmed it.",
    "proposed": "If they are a member, they are asked. You hear once they confirm it.",
    "tie-confirmed": "You know each other.",
    "tie-denied": "Noted. They are not told.",
    "tie-ended": "Ended. They are not told why.",
    "chosen": "Proposed. Those who proposed you too are confirmed at once.",
    "undone": "Undone, as far as nobody had answered.",
    "code-sent": "A code is on its way to that address.",
    "verified": "The address is yours now.",
    "replayed": "It is taken in again.",
    "passed": "Noted. Nobody is told; it looks like silence.",
}
"""What a page says after something was done, by the word in its address."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "chance": CHANCES,
    "end": ENDS,
    "strength": STRENGTHS,
    "own_answer": OWN_ANSWERS,
    "kind_of_ask": KINDS_OF_ASK,
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
    "relation": RELATIONS,
    "basis": BASES,
    "tie_state": TIE_STATES,
    "group_kind": GROUP_KINDS,
    "weekday": WEEKDAYS,
}
