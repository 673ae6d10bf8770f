"""What every service may refuse."""

from __future__ import annotations

from collections.abc import Mapping

from services.portal.language import marked

SENTENCES: Mapping[str, str] = {
    "request_unreadable": marked("The request could not be read. Go back and try it once more."),
    "not_found": marked("There is nothing here, or it is not yours to see."),
    "method_not_allowed": marked("This cannot be done to that address."),
    "body_too_large": marked("That is too large. Send something smaller."),
    "media_type_unsupported": marked(
        "Files of this kind cannot be taken in here. Choose another one."
    ),
    "input_invalid": marked("Something is not as it should be. Put it right and send it again."),
    "sign_in_needed": marked("Sign in first."),
    "token_refused": marked("You are signed out. Sign in again."),
    "operator_needed": marked("Only whoever runs this installation may do this."),
    "grant_refused": marked("The names could not be looked up. Open the page anew."),
    "proof_refused": marked("The address could not be checked. Send it again."),
    "cursor_unreadable": marked(
        "This part of the list is no longer there. Start again at its beginning."
    ),
    "idempotency_key_reused": marked(
        "This form was sent before with other words. Open its page anew and send it from there."
    ),
    "idempotency_key_running": marked("The same is being done already. Look again in a moment."),
    "idempotency_key_unreadable": marked(
        "This form is no longer good. Open its page anew and send it from there."
    ),
    "version_needed": marked("The page is too old to change this. Open it anew."),
    "version_stale": marked("This was changed meanwhile. Open the page anew, then change it."),
    "write_not_seen_yet": marked(
        "Your last change has not arrived everywhere yet. Try again in a moment."
    ),
    "rate_limit_reached": marked("That was often in a short time. Wait a little, please."),
    "dead_letter_not_found": marked("There is no such event any more."),
    "dead_letter_replayed": marked("It has been taken in already."),
    "dead_letter_group_gone": marked("Nothing takes in such events any more."),
    "dead_letter_waits": marked("Another event comes before it. Have that one taken in first."),
    "dead_letter_fails": marked(
        "It could not be taken in this time either. What stands in its way is in the log."
    ),
}
