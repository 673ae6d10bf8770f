"""What referrals may refuse of asking and introducing."""

from __future__ import annotations

from collections.abc import Mapping

from services.portal.language import marked

SENTENCES: Mapping[str, str] = {
    "ask_invalid": marked("This cannot be asked like this yet."),
    "asks_at_cap": marked("You have asked as often as one can in a week."),
    "contact_at_cap": marked("They cannot be asked right now. Ask somebody else, or wait."),
    "open_ask_at_cap": marked("You have asked as many people about this employer as one can."),
    "no_path_over_contact": marked(
        "No way leads over this person any more. Look which ones there are now."
    ),
    "contact_changed": marked("Somebody else is proposed as the first to ask by now. Look again."),
    "introduction_open_already": marked(
        "You have a request open for this opening. Withdraw it first."
    ),
    "introduction_not_found": marked("There is no such request, or it is not yours to see."),
    "introduction_over": marked("This request no longer waits for that."),
    "introduction_changed_meanwhile": marked("It has just changed. Look again."),
    "step_answered": marked("Nothing waits for your answer here any more."),
    "step_deadline_passed": marked("The time to answer is over."),
    "step_not_due": marked("There is time left to answer."),
    "answer_not_possible": marked(
        "This answer is not possible here. Choose one of those that are offered."
    ),
    "hand_on_impossible": marked("It cannot go to them now. Choose somebody else."),
    "naming_needs_help": marked("Only who passed it on can be named here."),
    "answer_link_over": marked(
        "This link answers nothing any more. What you are asked is shown in Warmpath."
    ),
    "path_impossible": marked("A way names nobody twice and goes over three people at most."),
    "line_too_long": marked("Your line is too long. Use at most %(most)s characters."),
    "line_unusable": marked(
        "Your line has characters in it that nobody can see. Type it anew instead of pasting it."
    ),
}
